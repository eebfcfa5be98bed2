/**
 * Every row of the guide, planned on a hierarchy that has each role on a host of its own. Written by hand from the
 * guide, so that neither the catalog nor the planner is asked what it should say.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../src/catalog/load.ts';
import { readHierarchy } from '../../src/hierarchy/read.ts';
import { formatPorts } from '../../src/net/ports.ts';
import type { Flow } from '../../src/plan/model.ts';
import { planFlows } from '../../src/plan/plan.ts';

const catalog = loadCatalog();
const file = new URL('everything.yaml', import.meta.url);
const reading = readHierarchy(readFileSync(file, 'utf8'), 'everything.yaml', catalog);
if (!reading.hierarchy) throw new Error(JSON.stringify(reading.diagnostics, null, 2));
const plan = planFlows({ hierarchy: reading.hierarchy, place: reading.place }, catalog);

const RPC = 'tcp/49152-65535';
const SMB_RPC = `tcp/135 tcp/445 ${RPC} udp/135`;
const LDAP = `tcp/135 tcp/3268 tcp/389 ${RPC} tcp/636 udp/389 udp/636`;

/** Table, row, from, to, what is planned on the row's account; `back`: what the other side may start. */
interface Row {
  readonly table: string;
  readonly row: number;
  readonly from: string;
  readonly to: string;
  readonly ports: string;
  readonly back?: string;
  /** Where the plan knowingly differs from the row. */
  readonly differs?: string;
}

