import type { FilterRule } from '../policy/ruleset.ts';
import type { Judgement } from '../verify/judge.ts';
import { askedRules, type Explanation, stateNames } from './explanation.ts';
import { assumptionDocument, packetDocument } from './findings-json.ts';

/** Names the form of the JSON answer; `schema/explanation.schema.json` describes it. */
const EXPLANATION_FORMAT = 'portolan/explanation/1';

/** What becomes of a packet, as one JSON document. */
export function explainJson(explanation: Explanation): string {
  const { configuration, hook, packet, state, verdict, judgements } = explanation;
  const document = {
    format: EXPLANATION_FORMAT,
    file: configuration.file,
    dialect: configuration.dialect,
    hook,
    packet: packetDocument(packet),
    states: stateNames(state),
    ...(configuration.assumed && { assumed: configuration.assumed.map(assumptionDocument) }),
    verdict,
    judgements: judgements.map(judgementDocument),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function judgementDocument(judgement: Judgement): object {
  const { ruleset, verdict, by, rule, conditional } = judgement;
  return {
    ruleset: ruleset.name,
    verdict,
    by,
    ...(rule && { rule: ruleDocument(rule) }),
    conditional: conditional.map(ruleDocument),
    otherwise: ruleset.otherwise,
    asked: askedRules(judgement),
    rules: ruleset.rules.length,
  };
}

function ruleDocument({ action, place, text, name, depends, via }: FilterRule): object {
  return { action, place, text, ...(name !== undefined && { name }), depends, via: via ?? [] };
}
