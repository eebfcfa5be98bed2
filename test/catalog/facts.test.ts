/** Nothing of the list of facts is lost: 122 entries, 131 host names, 64 sources. */
import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../src/catalog/load.ts';
import type { Conversation, ConversationService } from '../../src/catalog/model.ts';
import { type EntryFact, endpoints, entries, type ServiceFact, sources } from './facts.ts';

const catalog = loadCatalog();

/** The fact list's role ids where they are not ours. */
const ROLES: Readonly<Record<string, string>> = {
  'distribution-point-multicast': 'distribution-point',
  'distribution-point-pxe': 'distribution-point',
  'pull-distribution-point': 'distribution-point',
  'global-catalog-dc': 'global-catalog',
  'cmg-vmss': 'cmg',
  'cmg-classic': 'cmg',
  'upstream-wsus': 'software-update-point',
  'internet-site-system': 'management-point',
  'exchange-onprem': 'exchange-server',
};

/** Where the catalog turns a conversation round or opens both ways on purpose. */
const TURNED = new Set(['mp-siteserver']);
const BOTH_WAYS = new Set(['sql-sql-engine', 'sql-sql-ssb']);

/** Services that stand in another conversation, which has its own condition. */
const ELSEWHERE: Readonly<Record<string, readonly string[]>> = {
  'install-swdist-client-dp': ['client-distribution-point'],
  'azure-lb-aoag-siteserver-sql': ['site-server-sql-server'],
  'siteserver-network-discovery': ['site-server-dhcp-server'],
};

const conversationOf = (entry: EntryFact): Conversation[] =>
  catalog.conversations.filter((c) => c.entries.includes(entry.id));

const tables = new Map(catalog.guide.map((t) => [t.title, t.id]));

function findService(conversation: Conversation, fact: ServiceFact): ConversationService[] {
  return conversation.services.filter(({ service }) => {
    const s = catalog.services.get(service);
    const ports = new Set([s?.ports, ...(s?.alternatives ?? [])]);
    return s?.transport === fact.transport && fact.ports.split('|').every((p) => ports.has(p));
  });
}

describe('entries', () => {
  it('are 122, and the catalog names no others', () => {
    expect(entries).toHaveLength(122);
    const carried = [
      ...catalog.conversations.flatMap((c) => c.entries),
      ...catalog.statements.map((s) => s.id),
      ...catalog.discoveryPorts.map((d) => d.id),
    ];
    expect(carried.toSorted()).toEqual(entries.map((e) => e.id).toSorted());
  });

  for (const entry of entries.filter((e) => e.kind === 'conversation')) {
    it(`${entry.id}: ${entry.sourceRole} → ${entry.destinationRole}`, () => {
      const [conversation, ...others] = conversationOf(entry);
      expect(others).toEqual([]);
      if (!conversation) throw new Error('no conversation carries it');
      checkEnds(conversation, entry);
      checkOrigin(conversation, entry);
      const also = (ELSEWHERE[entry.id] ?? []).flatMap((id) =>
        catalog.conversations.filter((c) => c.id === id),
      );
      for (const fact of entry.services ?? []) {
        const found = [conversation, ...also].flatMap((c) => findService(c, fact));
        expect(found, `${fact.transport}/${fact.ports}`).not.toEqual([]);
        checkService(found, fact, entry);
      }
    });
  }

  for (const entry of entries.filter((e) => e.kind === 'configurability-statement')) {
    it(`${entry.id}: ${entry.guideRow}`, () => {
      const statement = catalog.statements.find((s) => s.id === entry.id);
      expect(`${statement?.configurable} | ${statement?.notConfigurable} |`).toBe(entry.guideRow);
      expect(statement?.sources).toEqual(entry.sources);
    });
  }

  for (const entry of entries.filter((e) => e.kind === 'discovery-port')) {
    it(`${entry.id}: ${entry.guideRow}`, () => {
      const port = catalog.discoveryPorts.find((d) => d.id === entry.id);
      const carried = port?.services.map(({ service, optional }) => {
        const s = catalog.services.get(service);
        return { transport: s?.transport, ports: s?.ports, optional: optional || s?.id === 'ldaps-udp' };
      });
      for (const fact of entry.services ?? []) {
        const found = carried?.find((c) => c.transport === fact.transport && c.ports === fact.ports);
        expect(found, `${fact.transport}/${fact.ports}`).toBeDefined();
        if (fact.optional) expect(found?.optional).toBe(true);
      }
      expect(carried).toHaveLength(entry.services?.length ?? 0);
      expect(port?.sources).toEqual(entry.sources);
    });
  }
});

function checkEnds(conversation: Conversation, entry: EntryFact): void {
  const ends = [entry.sourceRole ?? '', entry.destinationRole ?? ''].map((r) => ROLES[r] ?? r);
  if (TURNED.has(entry.id)) ends.reverse();
  expect([conversation.initiator, conversation.responder]).toEqual(ends);
  expect(conversation.direction).toBe(BOTH_WAYS.has(entry.id) ? 'two-way' : entry.direction);
  if (entry.siteServerInitiatesOptionApplies) {
    expect(conversation.reverseWhen).toContainEqual({ setting: 'responder.siteInitiated', is: false });
  }
}

