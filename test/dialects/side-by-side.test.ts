/** One small policy, as every language says it, one after the other in one document; read it after each change. */
import { expect, it } from 'vitest';
import { DIALECTS } from '../../src/dialects/registry.ts';
import { hostPolicy } from '../../src/policy/host-policy.ts';
import { ipsecPolicy } from '../../src/policy/ipsec-policy.ts';
import type { Policy } from '../../src/policy/model.ts';
import { networkPolicy } from '../../src/policy/network-policy.ts';
import { policyOf } from '../proxies/kit.ts';
import {
  clientsEnd,
  flow,
  hierarchyOf,
  hostEnd,
  internetEnd,
  net,
  planOf,
  service,
} from '../rules/plan-kit.ts';

const mp = hostEnd('mp01', '10.0.0.1', 'fd00::1');
const sql = hostEnd('sql01', '10.0.0.8');
const cm = hostEnd('cm01', '10.0.9.9');
const hq = clientsEnd('hq', '10.20.0.0/20', 'fd20::/64');
const plan = planOf([
  flow('client-mp', [hq], [mp], [service('http', 'tcp/80'), service('client-notification', 'tcp/10123')], {
    id: 'client-mp#1',
  }),
  flow(
    'site-server-mp',
    [cm],
    [mp],
    [
      service('rpc-endpoint-mapper', 'tcp/135'),
      service('rpc-dynamic', 'tcp/49152-65535', { ports: '50000-50999' }),
    ],
    { id: 'site-server-mp#2' },
  ),
  flow(
    'install',
    [mp],
    [cm],
    [service('smb', 'tcp/445', { phase: 'install', window: { from: '2026-12-01', until: '2026-12-14' } })],
    {
      id: 'install#3',
    },
  ),
  flow('ping', [hq], [mp], [service('icmp-echo', 'icmp')], { id: 'ping#4' }),
  flow(
    'update',
    [mp],
    [internetEnd('Updates', '*.update.example', 'go.example')],
    [service('https', 'tcp/443')],
    {
      id: 'update#5',
    },
  ),
  flow('database', [mp], [sql], [service('sql', 'tcp/1433')], { id: 'database#6', filters: [] }),
]);
const hosts = { mp01: { addresses: mp.networks }, sql01: { addresses: sql.networks } };
const ipsec = [{ name: 'site', between: [net('10.0.0.1')], and: [net('10.0.0.8')], at: {} }];
const interfaces = [
  { name: 'inside', networks: [net('10.0.0.0/24'), net('fd00::/64')] },
  { name: 'campus', networks: [net('10.20.0.0/16'), net('10.0.9.0/24'), net('fd20::/32')] },
  { name: 'outside', networks: [net('192.0.2.0/24')] },
];

const POLICIES: readonly Policy[] = [
  {
    ...networkPolicy(plan, hierarchyOf({ hosts }), 'core'),
    interfaces,
    named: networkPolicy(plan, hierarchyOf({ hosts }), 'core').named.map((rule) => ({
      ...rule,
      toInterface: 'outside',
    })),
  },
  hostPolicy(plan, hierarchyOf({ hosts }), 'mp01'),
  policyOf({ mp01: [{ names: ['*.update.example', 'go.example'], ports: '443' }] }, { mp01: ['10.0.0.1'] }),
  ipsecPolicy(plan, hierarchyOf({ hosts, ipsec }), 'sql01'),
];
const KINDS: Readonly<Record<Policy['kind'], string>> = {
  network: 'between networks',
  host: 'on a host',
  proxy: 'at a web proxy',
  ipsec: 'inside of IPsec',
};

it('is what the document shows', async () => {
  const sections = [...DIALECTS.values()].flatMap((dialect) => [
    `## ${dialect.id}: ${dialect.title}`,
    ...POLICIES.flatMap((policy) => {
      const title = `### ${dialect.id}, ${KINDS[policy.kind]}`;
      if (!dialect.capabilities.kinds.includes(policy.kind)) return [`${title}: NOT_SUPPORTED`];
      const { model, diagnostics } = dialect.lower(policy);
      const { text } = dialect.print(model);
      const unnamed = dialect.capabilities.fqdns === 'none' ? policy.named.map(({ finding }) => finding) : [];
      const said = [...new Set([...unnamed, ...diagnostics].map((d) => `- ${d.code}: ${d.message}`))];
      // A file in UTF-16 is shown by its characters.
      const shown = text.replace(/[^\t\n\r -~]/g, (c) =>
        c === '\ufeff' ? '' : `\\u{${c.charCodeAt(0).toString(16)}}`,
      );
      return [
        title,
        '',
        ...said,
        ...(said.length > 0 ? [''] : []),
        '```',
        shown.replaceAll('\r', '').trimEnd(),
        '```',
      ];
    }),
    '',
  ]);
  await expect(`# One policy in every language\n\n${sections.join('\n')}`).toMatchFileSnapshot(
    'side-by-side.golden.md',
  );
});
