/** Every row of the guide is held in a lab: by which conversation, and in which phases. */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadCatalog } from '../../src/catalog/load.ts';
import { makeModel } from '../../src/lab/make-model.ts';
import { castsOf } from '../../src/lab/proof/casts.ts';
import { conversationsOf } from '../../src/lab/proof/conversations.ts';
import type { LabPhase } from '../../src/lab/proof/report-model.ts';
import { stagesOf } from '../../src/lab/proof/stages.ts';
import { countsOf, faultsOf, planned, tested, unavailable } from './kit.ts';

/** The hierarchy with a host for each role, in a version that still had them all; one filter between its zones. */
const EVERYTHING = readFileSync(new URL('../plan/everything.yaml', import.meta.url), 'utf8');
const CONTOSO = readFileSync(new URL('../../examples/contoso/hierarchy.yaml', import.meta.url), 'utf8');

/** Roles that are gone or deprecated, and what Contoso has instead of wake-up packets from the site server. */
const NOT_IN_CONTOSO = [
  'clients/5',
  'clients/6',
  'site-server/1',
  'site-server/2',
  'site-server/6',
  'site-server/9',
  'site-server/11',
  'cmg-connection-point/2',
];

interface Row {
  readonly name: string;
  /** Conversations that carry the row, or that it speaks about. */
  readonly conversations: readonly string[];
}

const catalog = loadCatalog();

const ROWS: readonly Row[] = readFileSync(new URL('../fixtures/facts/guide.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line): Row => {
    const { table, row, cells } = JSON.parse(line) as {
      readonly table: string;
      readonly row: number;
      readonly cells: Readonly<Record<string, string>>;
    };
    const isIt = (one: { readonly table: string; readonly row: number }): boolean =>
      one.table === table && one.row === row;
    return {
      name: `${table}/${row}: ${Object.values(cells).join(' | ')}`,
      conversations: [
        ...catalog.conversations.flatMap(({ id, guide }) => (guide.some(isIt) ? id : [])),
        // Which ports can be configured and which cannot: no ports of its own, but those of conversations.
        ...catalog.statements.flatMap((one) =>
          isIt(one.guide) ? [...one.configurableConversations, ...one.notConfigurableConversations] : [],
        ),
        ...catalog.discoveryPorts.flatMap(({ guide, conversation }) => (isIt(guide) ? conversation : [])),
      ],
    };
  });

/** The phases that ask each conversation of a hierarchy. */
function heldIn(text: string): ReadonlyMap<string, ReadonlySet<LabPhase['id']>> {
  const { hierarchy, plan } = planned(text);
  const stages = stagesOf(hierarchy, plan, makeModel(hierarchy, plan), false);
  const held = new Map<string, Set<LabPhase['id']>>();
  const hold = (conversation: string, phase: LabPhase['id']): void => {
    const phases = held.get(conversation) ?? new Set();
    held.set(conversation, phases.add(phase));
  };
  for (const { flows, blockedAt } of conversationsOf(plan, stages))
    for (const { conversation } of blockedAt.length === 0 ? flows : []) hold(conversation, 'rules');
  for (const { flows, blockedAt } of castsOf(hierarchy, plan, stages))
    for (const { conversation } of blockedAt.length === 0 ? flows : []) hold(conversation, 'broadcasts');
  return held;
}

describe('the rows of the guide', () => {
  it('are held in the lab of Contoso, but for those that it has no role for', () => {
    const held = heldIn(CONTOSO);
    const missing = ROWS.filter(({ conversations }) => !conversations.some((id) => held.has(id)));
    expect(missing.map(({ name }) => name.replace(/:.*/s, ''))).toEqual(NOT_IN_CONTOSO);
  });
});

describe.skipIf(unavailable)('the lab of a hierarchy with every role', () => {
  const asked = heldIn(EVERYTHING);
  const spoken = new Map<string, Set<string>>();

  beforeAll(async () => {
    const report = await tested(EVERYTHING, { mutations: 4, matrix: 5000 });
    expect(faultsOf(report)).toEqual([]);
    for (const [, wrong] of Object.values(countsOf(report))) expect(wrong).toBe(0);
    for (const { conversation, verdict, service } of report.observations)
      if (conversation !== undefined && /^(open|listener)$/.test(verdict))
        spoken.set(conversation, (spoken.get(conversation) ?? new Set()).add(service ?? ''));
  }, 240_000);

  it('is asked about 73 rows', () => {
    expect(ROWS).toHaveLength(73);
  });

  it.each(
    ROWS.map(({ name, conversations }) => {
      const [first = 'nothing'] = conversations;
      const phases = [...(asked.get(first) ?? []), 'protocols'].join(', ');
      return [name, `${first} in ${phases}`, conversations] as const;
    }),
  )('holds %s: %s', (_, __, conversations) => {
    const [first = ''] = conversations;
    expect([...(asked.get(first) ?? [])]).toContain('rules');
    expect([...(spoken.get(first) ?? [])]).not.toEqual([]);
  });

  it('sends to everybody what the rows of Wake on LAN, peer cache and network boot say', () => {
    for (const id of [
      'site-server-client-wake-on-lan',
      'client-client-wake-on-lan',
      'client-client-peer-cache-broadcast',
      'client-distribution-point-pxe',
    ])
      expect([id, ...(asked.get(id) ?? [])]).toContain('broadcasts');
  });
});
