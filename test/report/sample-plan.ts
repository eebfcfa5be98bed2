/** Plans to test reports with: a small one made by hand, and any that fast-check can think of. */
import fc from 'fast-check';
import type { Conversation, Service } from '../../src/catalog/model.ts';
import { type Network, parseNetwork } from '../../src/net/network.ts';
import type { Endpoint, Flow, FlowService, Plan } from '../../src/plan/model.ts';

export function net(text: string): Network {
  const network = parseNetwork(text);
  if ('error' in network) throw new Error(`${text}: ${network.error}`);
  return network;
}

const SMB: Service = { id: 'smb', name: 'SMB', transport: 'tcp', ports: '445' };
export const RPC: Service = {
  id: 'rpc-dynamic',
  name: 'RPC dynamic ports',
  transport: 'tcp',
  ports: '49152-65535',
  rpc: 'dynamic',
};
const PING: Service = { id: 'ping', name: 'Ping', transport: 'icmp', ports: 'echo-request' };

const CONVERSATION: Conversation = {
  id: 'site-server-to-distribution-point',
  title: 'Site server to distribution point',
  initiator: 'site-server',
  responder: 'distribution-point',
  direction: 'one-way',
  pairing: 'same-site',
  when: [],
  reverseWhen: [],
  phase: 'always',
  services: [],
  purpose: 'Sends content and configuration.',
  lifecycle: { status: 'current' },
  guide: [{ table: 'site-server', row: 3 }],
  microsoft: { section: 'Site server to distribution point' },
  basis: 'ports.md',
  sources: ['ports'],
  conflicts: [],
  differences: [],
  entries: [],
};

export function host(name: string, zone: string, ...networks: string[]): Endpoint {
  return { kind: 'host', name, zone, networks: networks.map(net), fqdns: [], owner: name, os: 'windows' };
}

export const CM01: Endpoint = host('cm01', 'datacenter', '10.0.0.10', 'fd00::10');
export const DP01: Endpoint = host('dp01', 'campus', '10.1.0.10');
const DP02: Endpoint = host('dp02', 'campus', '10.1.0.11', 'fd00:1::11');
const HQ: Endpoint = {
  kind: 'clients',
  name: 'hq',
  zone: 'campus',
  networks: [net('10.1.16.0/20')],
  fqdns: [],
};
const UPDATES: Endpoint = {
  kind: 'internet',
  name: 'Microsoft Update',
  zone: 'internet',
  networks: [],
  fqdns: ['*.update.microsoft.com', 'download.windowsupdate.com'],
};

export function service(
  of: Service,
  ports: readonly [number, number][],
  more: Partial<FlowService> = {},
): FlowService {
  return {
    service: of,
    transport: of.transport,
    ports: ports.map(([first, last]) => ({ first, last })),
    phase: 'always',
    reasons: [],
    ...more,
  };
}

export function flow(id: string, from: Endpoint[], to: Endpoint[], more: Partial<Flow> = {}): Flow {
  return {
    id,
    conversation: CONVERSATION,
    reverse: false,
    from,
    to,
    services: [service(SMB, [[445, 445]]), service(RPC, [[49152, 65535]])],
    path: [],
    reasons: [],
    ...more,
  };
}

export function plan(...flows: Flow[]): Plan {
  return { hierarchy: 'Contoso', version: 2509, flows, diagnostics: [] };
}

export const SAMPLE: Plan = plan(
  flow('content', [CM01], [DP01, DP02], {
    path: [{ filter: 'core', from: 'datacenter', to: 'campus' }],
    reasons: [
      {
        text: 'dp01 and dp02 belong to site P01',
        setting: 'hosts.dp01.site',
        value: 'P01',
        place: { file: 'hierarchy.yaml', line: 12, column: 5, length: 4 },
      },
    ],
  }),
  flow('updates', [CM01], [UPDATES], {
    conversation: { ...CONVERSATION, id: 'updates', title: 'Software update point to the internet' },
    services: [
      service(
        SMB,
        [
          [80, 80],
          [443, 443],
        ],
        { phase: 'install', window: { until: '2026-12-31' } },
      ),
    ],
    path: [
      { filter: 'core', from: 'datacenter', to: 'dmz' },
      { filter: 'edge', from: 'dmz', to: 'internet' },
    ],
  }),
  flow('ping', [HQ], [DP01], { services: [service(PING, [], { phase: 'on-demand' })] }),
);

