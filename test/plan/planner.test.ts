import { describe, expect, it } from 'vitest';
import { hasErrors } from '../../src/diagnostics/diagnostic.ts';
import { fixture, lines, planOf } from './plan-of.ts';

/** A site whose parts can be replaced; SQL Server is on its own host. */
function site(parts: { site?: string; hosts?: string; rest?: string } = {}): string {
  return `
hierarchy: Test
version: "2509"
internet: none
sites:
  ABC: { server: ss, database: sql${parts.site === undefined ? '' : `, ${parts.site}`} }
hosts:
  ss: { address: 10.0.0.1 }
  sql: { address: 10.0.0.2, site: ABC }
${parts.hosts ?? '  mp: { address: 10.0.0.3, site: ABC, roles: [management-point] }'}
${parts.rest ?? 'clients: { lan: { subnet: 10.1.0.0/16 } }'}
`;
}
const MP = '  mp: { address: 10.0.0.3, site: ABC, roles: [management-point]';

describe('site server and site system', () => {
  const both = [
    'mp > ss tcp/135 rpc-endpoint-mapper',
    'mp > ss tcp/445 smb',
    'mp > ss tcp/49152-65535 rpc-dynamic',
  ];

  it('start both ways by default', () => {
    const found = lines(planOf(site()), 'site-server-management-point');
    expect(found).toEqual(expect.arrayContaining(both));
    expect(found).toContain('ss > mp tcp/445 smb');
  });

  it('start from the site server only where it is required to initiate', () => {
    const found = lines(
      planOf(site({ hosts: `${MP}, siteInitiated: true }` })),
      'site-server-management-point',
    );
    expect(found).toContain('ss > mp tcp/445 smb');
    expect(found.filter((l) => l.startsWith('mp'))).toEqual([]);
  });

  it('need no flow on one and the same host', () => {
    const planned = planOf(
      site({ hosts: '', rest: '' }).replace(
        'ss: { address: 10.0.0.1 }',
        'ss: { address: 10.0.0.1, roles: [management-point] }',
      ),
    );
    expect(lines(planned, 'site-server-management-point')).toEqual([]);
    expect(lines(planned, 'management-point-sql-server')).toEqual(['ss > sql tcp/1433 sql']);
  });

  it('use the RPC range of the host that listens', () => {
    const found = lines(planOf(site({ hosts: `${MP}, rpc: 50000-50999 }` })), 'site-server-management-point');
    expect(found).toContain('ss > mp tcp/50000-50999 rpc-dynamic');
    expect(found).toContain('mp > ss tcp/49152-65535 rpc-dynamic');
  });

  it('a reporting services point never calls back, unless switched on', () => {
    const hosts = '  rsp: { address: 10.0.0.4, site: ABC, roles: [reporting-services-point] }';
    const calls = (text: string): string[] =>
      lines(planOf(text), 'site-server-reporting-services-point').filter((l) => l.startsWith('rsp'));
    expect(calls(site({ hosts }))).toEqual([]);
    expect(calls(`${site({ hosts })}\noptions: { reportingCallsBack: true }`)).not.toEqual([]);
  });
});

