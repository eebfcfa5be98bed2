/**
 * Run inside of namespaces by `planted.test.ts`: a lab whose rules were tampered with, put to the test. Prints the
 * faults of each phase as JSON.
 */
import { readFileSync } from 'node:fs';
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

interface Planted {
  readonly text: string;
  readonly dialect: 'nftables' | 'iptables';
  /** Replaces the first by the second in the printed rules of the first filter. */
  readonly replace: readonly [string, string];
}

const { text, dialect, replace } = JSON.parse(readFileSync(0, 'utf8')) as Planted;
const { hierarchy, plan } = planned(text);
const model = makeModel(hierarchy, plan);
const printed = rulesOf(model, hierarchy, plan, { dialect, hostFirewalls: false }).rules;
const rules = printed.map((one, i): LabRules => {
  if (i > 0) return one;
  if (!one.text.includes(replace[0])) throw new Error(`there is no ${replace[0]} in ${one.text}`);
  return { ...one, text: one.text.replace(...replace) };
});
const stages = stagesOf(hierarchy, plan, model, false);
const inside = await enterLab(model);
const subject: Subject = {
  bench: { inside, listeners: listenEverywhere(inside, answersOf(authorityOf(model))) },
  rules,
  conversations: conversationsOf(plan, stages),
  filterIds: new Map(model.filters.map(({ name, id }) => [name, id])),
};
openBystanders(
  inside,
  portsOf(plan).flatMap(({ transport, port }) => (transport === 'tcp' ? port : [])),
);
const found: Record<string, readonly string[]> = {};
for (const phase of [
  await generated(subject),
  await matrix(subject, unplanned(plan, stages)),
  await dropped(subject, [...unplanned(plan, stages)]),
])
  found[phase.id] = phase.faults.map(({ says }) => says);
process.stdout.write(JSON.stringify(found), () => process.exit());