const hostile = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }),
  fc.constantFrom(
    '=cmd|calc!A0',
    '+1',
    '-1',
    '@x',
    '\t=1',
    '\r\n=1',
    '＝1',
    'a;=1',
    '"quoted", too',
    'x\n=1+1',
    ' =1',
    '\u200b=1',
    '全角の名前のサーバー',
    '👩‍💻👩‍💻',
    '\u001b[31mred',
    '| a | `b` |',
    '<script>alert(1)</script>',
    '[a](http://x)',
    '\u202eevil',
  ),
);

const zones = fc.constantFrom('datacenter', 'campus', 'internet');
const networks = fc.constantFrom('10.0.0.1', '10.0.0.0/8', '10.9.0.5-10.9.0.9', 'fd00::/32', '::1');
const end: fc.Arbitrary<Endpoint> = fc
  .record({
    name: hostile,
    zone: zones,
    texts: fc.uniqueArray(networks, { maxLength: 3 }),
    owned: fc.boolean(),
    names: fc.array(hostile, { maxLength: 2 }),
  })
  .map(({ name, zone, texts, owned, names }) => ({
    kind: 'host',
    name,
    zone,
    networks: texts.map(net),
    fqdns: texts.length === 0 ? names : [],
    ...(owned && { owner: name }),
  }));
const anyService: fc.Arbitrary<FlowService> = fc
  .record({
    of: fc.constantFrom(SMB, RPC, PING),
    name: hostile,
    first: fc.uniqueArray(fc.integer({ min: 1, max: 60000 }), { minLength: 1, maxLength: 6 }),
    phase: fc.constantFrom('always' as const, 'install' as const, 'migration' as const, 'on-demand' as const),
    dated: fc.boolean(),
    reason: hostile,
  })
  .map(({ of, name, first, phase, dated, reason }) => {
    const ports =
      of.transport === 'icmp'
        ? []
        : [...first].sort((a, b) => a - b).map((n): [number, number] => [n, n + 5]);
    return service({ ...of, name }, ports, {
      phase,
      reasons: [{ text: reason }],
      ...(dated && { window: { from: '2026-01-01', until: '2026-02-01' } }),
    });
  });

/** Any plan, with names that nobody should trust. */
export const anyPlan: fc.Arbitrary<Plan> = fc
  .record({
    ends: fc.array(end, { minLength: 2, maxLength: 6 }),
    flows: fc.array(
      fc.record({
        id: hostile,
        title: hostile,
        from: fc.uniqueArray(fc.nat(5), { minLength: 1, maxLength: 5 }),
        to: fc.uniqueArray(fc.nat(5), { minLength: 1, maxLength: 5 }),
        services: fc.array(anyService, { minLength: 1, maxLength: 4 }),
        filters: fc.array(hostile, { maxLength: 3 }),
        reverse: fc.boolean(),
      }),
      { maxLength: 4 },
    ),
  })
  .map(({ ends, flows }) =>
    plan(
      ...flows.map(({ id, title, from, to, services, filters, reverse }) => {
        const pick = (index: readonly number[]): Endpoint[] =>
          [...new Set(index.map((i) => ends[i % ends.length]))].filter((e) => e !== undefined);
        return flow(id, pick(from), pick(to), {
          conversation: { ...CONVERSATION, title },
          services,
          reverse,
          path: filters.map((filter) => ({ filter, from: 'campus', to: 'internet' })),
        });
      }),
    ),
  );
