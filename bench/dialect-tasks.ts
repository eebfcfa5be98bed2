/** What is measured of one language, each in a process of its own: see `task.ts`. */
import { READERS } from '../src/dialects/readers.ts';
import { DIALECTS } from '../src/dialects/registry.ts';
import { median } from './measure.ts';
import { generatePolicy } from './policies.ts';
import { timed } from './timed.ts';

type Numbers = Record<string, number>;

/** Lowers, prints, parses and raises a policy of so many rules. */
export function dialect(id = '', count = '', rounds = '1'): Numbers {
  const language = DIALECTS.get(id);
  if (!language) throw new Error(`no language "${id}"`);
  const kind = language.capabilities.kinds.includes('network') ? 'network' : 'host';
  const policy = generatePolicy(kind, Number(count), id);
  const reader = READERS.get(language.reader ?? '');
  const interfaces = new Map(policy.interfaces.map(({ name, networks }) => [name, networks]));
  const lowering: number[] = [];
  const printing: number[] = [];
  const parsing: number[] = [];
  const raising: number[] = [];
  let bytes = 0;
  let rules = 0;
  for (let round = 0; round < Number(rounds); round++) {
    const [lowered, lower] = timed(() => language.lower(policy));
    const [printed, print] = timed(() => language.print(lowered.model));
    lowering.push(lower);
    printing.push(print);
    bytes = Buffer.byteLength(printed.text);
    if (!reader) continue;
    const [parsed, parse] = timed(() => reader.parse(printed.text, 'rules'));
    const [raised, raise] = timed(() => reader.raise(parsed.config, { kind, interfaces }));
    parsing.push(parse);
    raising.push(raise);
    rules = raised.configuration.rulesets.reduce((sum, ruleset) => sum + ruleset.rules.length, 0);
  }
  return {
    lower: median(lowering),
    print: median(printing),
    parse: median(parsing),
    raise: median(raising),
    megabytes: bytes / 1e6,
    rules,
  };
}
