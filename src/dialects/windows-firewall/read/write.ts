import type { FilterRule } from '../../../policy/ruleset.ts';
import { truncateBytes, visible } from '../../plain-text.ts';
import type { NewRule } from '../../reader.ts';
import { CAPABILITIES } from '../capabilities.ts';
import { literal } from '../literal.ts';
import type { Beside, CreateStep, WindowsConfig } from './model.ts';
import { rulesToWrite, type WrittenRule } from './rules-to-write.ts';
import { netshRule } from './write-netsh.ts';
import { ruleString } from './write-string.ts';

/** The lines that say a rule beside another one: a command, an entry of a list, or a rule string. */
export function write(
  { action, match, comment }: NewRule,
  anchor: FilterRule,
  { steps }: WindowsConfig,
): readonly string[] | undefined {
  const step = steps.find((s): s is CreateStep => s.kind === 'create' && s.span.start === anchor.span.start);
  const direction = step?.fields.get('direction')?.[0]?.toLowerCase();
  if (!step?.beside || (direction !== 'inbound' && direction !== 'outbound')) return undefined;
  const profiles = profilesOf(step);
  const written = rulesToWrite(match, direction === 'inbound' ? 'in' : 'out', action);
  if (!written || !profiles) return undefined;
  const rules = written.map((rule) => [...rule, ...profiles]);
  const name = truncateBytes(visible(comment).replaceAll('|', '/'), CAPABILITIES.nameLength);
  const lines = rules.map((rule) => linesOf(rule, name, step.beside as Beside));
  return lines.every((l) => l !== undefined) ? lines.flat() : undefined;
}

/** A rule holds in the profiles of the one beside it, which is what whoever wrote that one meant. */
function profilesOf({ fields }: CreateStep): WrittenRule | undefined {
  const values = fields.get('profile');
  if (values === null) return undefined;
  const isAny = !values || values.some((value) => /^any$/i.test(value));
  return isAny ? [] : [['Profile', values]];
}

function linesOf(rule: WrittenRule, name: string, beside: Beside): string[] | undefined {
  switch (beside.kind) {
    case 'command':
      return [`${beside.indent}${commandOf([['DisplayName', [name]], ...rule])}`];
    case 'netsh': {
      const command = netshRule(rule, name);
      return command === undefined ? undefined : [beside.indent + command];
    }
    case 'entry':
      return entryOf([['DisplayName', [name]], ...rule], beside);
    case 'string':
      return [beside.indent + ruleString(rule, name, beside.form)];
    default:
      return beside satisfies never;
  }
}

function commandOf(rule: WrittenRule): string {
  const parts = rule.map(([name, values]) => `-${name} ${values.map(argument).join(', ')}`);
  return `New-NetFirewallRule ${parts.join(' ')}`;
}

/** Words that need no quotes go without; an expression needs brackets. */
function argument(text: string): string {
  if (/^[A-Za-z][A-Za-z0-9]*$/.test(text) || /^\d+$/.test(text)) return text;
  const quoted = literal(text);
  return quoted.startsWith('[') ? `(${quoted})` : quoted;
}

const LABELS: ReadonlySet<string> = new Set([
  'name',
  'displayname',
  'description',
  'group',
  'policystore',
  'gposession',
]);

/** The command behind the list gives some fields to all entries: those must be what this one needs. */
function entryOf(rule: WrittenRule, beside: Beside & { kind: 'entry' }): string[] | undefined {
  const { indent, comma, common } = beside;
  const own = rule.filter(([name]) => !common.has(name.toLowerCase()));
  const wanted = new Map(rule.map(([name, values]) => [name.toLowerCase(), values]));
  for (const [name, values] of common) {
    if (!LABELS.has(name) && !isSame(name, values, wanted)) return undefined;
  }
  // A name of its own is what New-NetFirewallRule needs.
  if (common.has('displayname') || common.has('name')) return undefined;
  return [
    `${indent}@{`,
    ...own.map(([name, values]) => `${indent}    ${name} = ${listOf(values)}`),
    `${indent}}${comma ? ',' : ''}`,
  ];
}

function listOf(values: readonly string[]): string {
  const texts = values.map(literal);
  return texts.length === 1 ? (texts[0] ?? '') : `@(${texts.join(', ')})`;
}

/** Whether a field that is given already says what the rule needs. */
function isSame(
  name: string,
  values: readonly string[] | null,
  wanted: ReadonlyMap<string, readonly string[]>,
): boolean {
  if (COMMON_ARGUMENTS.test(name)) return true;
  const given = values?.map((value) => value.toLowerCase()).join();
  if (name === 'profile' && !wanted.has(name)) return given === 'any';
  if (name === 'enabled') return given === 'true';
  return (
    given !== undefined &&
    given ===
      wanted
        .get(name)
        ?.map((value) => value.toLowerCase())
        .join()
  );
}
const COMMON_ARGUMENTS = /^(error|warning|information|out|verbose|debug|confirm|asjob|passthru)/;