const ROWS: readonly Row[] = [
  {
    table: 'clients',
    row: 1,
    from: 'clients',
    to: 'clients',
    ports: 'icmp udp/25536',
    differs: 'wake-up proxy pings',
  },
  { table: 'clients', row: 2, from: 'clients', to: 'clients', ports: 'udp/9' },
  { table: 'clients', row: 3, from: 'clients', to: 'clients', ports: 'udp/8004' },
  { table: 'clients', row: 4, from: 'clients', to: 'clients', ports: 'tcp/8003' },
  { table: 'clients', row: 5, from: 'clients', to: 'clouddp', ports: 'tcp/443' },
  { table: 'clients', row: 6, from: 'clients', to: 'ndes', ports: 'tcp/443 tcp/80' },
  { table: 'clients', row: 7, from: 'clients', to: 'one', ports: 'tcp/443' },
  { table: 'clients', row: 8, from: 'clients', to: 'dp', ports: 'tcp/443 tcp/80 tcp/8005' },
  { table: 'clients', row: 9, from: 'clients', to: 'dp', ports: 'tcp/445 udp/63000-64000' },
  {
    table: 'clients',
    row: 10,
    from: 'clients',
    to: 'dp',
    ports: 'udp/4011 udp/49152-65535 udp/547 udp/67 udp/68 udp/69',
    differs: 'TFTP goes on at a dynamic port',
  },
  { table: 'clients', row: 11, from: 'clients', to: 'fsp', ports: 'tcp/80' },
  { table: 'clients', row: 12, from: 'clients', to: 'dc', ports: 'tcp/3268' },
  { table: 'clients', row: 13, from: 'clients', to: 'mp', ports: 'tcp/10123 tcp/443 tcp/80' },
  { table: 'clients', row: 14, from: 'clients', to: 'sup', ports: 'tcp/8530 tcp/8531' },
  {
    table: 'clients',
    row: 15,
    from: 'clients',
    to: 'smp',
    ports: 'tcp/445 tcp/80',
    differs: 'enhanced HTTP does not cover this role: 443 only where the site is HTTPS only',
  },
  { table: 'client-push', row: 1, from: 'ss', to: 'clients', ports: SMB_RPC },
  { table: 'client-push', row: 2, from: 'ss', to: 'clients', ports: SMB_RPC },
  { table: 'client-push', row: 3, from: 'ss', to: 'clients', ports: SMB_RPC },
  { table: 'client-push', row: 4, from: 'clients', to: 'mp', ports: 'tcp/10123 tcp/443 tcp/80' },
  { table: 'site-server', row: 1, from: 'ss', to: 'clients', ports: 'udp/9' },
  { table: 'site-server', row: 2, from: 'ss', to: 'clouddp', ports: 'tcp/443' },
  { table: 'site-server', row: 3, from: 'ss', to: 'dp', ports: SMB_RPC },
  {
    table: 'site-server',
    row: 4,
    from: 'ss',
    to: 'dc',
    ports: `tcp/1024-5000 ${LDAP}`,
    differs: 'the legacy RPC range of the discovery table, switched on here',
  },
  { table: 'site-server', row: 5, from: 'ss', to: 'cmgcp', ports: SMB_RPC, back: SMB_RPC },
  { table: 'site-server', row: 6, from: 'cas', to: 'epp', ports: SMB_RPC, back: SMB_RPC },
  { table: 'site-server', row: 7, from: 'ss', to: 'fsp', ports: SMB_RPC, back: SMB_RPC },
  { table: 'site-server', row: 8, from: 'ss', to: 'Internet (Site server)', ports: 'tcp/443 tcp/80' },
  {
    table: 'site-server',
    row: 9,
    from: 'cas',
    to: 'ca',
    ports: `tcp/135 ${RPC} udp/135`,
    back: `tcp/135 ${RPC} udp/135`,
  },
  { table: 'site-server', row: 10, from: 'ss', to: 'library', ports: 'tcp/445' },
  { table: 'site-server', row: 11, from: 'cas', to: 'scp', ports: SMB_RPC, back: SMB_RPC },
  { table: 'site-server', row: 12, from: 'ss', to: 'rsp', ports: SMB_RPC },
  { table: 'site-server', row: 13, from: 'ss', to: 'cas', ports: 'tcp/445', back: 'tcp/445' },
  { table: 'site-server', row: 14, from: 'ss', to: 'sql', ports: 'tcp/1433' },
  { table: 'site-server', row: 15, from: 'ss', to: 'susdb', ports: 'tcp/1433' },
  { table: 'site-server', row: 16, from: 'ss', to: 'provider', ports: SMB_RPC },
  {
    table: 'site-server',
    row: 17,
    from: 'ss',
    to: 'sup',
    ports: `${SMB_RPC} tcp/8530 tcp/8531`,
    back: SMB_RPC,
  },
  {
    table: 'site-server',
    row: 18,
    from: 'ss',
    to: 'smp',
    ports: SMB_RPC,
    back: SMB_RPC,
    differs: 'the dynamic range that the row leaves out, switched on here',
  },
  {
    table: 'management-point',
    row: 1,
    from: 'mp',
    to: 'dc',
    ports: LDAP,
    differs: 'Microsoft adds dynamic RPC',
  },
  {
    table: 'management-point',
    row: 2,
    from: 'mp',
    to: 'ss',
    ports: `tcp/135 tcp/445 ${RPC}`,
    back: `tcp/135 tcp/445 ${RPC}`,
  },
  { table: 'management-point', row: 3, from: 'mp', to: 'sql', ports: 'tcp/1433' },
  {
    table: 'software-update-point',
    row: 1,
    from: 'cas',
    to: 'Internet (Software update point)',
    ports: 'tcp/443 tcp/80',
    differs: 'Microsoft Update uses 443, too',
  },
  { table: 'software-update-point', row: 2, from: 'sup', to: 'cas', ports: 'tcp/8530 tcp/8531' },
  {
    table: 'console',
    row: 1,
    from: 'consoles',
    to: 'clients',
    ports: 'tcp/135 tcp/2701 tcp/3389',
    differs: 'Remote Assistance starts over 135',
  },
  {
    table: 'console',
    row: 2,
    from: 'consoles',
    to: 'Internet (Configuration Manager console)',
    ports: 'tcp/443 tcp/80',
    differs: '8530 and 8531 of the row are WSUS ports, which nothing on the internet has',
  },
  { table: 'console', row: 3, from: 'consoles', to: 'rsp', ports: 'tcp/80' },
  { table: 'console', row: 3, from: 'consoles', to: 'rsptls', ports: 'tcp/443' },
  { table: 'console', row: 4, from: 'consoles', to: 'ss', ports: 'tcp/135' },
  { table: 'console', row: 5, from: 'consoles', to: 'provider', ports: `tcp/135 tcp/443 ${RPC} udp/135` },
  { table: 'service-connection-point', row: 1, from: 'scp', to: 'Microsoft Azure', ports: 'tcp/443' },
  { table: 'service-connection-point', row: 2, from: 'scp', to: 'Azure Logic App', ports: 'tcp/443' },
  { table: 'service-connection-point', row: 3, from: 'scp', to: 'sqlcas', ports: 'tcp/1433' },
  { table: 'cmg-connection-point', row: 1, from: 'cmgcp', to: 'one', ports: 'tcp/443' },
  { table: 'cmg-connection-point', row: 1, from: 'cmgcp2', to: 'many', ports: 'tcp/10124-10139' },
  { table: 'cmg-connection-point', row: 2, from: 'cmgcp3', to: 'classic', ports: 'tcp/10140 tcp/443' },
  {
    table: 'cmg-connection-point',
    row: 2,
    from: 'cmgcp4',
    to: 'classics',
    ports: 'tcp/10124-10139 tcp/10140-10155',
  },
  { table: 'cmg-connection-point', row: 3, from: 'cmgcp', to: 'mp', ports: 'tcp/443 tcp/80' },
  {
    table: 'cmg-connection-point',
    row: 4,
    from: 'cmgcp',
    to: 'sup',
    ports: 'tcp/8531',
    differs: 'the one that the update point is configured for',
  },
  { table: 'distribution-point', row: 1, from: 'dp', to: 'mp', ports: 'tcp/443 tcp/80' },
  {
    table: 'distribution-point',
    row: 2,
    from: 'pull',
    to: 'dp',
    ports: 'tcp/443 tcp/80 tcp/8005',
    differs: 'Microsoft adds 8005, where delta content is switched on',
  },
  {
    table: 'endpoint-protection',
    row: 1,
    from: 'epp',
    to: 'Internet (Endpoint Protection point)',
    ports: 'tcp/80',
  },
  { table: 'endpoint-protection', row: 2, from: 'epp', to: 'sqlcas', ports: 'tcp/1433' },
  {
    table: 'sql-server',
    row: 1,
    from: 'sql',
    to: 'sqlcas',
    ports: 'tcp/1433 tcp/4022',
    back: 'tcp/1433 tcp/4022',
  },
  {
    table: 'sql-server',
    row: 2,
    from: 'sql',
    to: 'sqlcas',
    ports: 'tcp/1433 tcp/4022',
    back: 'tcp/1433 tcp/4022',
  },
  { table: 'sql-server', row: 3, from: 'rsp', to: 'sql', ports: 'tcp/1433' },
  { table: 'sql-server', row: 4, from: 'provider', to: 'sql', ports: 'tcp/1433' },
  { table: 'sql-server', row: 5, from: 'smp', to: 'sql', ports: 'tcp/1433' },
];

