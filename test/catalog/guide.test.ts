/** Walks the guide's 13 tables row by row and names what carries each of the 73 rows. */
import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../src/catalog/load.ts';
import type { Conversation } from '../../src/catalog/model.ts';
import { type GuideRowFact, guideRows } from './facts.ts';
import { type PrintedPort, readGuidePorts } from './guidePorts.ts';

const catalog = loadCatalog();

/** Row → what carries it, written down apart from the catalog. */
const CARRIERS: Readonly<Record<string, readonly string[]>> = {
  'configurable/1': ['configurability-client-iis'],
  'configurable/2': ['configurability-client-internet-proxy'],
  'configurable/3': ['configurability-sup-internet-wsus'],
  'configurable/4': ['configurability-site-sql-wsussql'],
  'configurable/5': ['configurability-reporting'],
  'clients/1': ['client-client-wake-up-proxy'],
  'clients/2': ['client-client-wake-on-lan'],
  'clients/3': ['client-client-peer-cache-broadcast'],
  'clients/4': ['client-client-peer-cache-download'],
  'clients/5': ['client-cloud-distribution-point'],
  'clients/6': ['client-ndes-policy-module'],
  'clients/7': ['client-cmg'],
  'clients/8': ['client-distribution-point'],
  'clients/9': ['client-distribution-point-multicast'],
  'clients/10': ['client-distribution-point-pxe'],
  'clients/11': ['client-fallback-status-point'],
  'clients/12': ['client-global-catalog'],
  'clients/13': ['client-management-point'],
  'clients/14': ['client-software-update-point'],
  'clients/15': ['client-state-migration-point'],
  'client-push/1': ['site-server-client-push'],
  'client-push/2': ['site-server-client-push'],
  'client-push/3': ['site-server-client-push'],
  'client-push/4': ['client-management-point'],
  'site-server/1': ['site-server-client-wake-on-lan'],
  'site-server/2': ['site-server-cloud-distribution-point'],
  'site-server/3': ['site-server-distribution-point'],
  'site-server/4': ['site-server-domain-controller'],
  'site-server/5': ['site-server-cmg-connection-point'],
  'site-server/6': ['site-server-endpoint-protection-point'],
  'site-server/7': ['site-server-fallback-status-point'],
  'site-server/8': ['site-server-internet'],
  'site-server/9': ['site-server-issuing-ca'],
  'site-server/10': ['site-server-remote-content-library'],
  'site-server/11': ['site-server-service-connection-point'],
  'site-server/12': ['site-server-reporting-services-point'],
  'site-server/13': ['site-server-site-server'],
  'site-server/14': ['site-server-sql-server'],
  'site-server/15': ['site-server-wsus-database-server'],
  'site-server/16': ['site-server-sms-provider'],
  'site-server/17': ['site-server-software-update-point'],
  'site-server/18': ['site-server-state-migration-point'],
  'management-point/1': ['management-point-domain-controller'],
  'management-point/2': ['site-server-management-point'],
  'management-point/3': ['management-point-sql-server'],
  'software-update-point/1': ['software-update-point-internet'],
  'software-update-point/2': ['software-update-point-upstream', 'software-update-point-wsus-server'],
  'console/1': ['console-client'],
  'console/2': ['console-internet'],
  'console/3': ['console-reporting-services-point'],
  'console/4': ['console-site-server'],
  'console/5': ['console-sms-provider'],
  'service-connection-point/1': ['service-connection-point-azure'],
  'service-connection-point/2': ['service-connection-point-azure-logic-app'],
  'service-connection-point/3': ['service-connection-point-sql-server'],
  'cmg-connection-point/1': ['cmg-connection-point-cmg'],
  'cmg-connection-point/2': ['cmg-connection-point-cmg-classic'],
  'cmg-connection-point/3': ['cmg-connection-point-management-point'],
  'cmg-connection-point/4': ['cmg-connection-point-software-update-point'],
  'distribution-point/1': ['distribution-point-management-point'],
  'distribution-point/2': ['distribution-point-source-distribution-point'],
  'endpoint-protection/1': ['endpoint-protection-point-internet'],
  'endpoint-protection/2': ['endpoint-protection-point-sql-server'],
  'sql-server/1': ['sql-server-sql-server'],
  'sql-server/2': ['sql-server-sql-server'],
  'sql-server/3': ['reporting-services-point-sql-server'],
  'sql-server/4': ['sms-provider-sql-server'],
  'sql-server/5': ['state-migration-point-sql-server'],
  'discovery/1': ['discovery-ldap'],
  'discovery/2': ['discovery-gc'],
  'discovery/3': ['discovery-ldaps'],
  'discovery/4': ['discovery-rpc-epm'],
  'discovery/5': ['discovery-rpc-dynamic'],
};

