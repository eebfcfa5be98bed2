/** A batch file with `netsh advfirewall` commands, read as it would run on a host without rules. */
import { diagnostic } from '../../../../diagnostics/codes.ts';
import type { Diagnostic } from '../../../../diagnostics/diagnostic.ts';
import type { Lines, Written } from '../../../source/lines.ts';
import type { Beside, Step } from '../model.ts';
import { ELSEWHERE, isNetsh, statementsOf } from './batch.ts';
import { dynamicPorts, profileSetting, type RuleCommand, ruleCommand } from './commands.ts';

interface ScriptReading {
  readonly steps: Step[];
  readonly diagnostics: Diagnostic[];
}

export function parseScript(lines: Lines): { steps: Step[]; diagnostics: Diagnostic[] } {
  const reading: ScriptReading = { steps: [], diagnostics: [] };
  for (const { words, at, conditions, indent } of statementsOf(lines)) {
    const beside = indent === undefined ? {} : { beside: { kind: 'netsh', indent } as const };
    readCommand(reading, words, { at, conditions, ...beside });
  }
  return { steps: reading.steps, diagnostics: reading.diagnostics };
}

interface Where {
  readonly at: Written;
  readonly conditions: readonly string[];
  readonly beside?: Beside;
}

function readCommand(reading: ScriptReading, words: readonly string[], where: Where): void {
  const [first = '', ...rest] = words;
  if (!isNetsh(first)) {
    addUnknown(reading, where, `the command ${JSON.stringify(first.slice(0, 60))} was not understood`);
    return;
  }
  const lower = rest.map((word) => word.toLowerCase());
  if (!readNetsh(reading, rest, lower, where))
    addUnknown(reading, where, 'what the command does to the firewall was not understood');
}

function readNetsh(
  reading: ScriptReading,
  words: readonly string[],
  lower: readonly string[],
  where: Where,
): boolean {
  const [context, second, third] = lower;
  if (context === 'advfirewall' && second === 'firewall') {
    const command = ruleCommand(words.slice(2));
    if (command) addRuleCommand(reading, command, where);
    return command !== undefined || third === 'show';
  }
  if (context === 'advfirewall' && second === 'set') {
    const setting = profileSetting(words.slice(2));
    if (setting && setting !== 'nothing')
      reading.steps.push({
        kind: 'profile',
        ...where.at,
        ...setting,
        store: 'local',
        conditions: where.conditions,
      });
    return setting !== undefined;
  }
  if (context === 'advfirewall') return second === 'show' || second === 'export' || second === 'dump';
  const isInterface = context === 'int' || context === 'interface';
  if (isInterface && third === 'set' && /^dynamicport(?:range)?$/.test(lower[3] ?? '')) {
    const ports = second === 'ipv4' ? dynamicPorts(words.slice(4)) : 'nothing';
    if (ports && ports !== 'nothing')
      reading.steps.push({ kind: 'dynamic-ports', ...where.at, ...ports, conditions: where.conditions });
    return ports !== undefined;
  }
  return context !== undefined && ELSEWHERE.has(context);
}

function addRuleCommand(
  reading: ScriptReading,
  command: RuleCommand,
  { at, conditions, beside }: Where,
): void {
  const { strange, ...step } = command;
  if (strange.length > 0)
    report(reading, 'PT8002', at, `a part of the rule was not understood: ${strange.slice(0, 5).join(', ')}`);
  if (step.kind === 'change') reading.steps.push({ ...step, ...at, conditions });
  else reading.steps.push({ ...step, ...at, store: 'local', conditions, ...(beside && { beside }) });
}

const MOST_FINDINGS = 200;

function report(
  { diagnostics }: ScriptReading,
  code: 'PT8001' | 'PT8002',
  { place }: Written,
  message: string,
): void {
  if (diagnostics.length >= MOST_FINDINGS) return;
  const help = 'Commands are read that stand in lines of their own, with values that are written out';
  diagnostics.push(diagnostic(code, { message, place, help }));
}

const MOST_UNKNOWNS = 1000;

function addUnknown(reading: ScriptReading, { at, conditions }: Where, message: string): void {
  report(reading, 'PT8001', at, message);
  const last = reading.steps.at(-1);
  if (
    reading.diagnostics.length >= MOST_FINDINGS &&
    reading.steps.length > MOST_UNKNOWNS &&
    last?.kind === 'unknown'
  )
    return;
  reading.steps.push({ kind: 'unknown', ...at, conditions });
}