interface GuideLine {
  readonly table: string;
  readonly row: number;
  readonly cells: Readonly<Record<string, string>>;
}

const guide = readFileSync(new URL('../fixtures/facts/guide.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as GuideLine);

function planned(row: Pick<Row, 'table' | 'row'>, from: string, to: string): string {
  const carries = (flow: Flow): boolean =>
    flow.conversation.guide.some((g) => g.table === row.table && g.row === row.row);
  const services = plan.flows
    .filter((f) => carries(f) && f.from.some((e) => e.name === from) && f.to.some((e) => e.name === to))
    .flatMap((f) =>
      f.services.map((s) => (s.transport === 'icmp' ? 'icmp' : `${s.transport}/${formatPorts(s.ports)}`)),
    );
  return [...new Set(services)].sort().join(' ');
}

describe.each([...new Set(ROWS.map((r) => r.table))])('guide, table %s', (table) => {
  it.each(
    ROWS.filter((r) => r.table === table).map((r): [string, Row] => {
      const cells = guide.find((g) => g.table === r.table && g.row === r.row)?.cells ?? {};
      const text = [cells.Source, cells.Destination, cells['Protocol and Port Number']].join(' | ');
      return [`row ${r.row}: ${text}${r.differs === undefined ? '' : ` (${r.differs})`}`, r];
    }),
  )('%s', (_name, row) => {
    const sorted = (text: string): string => text.split(' ').sort().join(' ');
    expect(planned(row, row.from, row.to)).toBe(sorted(row.ports));
    if (row.from !== row.to) expect(planned(row, row.to, row.from)).toBe(sorted(row.back ?? ''));
  });
});

it('plans every row of the guide that names two ends', () => {
  const rows = guide.filter((g) => g.cells.Source !== undefined).map((g) => `${g.table}/${g.row}`);
  expect(rows).toHaveLength(63);
  expect([...new Set(ROWS.map((r) => `${r.table}/${r.row}`))].sort()).toEqual([...rows].sort());
});

it('plans every port of the discovery table from the site server to a domain controller', () => {
  const row = { table: 'site-server', row: 4 };
  const ports = planned(row, 'ss', 'dc').split(' ');
  expect(ports).toEqual(
    expect.arrayContaining(['tcp/389', 'tcp/3268', 'tcp/636', 'tcp/135', RPC, 'tcp/1024-5000']),
  );
});
