/** Small questions to rules of Check Point. */
import type { CpConfig } from '../../src/dialects/checkpoint/model.ts';
import { checkpointReader } from '../../src/dialects/checkpoint/reader.ts';
import { type Reading, readWith } from './reader-kit.ts';

/** Reads a text as the command line would. */
export const read = (text: string, interfaces: Record<string, string[]> = {}): Reading<CpConfig> =>
  readWith(checkpointReader, text, interfaces);

export const ANY = { uid: '97aeb369-9aea-11d5-bd16-0090272ccb30', name: 'Any', type: 'CpmiAnyObject' };
export const ACCEPT = { uid: '6c488338-8eec-4103-ad21-cd461ac2c472', name: 'Accept', type: 'RulebaseAction' };
export const DROP = { uid: '6c488338-8eec-4103-ad21-cd461ac2c473', name: 'Drop', type: 'RulebaseAction' };
/** As JSON has it. */
export type Fields = Record<string, unknown>;

/** A rule about everything that accepts, but for what is said. */
export const rule = (fields: Fields): Fields => ({
  type: 'access-rule',
  source: [ANY.uid],
  destination: [ANY.uid],
  service: [ANY.uid],
  action: ACCEPT.uid,
  enabled: true,
  ...fields,
});
/** One layer as the management API answers. */
export const layer = (rules: readonly Fields[], objects: readonly Fields[] = [], more: Fields = {}): string =>
  JSON.stringify({
    uid: 'layer-1',
    name: 'Network',
    rulebase: rules,
    'objects-dictionary': [ANY, ACCEPT, DROP, ...objects],
    ...more,
  });