describe('clients', () => {
  it.each([
    ['http', ['tcp/80 http']],
    ['enhanced-http', ['tcp/443 https', 'tcp/80 http']],
    ['https', ['tcp/443 https']],
  ])('talk to a management point as the site says: %s', (communication, expected) => {
    const found = lines(planOf(site({ site: `communication: ${communication}` })), 'client-management-point');
    expect(found).toEqual(['tcp/10123 client-notification', ...expected].map((p) => `lan > mp ${p}`));
  });

  it('use the ports of the site', () => {
    const text = site({ site: 'ports: { http: 8080, https: 8443, notification: 10124, alternateHttp: 81 }' });
    const found = lines(planOf(text), 'client-management-point');
    expect(found.map((l) => l.split(' ')[3]).sort()).toEqual(['tcp/10124', 'tcp/8080', 'tcp/81', 'tcp/8443']);
  });

  const groups = `
boundaryGroups:
  Near: { site: ABC, siteSystems: [dp1], fallback: [{ to: Far, after: 120 }] }
  Far: { site: ABC, siteSystems: [dp2, mp] }
clients:
  near: { subnet: 10.1.0.0/24, boundaryGroup: Near }
  far: { subnet: 10.1.1.0/24, boundaryGroup: Far }`;
  const dps = `${MP} }
  dp1: { address: 10.0.0.11, site: ABC, roles: [distribution-point] }
  dp2: { address: 10.0.0.12, site: ABC, roles: [distribution-point] }
  dp3: { address: 10.0.0.13, site: ABC, roles: [distribution-point] }`;

  it('talk to the distribution points of their boundary group and of its fallback, to no other', () => {
    const found = lines(planOf(site({ hosts: dps, rest: groups })), 'client-distribution-point');
    const pairs = new Set(found.map((l) => l.split(' ').slice(0, 3).join(' ')));
    expect([...pairs]).toEqual(['far > dp2', 'near > dp1', 'near > dp2']);
  });

  it('say which fallback it is, and where it stands', () => {
    const { plan } = planOf(site({ hosts: dps, rest: groups }));
    const flow = plan.flows.find(
      (f) =>
        f.conversation.id === 'client-distribution-point' &&
        f.from[0]?.name === 'near' &&
        f.to[0]?.name === 'dp2',
    );
    const reason = flow?.reasons.find((r) => r.text.includes('falls back to Far after 120 minutes'));
    expect(reason?.place?.line).toBe(16);
  });

  it('in a workgroup ask no global catalog', () => {
    const hosts = `${MP} }\n  dc: { address: 10.0.0.9, roles: [domain-controller, global-catalog] }`;
    const asks = (joined: boolean): string[] =>
      lines(
        planOf(site({ hosts, rest: `clients: { lan: { subnet: 10.1.0.0/16, domainJoined: ${joined} } }` })),
        'client-global-catalog',
      );
    expect(asks(true)).toEqual(['lan > dc tcp/3268 global-catalog']);
    expect(asks(false)).toEqual([]);
  });

  it('out on the internet reach only what faces it, and come from anywhere', () => {
    const hosts = `${MP} }
  web: { address: 10.0.0.20, site: ABC, internetFacing: true, roles: [{ management-point: { communication: https } }] }`;
    const rest = `
boundaryGroups: { Out: { site: ABC, siteSystems: [web, mp] } }
clients: { out: { internet: true, boundaryGroup: Out } }`;
    const planned = planOf(site({ hosts, rest }));
    expect(lines(planned).filter((l) => l.startsWith('out'))).toEqual(['out > web tcp/443 https']);
    const flow = planned.plan.flows.find((f) => f.from[0]?.name === 'out');
    expect(flow?.from[0]).toMatchObject({ kind: 'internet', zone: 'internet', networks: [] });
  });

  it('of each subnet are peers of their own', () => {
    const rest = 'clients: { lan: { subnets: [10.1.0.0/24, 10.1.1.0/24], settings: { wakeUpProxy: true } } }';
    const flows = planOf(site({ rest })).plan.flows.filter(
      (f) => f.conversation.id === 'client-client-wake-up-proxy',
    );
    expect(flows.map((f) => [f.from[0]?.networks[0]?.text, f.to[0]?.networks[0]?.text])).toEqual([
      ['10.1.0.0/24', '10.1.0.0/24'],
      ['10.1.1.0/24', '10.1.1.0/24'],
    ]);
  });
});

describe('temporary flows', () => {
  it('come with the window that was declared', () => {
    const planned = planOf(site({ site: 'installation: { from: 2026-12-01, until: 2026-12-05 }' }));
    const flow = planned.plan.flows.find((f) => f.conversation.id === 'site-server-sql-server');
    const smb = flow?.services.find((s) => s.service.id === 'smb');
    expect(smb).toMatchObject({ phase: 'install', window: { from: '2026-12-01', until: '2026-12-05' } });
    expect(smb?.reasons[0]?.place?.line).toBe(6);
    expect(flow?.services.find((s) => s.service.id === 'sql')).not.toHaveProperty('window');
  });

  it('are not planned without one, and the plan says so', () => {
    const { plan } = planOf(site());
    const flow = plan.flows.find((f) => f.conversation.id === 'site-server-sql-server');
    expect(flow?.services.map((s) => s.service.id)).toEqual(['sql']);
    expect(plan.diagnostics.find((d) => d.code === 'PT6006')?.message).toContain('site-server-sql-server');
  });
});