/** The guide's names of roles; the first carrier's roles are compared. */
const ROLES: Readonly<Record<string, readonly string[]>> = {
  Client: ['client'],
  'SCCM Server': ['site-server'],
  'Site Server': ['site-server'],
  'Management Point': ['management-point'],
  'Management point': ['management-point'],
  'Cloud Distribution Point': ['cloud-distribution-point'],
  'Cloud DP': ['cloud-distribution-point'],
  'Network Device Enrollment Service': ['ndes-policy-module'],
  'Cloud Management Gateway': ['cmg'],
  'Distribution Point and Pull DP': ['distribution-point'],
  'Distribution Point with Multicast and Pull DP': ['distribution-point'],
  'Distribution Point with PXE': ['distribution-point'],
  'Distribution Point': ['distribution-point'],
  'Pull DP': ['distribution-point'],
  'Source DP': ['distribution-point'],
  'Fallback Status Point': ['fallback-status-point'],
  'Global Domain Controller': ['global-catalog'],
  'Domain Controller': ['domain-controller'],
  'Software Update Point': ['software-update-point'],
  'Software update point': ['software-update-point'],
  'WSUS Server': ['software-update-point', 'wsus-server'],
  'State Migration Point': ['state-migration-point'],
  'CMG connection point': ['cmg-connection-point'],
  'CMG Connection Point': ['cmg-connection-point'],
  'CMG virtual machine scale set': ['cmg'],
  'CMG classic cloud service': ['cmg'],
  'Endpoint Protection Point': ['endpoint-protection-point'],
  'Endpoint Protection Role': ['endpoint-protection-point'],
  Internet: ['internet'],
  'Issuing CA': ['issuing-ca'],
  'Content Library Share': ['remote-content-library'],
  'Service Connection Point': ['service-connection-point'],
  'Azure CMG': ['azure'],
  'Azure Logic App': ['azure-logic-app'],
  'Reporting Services Point': ['reporting-services-point'],
  'SQL Server': ['sql-server'],
  'SQL Server for WSUS': ['wsus-database-server'],
  'SMS Provider': ['sms-provider'],
  'ConfigMgr Console': ['console'],
  'SCCM Console': ['console'],
};

/** The guide is wrong here: recorded, and not planned. */
const WRONG_PORTS: Readonly<Record<string, readonly string[]>> = { 'console/2': ['8530', '8531'] };

function text({ cells }: GuideRowFact): string {
  const { 'Direction of Communication': _, ...shown } = cells;
  return Object.values(shown).join(' | ');
}

/** Whether the conversation's services print this port. */
function prints(conversation: Conversation, port: PrintedPort): boolean {
  return conversation.services.some(({ service }) => {
    const s = catalog.services.get(service);
    return s?.transport === port.transport && [s.ports, ...(s.alternatives ?? [])].includes(port.ports);
  });
}

const carriersOf = (key: string): string[] =>
  [
    ...catalog.conversations.filter((c) => c.guide.some((g) => `${g.table}/${g.row}` === key)),
    ...[...catalog.statements, ...catalog.discoveryPorts].filter(
      (s) => `${s.guide.table}/${s.guide.row}` === key,
    ),
  ].map((c) => c.id);

it('has the 13 tables of the guide with their 73 rows', () => {
  const counted = new Map<string, number>();
  for (const { table } of guideRows) counted.set(table, (counted.get(table) ?? 0) + 1);
  expect(catalog.guide.map((t) => [t.id, t.rows])).toEqual([...counted]);
  expect(guideRows).toHaveLength(73);
  expect(Object.keys(CARRIERS)).toEqual(guideRows.map((r) => `${r.table}/${r.row}`));
});

for (const table of catalog.guide) {
  const rows = guideRows.filter((r) => r.table === table.id);
  describe(table.title, () => {
    for (const fact of rows) {
      const key = `${fact.table}/${fact.row}`;
      const expected = CARRIERS[key] ?? [];
      it(`row ${fact.row}: ${text(fact)} → ${expected.join(', ')}`, () => {
        expect(carriersOf(key)).toEqual(expected);
        if (table.id === 'configurable') checkStatement(fact, expected[0] ?? '');
        else if (table.id === 'discovery') checkDiscovery(fact, expected[0] ?? '');
        else checkConversations(key, fact, expected);
      });
    }
  });
}

function checkStatement(fact: GuideRowFact, id: string): void {
  const statement = catalog.statements.find((s) => s.id === id);
  expect(statement?.configurable).toBe(fact.cells['Ports that you can configure']);
  expect(statement?.notConfigurable).toBe(fact.cells['Ports that cannot be configured']);
}

function checkDiscovery(fact: GuideRowFact, id: string): void {
  const port = catalog.discoveryPorts.find((p) => p.id === id);
  expect(`${fact.cells['Protocol Name']}`).toContain(port?.title);
  const printed = (fact.cells['Port Number'] ?? '').replace(/\s*:\s*/g, '-').split(' and ');
  const ports = port?.services.map(({ service }) => catalog.services.get(service)?.ports);
  expect(new Set(ports)).toEqual(new Set(printed));
  const carrier = catalog.conversations.find((c) => c.id === port?.conversation);
  const carried = carrier?.services.map((s) => s.service);
  for (const { service } of port?.services ?? []) expect(carried).toContain(service);
}

function checkConversations(key: string, fact: GuideRowFact, ids: readonly string[]): void {
  const carriers = catalog.conversations.filter((c) => ids.includes(c.id));
  const printed = readGuidePorts(fact.cells['Protocol and Port Number'] ?? '');
  expect(printed.length).toBeGreaterThan(0);
  for (const conversation of carriers) {
    const { initiator, responder, direction } = conversation;
    const source = ROLES[fact.cells.Source ?? ''] ?? [];
    const destination = ROLES[fact.cells.Destination ?? ''] ?? [];
    const asPrinted = source.includes(initiator) && destination.includes(responder);
    const swapped = direction === 'two-way' && source.includes(responder) && destination.includes(initiator);
    expect(asPrinted || swapped, `${fact.cells.Source} → ${fact.cells.Destination}`).toBe(true);
    for (const port of printed) {
      const wrong = WRONG_PORTS[key]?.includes(port.ports) ?? false;
      expect(prints(conversation, port), `${port.transport}/${port.ports}`).toBe(!wrong);
      if (wrong) expect(conversation.differences.join()).toContain(port.ports);
    }
  }
}
