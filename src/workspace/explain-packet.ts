import type { Packet } from '../net/packet.ts';
import { ESTABLISHED, NEW } from '../net/state.ts';
import type { Configuration, Ruleset } from '../policy/ruleset.ts';
import { explainJson } from '../report/explain-json.ts';
import type { Explanation } from '../report/explanation.ts';
import { judgeAll } from '../verify/judge.ts';

/** Through a filter, to it, and from it. */
export const WAYS: readonly Ruleset['hook'][] = ['forward', 'in', 'out'];

/** What a configuration does with a packet, on one way or on each that it has rules for. */
export function explainPacket(
  configuration: Configuration,
  packet: Packet,
  asked: { readonly way?: string | undefined; readonly isEstablished: boolean },
): Explanation[] {
  const ways = WAYS.filter(
    (way) =>
      way === asked.way || (asked.way === undefined && configuration.rulesets.some((r) => r.hook === way)),
  );
  const state = asked.isEstablished ? ESTABLISHED : NEW;
  return ways.map((hook) => ({
    ...judgeAll(configuration, hook, packet, state),
    configuration,
    hook,
    packet,
    state,
  }));
}

/** One document, or a list of them where several ways were asked. */
export function explanationsJson(answers: readonly Explanation[]): string {
  const documents = answers.map((answer) => explainJson(answer).trimEnd());
  return documents.length === 1 ? `${documents[0]}\n` : `[${documents.join(',\n')}]\n`;
}
