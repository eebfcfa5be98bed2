/**
 * Run inside of namespaces by `planted.test.ts`: a lab whose rules are tampered with, in one way after the other, and
 * put to the test each time. Prints the faults of each phase as JSON.
 */
import { readFileSync } from 'node:fs';
import type { LabDialect } from '../../src/lab/dialects.ts';
import { answersOf } from '../../src/lab/inside/answers.ts';
import { openBystanders } from '../../src/lab/inside/bystanders.ts';
import { enterLab } from '../../src/lab/inside/lab.ts';
import { listenEverywhere } from '../../src/lab/inside/listeners.ts';
import { authorityOf } from '../../src/lab/inside/trust.ts';
import { makeModel } from '../../src/lab/make-model.ts';
import { conversationsOf } from '../../src/lab/proof/conversations.ts';
import { portsOf, unplanned } from '../../src/lab/proof/matrix.ts';
import { dropped, generated, matrix, type Subject } from '../../src/lab/proof/phases.ts';
import { stagesOf } from '../../src/lab/proof/stages.ts';
import { type LabRules, rulesOf } from '../../src/lab/rules.ts';
import { planned } from './kit.ts';

export interface Planting {
  readonly dialect: LabDialect;
  /** Replaces the first by the second in the printed rules of the first filter. */
  readonly replace: readonly [string, string];
}

/** Faults by phase. */
export type Found = Readonly<Record<string, readonly string[]>>;

const { text, plantings } = JSON.parse(readFileSync(0, 'utf8')) as {
  readonly text: string;
  readonly plantings: readonly Planting[];
};
const { hierarchy, plan } = planned(text);
const model = makeModel(hierarchy, plan);
const stages = stagesOf(hierarchy, plan, model, false);
const inside = await enterLab(model);
const lab: Omit<Subject, 'rules'> = {
  bench: { inside, listeners: listenEverywhere(inside, answersOf(authorityOf(model))) },
  conversations: conversationsOf(plan, stages),
  filterIds: new Map(model.filters.map(({ name, id }) => [name, id])),
};
openBystanders(
  inside,
  portsOf(plan).flatMap(({ transport, port }) => (transport === 'tcp' ? port : [])),
);

function rulesWith({ dialect, replace }: Planting): LabRules[] {
  const [first, ...others] = rulesOf(model, hierarchy, plan, { dialect, hostFirewalls: false }).rules;
  if (!first?.text.includes(replace[0])) throw new Error(`there is no ${replace[0]} in ${first?.text}`);
  return [{ ...first, text: first.text.replace(...replace) }, ...others];
}

const found: Found[] = [];
for (const planting of plantings) {
  const subject: Subject = { ...lab, rules: rulesWith(planting) };
  const phases = [
    await generated(subject),
    await matrix(subject, unplanned(plan, stages)),
    await dropped(subject, [...unplanned(plan, stages)]),
  ];
  found.push(Object.fromEntries(phases.map(({ id, faults }) => [id, faults.map(({ says }) => says)])));
}
process.stdout.write(JSON.stringify(found), () => process.exit());
