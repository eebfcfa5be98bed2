import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { LineOrigin } from '../dialects/dialect.ts';
import type { Party, Policy, Rule } from '../policy/model.ts';
import { diagnosticDocument } from './json.ts';

/** Names the form of the document; raised when a program that reads it would break. */
export const POLICY_FORMAT = 'portolan/policy/1';

/** A policy with what was printed of it. */
export interface PolicyReport {
  readonly policy: Policy;
  readonly text?: string;
  /** How the text becomes a file; UTF-8 where it is left out. */
  readonly encoding?: 'utf16le';
  readonly lines?: readonly LineOrigin[];
  /** What reading the text back showed. */
  readonly proof?: 'equal' | 'differs' | 'depends' | 'none';
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Policies as JSON, in pieces: the neutral rules with the flows that they are for, the printed text, and which rule each
 * printed line belongs to. A reader can walk from a line back to the settings by `flow`, and on to a device by `line`.
 */
export function* policyJsonChunks(policies: Iterable<PolicyReport>): Generator<string> {
  yield `{\n  "format": ${JSON.stringify(POLICY_FORMAT)},\n  "policies": [`;
  let separator = '';
  for (const policy of policies) {
    // Line ends inside of texts are escaped: all that stand here are the form's own.
    const text = JSON.stringify(policyDocument(policy), null, 2).replaceAll('\n', '\n    ');
    yield `${separator}\n    ${text}`;
    separator = ',';
  }
  yield separator === '' ? ']\n}\n' : '\n  ]\n}\n';
}

/** The same in one piece. */
export function policyJson(policies: Iterable<PolicyReport>): string {
  return [...policyJsonChunks(policies)].join('');
}

function policyDocument({ policy, text, encoding, lines, proof, diagnostics }: PolicyReport): object {
  const { kind, name, hierarchy, dialect, rules, named } = policy;
  return {
    kind,
    name,
    hierarchy,
    dialect,
    rules: rules.map(ruleDocument),
    ...(named.length > 0 && { named: named.map(({ rule }) => ruleDocument(rule)) }),
    diagnostics: diagnostics.map(diagnosticDocument),
    ...(proof !== undefined && { proof }),
    ...(text !== undefined && { text }),
    ...(encoding && { encoding }),
    ...(lines && { lines: lines.map(({ line, rule }) => ({ line, rule })) }),
  };
}

function ruleDocument({ from, to, ...rule }: Rule): object {
  return { ...rule, from: from.map(partyDocument), to: to.map(partyDocument) };
}

function partyDocument({ name, networks, fqdns }: Party): object {
  return { name, networks: networks.map((n) => n.text), fqdns };
}