describe('the way', () => {
  const zones = (
    filters: string,
    more = '',
  ): string => `${site({ hosts: `${MP.replace('10.0.0.3', '10.2.0.3')} }` })}
zones: { a: [10.0.0.0/16], b: [10.1.0.0/16], c: [10.2.0.0/16] }
filters: ${filters}
${more}`;

  it('crosses the filters between two zones in order', () => {
    const { plan } = planOf(
      zones('{ one: { between: [a, b], dialect: nftables }, two: { between: [b, c], dialect: nftables } }'),
    );
    const flow = plan.flows.find((f) => f.from[0]?.name === 'ss' && f.to[0]?.name === 'mp');
    expect(flow?.path).toEqual([
      { filter: 'one', from: 'a', to: 'b' },
      { filter: 'two', from: 'b', to: 'c' },
    ]);
    const back = plan.flows.find((f) => f.from[0]?.name === 'mp' && f.to[0]?.name === 'ss');
    expect(back?.path.map((c) => c.filter)).toEqual(['two', 'one']);
  });

  it('is an error where there is none, once for a pair of zones', () => {
    const { plan } = planOf(zones('{ one: { between: [a, b], dialect: nftables } }'));
    const errors = plan.diagnostics.filter((d) => d.code === 'PT6001');
    expect(errors.map((e) => e.message.replace(/,.*/, ''))).toEqual([
      'no way leads from zone b to zone c',
      'no way leads from zone c to zone a',
    ]);
    expect(errors[0]?.help).toContain('between: [b, c]');
    expect(hasErrors(plan.diagnostics)).toBe(true);
  });

  it('is an error where two are equally short, until a route says which', () => {
    const filters = `{ n1: { between: [a, b, c], dialect: nftables }, n2: { between: [a, b, c], dialect: nftables } }`;
    const ambiguous = planOf(zones(filters)).plan.diagnostics.filter((d) => d.code === 'PT6002');
    // Zones a and c, b and c: nothing has to go from a to b.
    expect(ambiguous.length).toBe(2);
    expect(ambiguous[0]?.help).toMatch(/^say which: routes:/);
    const routes = ['[a, b]', '[a, c]', '[b, c]'].map((pair) => {
      const [from, to] = pair.slice(1, -1).split(', ');
      return `{ from: ${from}, to: ${to}, via: [n1] }`;
    });
    const settled = planOf(zones(filters, `routes: [${routes.join(', ')}]`));
    expect(hasErrors(settled.plan.diagnostics)).toBe(false);
    expect(new Set(settled.plan.flows.flatMap((f) => f.path.map((c) => c.filter)))).toEqual(new Set(['n1']));
  });
});

it('two ends without a common address family get no flow, and a remark', () => {
  const { plan } = planOf(
    site({ hosts: '  mp: { address: "fd00::3", site: ABC, roles: [management-point] }' }),
  );
  expect(plan.flows.filter((f) => f.to[0]?.name === 'mp')).toEqual([]);
  expect(plan.diagnostics.map((d) => d.code)).toContain('PT6003');
});

describe('databases', () => {
  it('every replica of an availability group and its listener are targets', () => {
    const text = site({
      site: 'x: 1',
      hosts: `${MP} }\n  sql2: { address: 10.0.0.5, site: ABC }`,
    }).replace(
      'database: sql, x: 1',
      'database: { availabilityGroup: { replicas: [sql, sql2], listener: { name: ag, address: 10.0.0.6 } }, port: 1500 }',
    );
    expect(lines(planOf(text), 'management-point-sql-server')).toEqual([
      'mp > ag tcp/1500 sql',
      'mp > sql tcp/1500 sql',
      'mp > sql2 tcp/1500 sql',
    ]);
  });
});

describe('the internet', () => {
  const open = site({ rest: '' }).replace('internet: none', '');
  it('is not planned for where nothing reaches it', () => {
    expect(lines(planOf(site())).filter((l) => l.includes('Internet'))).toEqual([]);
  });

  it('is reached through the proxy where one is set', () => {
    const text = `${open}\n`.replace(
      'ss: { address: 10.0.0.1 }',
      'ss: { address: 10.0.0.1, proxy: web }\n  web: { address: 10.0.0.8, roles: [{ proxy-server: { port: 3128 } }] }',
    );
    expect(lines(planOf(text), 'site-server-internet')).toEqual([
      'ss > web tcp/3128 http-proxy',
      'web > Internet (Site server) tcp/443 https',
      'web > Internet (Site server) tcp/80 http',
    ]);
  });

  it('has names, and no address', () => {
    const flow = planOf(open).plan.flows.find((f) => f.conversation.id === 'site-server-internet');
    expect(flow?.to[0]).toMatchObject({ kind: 'internet', zone: 'internet', networks: [] });
    expect(flow?.to[0]?.fqdns.length).toBeGreaterThan(0);
  });
});

it('gives the same plan for the same input', () => {
  const once = (): string =>
    JSON.stringify(planOf(fixture('everything.yaml')).plan, (_key, value: unknown) =>
      typeof value === 'bigint' ? `${value}` : value,
    );
  expect(once()).toBe(once());
});

it('gives every flow an id of its own that survives changes elsewhere', () => {
  const ids = (text: string): string[] => planOf(text).plan.flows.map((f) => f.id);
  const before = ids(fixture('everything.yaml'));
  expect(new Set(before).size).toBe(before.length);
  const after = ids(
    fixture('everything.yaml').replace('hierarchy: Everything', '# one line more\nhierarchy: Renamed'),
  );
  expect(after).toEqual(before);
});
