/** Interfaces: what stands behind them is where a packet comes from or goes to. */
import { ANY_PACKET } from '../../../net/match.ts';
import type { AddressRange } from '../../../net/network.ts';
import type { Dependency } from '../../../policy/ruleset.ts';
import { ANYTHING, type Case, caseOf, dependent } from './case.ts';
import type { Leaves } from './leaves.ts';
import type { Question } from './question.ts';
import type { Situation } from './situation.ts';
import { otherAddresses } from './values.ts';

/** Packets that come in through an interface, or leave by it. */
export function interfaceCases(
  way: 'in' | 'out',
  question: Question,
  leaves: Leaves,
  situation: Situation,
): readonly Case[] {
  const { operator, mask } = question;
  const negated = operator === '!=' || operator === '!';
  const plain = (negated || operator === 'is' || operator === '==') && !mask;
  const where = situation.ways[way];
  if (where === 'none' && !negated && plain) return [];
  if (where !== 'known' || !plain)
    return [dependent({ kind: 'interface', text: `\`${situation.quote(question)}\`` })];
  if (leaves.all) return negated ? [] : [ANYTHING];
  const known: AddressRange[] = [];
  const unknown: Dependency[] = [];
  for (const item of leaves.items) {
    const name = item.kind === 'word' || item.kind === 'string' ? item.text : '';
    // The loopback never carries packets between hosts.
    if (name === 'lo') continue;
    if (name.endsWith('*')) {
      // Those that are known, and perhaps others.
      const before = known.length;
      for (const [other, ranges] of situation.interfaces)
        if (other.startsWith(name.slice(0, -1))) for (const range of ranges) known.push(range);
      const others = {
        kind: 'interface',
        text: `the interface ${JSON.stringify(name)}`,
        value: name,
      } as const;
      unknown.push(known.length > before ? others : unknownInterface(name, situation));
      continue;
    }
    const behind = situation.interfaces.get(name);
    if (behind) for (const range of behind) known.push(range);
    else unknown.push(unknownInterface(name, situation));
  }
  const ranges = negated ? [...otherAddresses(known, 4), ...otherAddresses(known, 6)] : known;
  if (!negated) return [...sideCases(way, ranges), ...unknown.map(dependent)];
  const all = known.length === 0 ? [ANYTHING] : sideCases(way, ranges);
  return unknown.length === 0 ? all : all.map((item) => ({ ...item, depends: unknown }));
}

function sideCases(way: 'in' | 'out', ranges: readonly AddressRange[]): Case[] {
  if (ranges.length === 0) return [];
  const side = way === 'in' ? { sources: ranges } : { destinations: ranges };
  return [caseOf({ ...ANY_PACKET, ...side })];
}

function unknownInterface(name: string, situation: Situation): Dependency {
  situation.report('PT8005', {
    message: `nobody said what stands behind the interface ${JSON.stringify(name)}`,
    help: `Say it with --interface ${name}=ZONE or --interface ${name}=10.20.0.0/16`,
  });
  return { kind: 'interface', text: `the interface ${JSON.stringify(name)}`, value: name };
}
