/** What is measured of one language, each in a process of its own: see `task.ts`. */
import { READERS } from '../src/dialects/readers.ts';
import { DIALECTS } from '../src/dialects/registry.ts';
import type { Plan } from '../src/plan/model.ts';
import { networkPolicy } from '../src/policy/network-policy.ts';
import { median } from './measure.ts';
import { readPlan } from './planning-tasks.ts';
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

/** The filter that most flows cross: its cut of the plan, lowered and printed in each language of networks. */
export function largest(file = ''): Numbers {
  const numbers: Numbers = {};
  const { hierarchy, plan: planned } = readPlan(file, numbers);
  const name = busiestFilter(planned);
  const [policy, cut] = timed(() => networkPolicy(planned, hierarchy, name));
  for (const [id, { capabilities, lower, print }] of DIALECTS) {
    if (!capabilities.kinds.includes('network')) continue;
    const [lowered, lowering] = timed(() => lower({ ...policy, dialect: id }));
    const [printed, printing] = timed(() => print(lowered.model));
    numbers[`${id} lower`] = lowering;
    numbers[`${id} print`] = printing;
    numbers[`${id} megabytes`] = Buffer.byteLength(printed.text) / 1e6;
  }
  const flows = planned.flows.filter(({ path }) => path.some(({ filter }) => filter === name)).length;
  return { ...numbers, cut, flows, rules: policy.rules.length, 'all flows': planned.flows.length };
}

function busiestFilter({ flows }: Plan): string {
  const counts = new Map<string, number>();
  for (const { path } of flows)
    for (const { filter } of path) counts.set(filter, (counts.get(filter) ?? 0) + 1);
  const [name] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [''];
  return name;
}
