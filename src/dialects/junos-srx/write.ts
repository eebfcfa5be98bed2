import { createHash } from 'node:crypto';
import type { FilterRule } from '../../policy/ruleset.ts';
import { truncateBytes, visible } from '../plain-text.ts';
import type { NewRule } from '../reader.ts';
import { indentAt } from '../source/lines.ts';
import { CAPABILITIES } from './capabilities.ts';
import type { Policy, SrxConfig } from './model.ts';
import { word } from './statements.ts';
import { type Found, objectsFor } from './write-objects.ts';

/** Where a policy stands: between two zones, or among the global ones. */
interface Place {
  readonly from?: string;
  readonly to?: string;
  readonly policy: Policy;
  readonly names: ReadonlySet<string>;
}

/**
 * A policy that stands right before `anchor` in the text. In the set form, new objects come with it; in braces it can
 * only name those that there are, because others would stand elsewhere. Absent where that is not possible.
 */
export function write(rule: NewRule, anchor: FilterRule, config: SrxConfig): readonly string[] | undefined {
  const place = placeOf(anchor, config);
  if (!place || place.policy.isInherited || config.isMoved) return undefined;
  const objects = objectsFor(rule.match, config.system, place.from, place.to);
  if (!objects || (config.form === 'curly' && objects.commands.length > 0)) return undefined;
  const name = nameOf(rule, place.names);
  const about = aboutOf(rule.comment);
  return config.form === 'set'
    ? commands(rule, name, about, objects, anchor)
    : statements(rule, name, about, objects, config, anchor);
}

function placeOf({ span }: FilterRule, { system }: SrxConfig): Place | undefined {
  const lists = [...system.contexts, { from: undefined, to: undefined, policies: system.global }];
  for (const { from, to, policies } of lists) {
    const policy = policies.find((one) => one.statement.span.start === span.start);
    if (!policy) continue;
    // A new global policy would be for all zones.
    if (policy.fromZones || policy.toZones) return undefined;
    const names = new Set(policies.map((one) => one.name));
    return { policy, names, ...(from !== undefined && to !== undefined && { from, to }) };
  }
  return undefined;
}

/** Two new policies never have one name, and the same one always has the same. */
function nameOf({ action, match }: NewRule, taken: ReadonlySet<string>): string {
  const text = JSON.stringify([action, match], (_, value) =>
    typeof value === 'bigint' ? `${value}` : value,
  );
  const base = `portolan-${createHash('sha256').update(text).digest('hex').slice(0, 10)}`;
  let name = base;
  for (let n = 2; taken.has(name); n++) name = `${base}-${n}`;
  return name;
}

function aboutOf(comment: string): string {
  const plain = visible(comment).replace(/[<>&]/g, '_').replaceAll('"', "'").replaceAll('\\', '/').trim();
  return truncateBytes(plain, CAPABILITIES.commentBytes);
}

/** The place of the anchor, as commands say it; a script that went to a level by `edit` says less. */
const ABSOLUTE = /^set security policies (?:global|from-zone (?:"[^"]*"|\S+) to-zone (?:"[^"]*"|\S+)) /;

function commands(
  { action }: NewRule,
  name: string,
  about: string,
  { commands: made, sources, destinations, applications }: Found,
  anchor: FilterRule,
): readonly string[] | undefined {
  const [start] = ABSOLUTE.exec(anchor.text) ?? [];
  if (start === undefined) return undefined;
  const set = (...words: readonly string[]): string => `${start}policy ${name} ${words.join(' ')}`;
  return [
    ...made.map((text) => `set ${text}`),
    ...(about === '' ? [] : [set('description', word(about))]),
    ...sources.map((item) => set('match source-address', word(item))),
    ...destinations.map((item) => set('match destination-address', word(item))),
    ...applications.map((item) => set('match application', word(item))),
    set(`then ${action}`),
  ];
}

function statements(
  { action }: NewRule,
  name: string,
  about: string,
  { sources, destinations, applications }: Found,
  { lines }: SrxConfig,
  anchor: FilterRule,
): readonly string[] | undefined {
  const indent = indentAt(lines, anchor.span.start);
  if (indent === undefined) return undefined;
  const list = (keyword: string, items: readonly string[]): string => {
    const texts = items.map(word);
    return `${indent}        ${keyword} ${texts.length === 1 ? texts[0] : `[ ${texts.join(' ')} ]`};`;
  };
  return [
    `${indent}policy ${name} {`,
    ...(about === '' ? [] : [`${indent}    description ${word(about)};`]),
    `${indent}    match {`,
    list('source-address', sources),
    list('destination-address', destinations),
    list('application', applications),
    `${indent}    }`,
    `${indent}    then {`,
    `${indent}        ${action};`,
    `${indent}    }`,
    `${indent}}`,
  ];
}