function checkOrigin(conversation: Conversation, entry: EntryFact): void {
  for (const source of entry.sources) expect(conversation.sources).toContain(source);
  expect(conversation.lifecycle.status).toBe(entry.lifecycle);
  if (conversation.entries[0] === entry.id) {
    expect(conversation.basis).toBe(entry.basis);
    expect(conversation.directionSource).toBe(entry.directionSource);
    expect(conversation.microsoft?.anchor).toBe(entry.microsoftAnchor);
  } else if (entry.microsoftAnchor !== undefined) {
    expect(conversation.microsoft?.anchor).toBe(entry.microsoftAnchor);
  }
  if (entry.guideRow !== undefined) {
    const table = tables.get(entry.section ?? '');
    expect(conversation.guide.map((g) => g.table)).toContain(table);
  }
}

/** What the fact says of a service holds for one of those that carry it. */
function checkService(found: readonly ConversationService[], fact: ServiceFact, entry: EntryFact): void {
  const at = `${entry.id} ${fact.transport}/${fact.ports}`;
  if (fact.inGuide)
    expect(
      found.some((s) => s.inGuide),
      at,
    ).toBe(true);
  if (fact.inPortsPage)
    expect(
      found.some((s) => s.inPortsPage),
      at,
    ).toBe(true);
  expect(
    found.some((s) => s.inMicrosoft),
    at,
  ).toBe(fact.inMicrosoft ?? false);
  if (fact.optional)
    expect(
      found.every((s) => s.optional),
      at,
    ).toBe(true);
  if (fact.configurableBy !== undefined) {
    expect(
      found.map((s) => s.configurableBy),
      at,
    ).toContain(fact.configurableBy);
  }
  if (entry.direction === 'two-way') {
    const listener = fact.listener === 'both' ? 'both' : 'responder';
    expect(
      found.map((s) => s.listener),
      at,
    ).toContain(listener);
  }
}

it('installs every role that serves clients on the internet', () => {
  const planned = catalog.conversations.filter((c) =>
    c.conflicts.some((k) => k.id === 'internet-based-direction'),
  );
  expect(planned.map((c) => c.responder)).toEqual([
    'management-point',
    'distribution-point',
    'software-update-point',
    'fallback-status-point',
  ]);
  const [first] = planned;
  for (const { services, when, phase } of planned) {
    expect({ services, when, phase }).toEqual({
      services: first?.services,
      when: first?.when,
      phase: 'install',
    });
  }
});

describe('internet endpoints', () => {
  it('are all 131', () => {
    expect(endpoints).toHaveLength(131);
    const shown = catalog.endpoints.map((e) =>
      JSON.stringify([
        e.role,
        e.feature,
        e.pattern,
        e.path,
        e.scheme,
        e.ports,
        e.portsBasis,
        e.cloud,
        e.lifecycle,
        e.note,
      ]),
    );
    const expected = endpoints.map((e) =>
      JSON.stringify([
        e.role,
        e.feature,
        e.pattern,
        e.path,
        e.scheme,
        e.ports?.replaceAll('|', ','),
        e.portsBasis,
        e.cloud,
        e.lifecycle,
        e.note,
      ]),
    );
    expect(shown.toSorted()).toEqual(expected.toSorted());
    expect(catalog.externalLists).toHaveLength(4);
  });

  it('name the sources of the list of facts', () => {
    const sourceIds = new Set(catalog.endpoints.flatMap((e) => [e.source, ...(e.alsoIn ?? [])]));
    expect([...sourceIds].toSorted()).toEqual([
      'cmg-data-flow',
      'do-endpoints',
      'do-faq',
      'internet-endpoints',
      'internet-endpoints@memdocs',
    ]);
  });
});

describe('sources', () => {
  it('are all 64', () => {
    expect(sources).toHaveLength(64);
  });

  for (const fact of sources) {
    it(`${fact.id}: ${fact.repository} ${fact.date}`, () => {
      const source = catalog.sources.get(fact.id);
      expect(source?.repository).toBe(fact.repository);
      expect(fact.path.startsWith(source?.path ?? '?')).toBe(true);
      expect(source?.commit).toBe(fact.commit === '-' ? undefined : fact.commit);
      const us = /^(\d{1,2})\/(\d{1,2})\/(\d{4})/.exec(fact.date);
      const date = us ? `${us[3]}-${us[1]?.padStart(2, '0')}-${us[2]?.padStart(2, '0')}` : fact.date;
      if (!fact.date.startsWith('not read')) expect(source?.date).toBe(date);
      else expect(source).toMatchObject({ date: '2020-09-08', note: expect.stringContaining('older copy') });
    });
  }
});
