/** A batch file with `netsh advfirewall` commands, read as it would run on a host without rules. */
import { diagnostic } from '../../../../diagnostics/codes.ts';
import type { Diagnostic } from '../../../../diagnostics/diagnostic.ts';
import { indentAt, type Lines, type Written, writtenAt } from '../../../source/lines.ts';
import type { Beside, Step } from '../model.ts';
import { loopOf } from './batch-loop.ts';
import { type BatchCommand, commandsOf, DELAYED, UNKNOWN_VALUE } from './command-line.ts';
import { dynamicPorts, profileSetting, type RuleCommand, ruleCommand } from './commands.ts';

interface ScriptReading {
  readonly lines: Lines;
  readonly steps: Step[];
  readonly diagnostics: Diagnostic[];
  /** What `set` said, by names in lower case; `%p` is what a loop is at. */
  readonly variables: Map<string, string>;
  hasEnded: boolean;
  /** Turns of loops that are still followed. */
  turns: number;
}

export function parseScript(lines: Lines): { steps: Step[]; diagnostics: Diagnostic[] } {
  const { text, starts } = lines;
  const reading: ScriptReading = {
    lines,
    steps: [],
    diagnostics: [],
    variables: new Map(),
    hasEnded: false,
    turns: MOST_TURNS,
  };
  for (let i = 0; i < starts.length && !reading.hasEnded; i++) {
    const start = starts[i] ?? 0;
    let end = starts[i + 1] ?? text.length;
    // A caret at the end of a line takes the next one to it.
    while (/\^\r?\n$/.test(text.slice(Math.max(start, end - 3), end)) && i + 1 < starts.length)
      end = starts[++i + 1] ?? text.length;
    readLine(reading, start, text.slice(start, end));
  }
  return { steps: reading.steps, diagnostics: reading.diagnostics };
}

/**
 * Comments, and names of places to jump to, which nothing reaches without a jump. Behind `rem` an ampersand that comes
 * first is one: the command after it is run.
 */
const REMARK = /^\ufeff?\s*(?:@?rem(?:\s+[^&|\s].*)?$|:)/is;

function readLine(reading: ScriptReading, base: number, written: string, isRepeated = false): void {
  if (written.trim() === '' || REMARK.test(written.trimEnd())) return;
  // A loop in a loop is none that is followed.
  const loop = isRepeated ? undefined : loopOf(written);
  if (loop && loop.items.length <= reading.turns) {
    reading.turns -= loop.items.length;
    for (const item of loop.items) {
      reading.variables.set(loop.variable, item);
      readLine(reading, base + loop.at, written.slice(loop.at), true);
    }
    reading.variables.delete(loop.variable);
    return;
  }
  // Of the same length, so that offsets stay.
  const line = written.replace(/^\ufeff/, ' ').replace(/\^\r?\n/g, (found) => ' '.repeat(found.length));
  const { commands, isConditional } = commandsOf(line, reading.variables);
  const isWhole = commands.length === 1 && !isRepeated && !written.includes('^');
  for (const [i, command] of commands.entries()) {
    const start = base + command.start;
    const at = writtenAt(reading.lines, start, base + command.end);
    const indent = isWhole ? indentAt(reading.lines, start) : undefined;
    readCommand(reading, command, {
      at,
      conditions: i > 0 && isConditional ? ['whether the command before it on its line succeeds'] : [],
      ...(indent !== undefined && { beside: { kind: 'netsh', indent } }),
    });
  }
}

/** More than people write; beyond it, a loop is not understood. */
const MOST_TURNS = 10_000;

interface Where {
  readonly at: Written;
  readonly conditions: readonly string[];
  readonly beside?: Beside;
}

/** Commands that can't touch the firewall. */
const HARMLESS: ReadonlySet<string> = new Set(
  'echo echo. cls title color chcp pause timeout setlocal endlocal cd pushd popd ver rem'.split(' '),
);
/** What of netsh says nothing about a firewall. */
const ELSEWHERE: ReadonlySet<string> = new Set(
  'http winhttp wlan lan dnsclient branchcache bridge dhcpclient mbn namespace nap ras trace winsock interface int'.split(
    ' ',
  ),
);

function readCommand(reading: ScriptReading, { words }: BatchCommand, where: Where): void {
  const [first = '', ...rest] = words;
  const name = first.replace(/^@/, '').toLowerCase();
  if (name === 'setlocal' && rest.some((word) => /^enabledelayedexpansion$/i.test(word)))
    reading.variables.set(DELAYED, '');
  if (HARMLESS.has(name) || name.startsWith('echo.')) return;
  if (name === 'set' && setVariable(reading, rest)) return;
  if (name === 'if' && ON_FAILURE.test(where.at.text)) return;
  if (name === 'net' && rest[0]?.toLowerCase() === 'session') return;
  if (name === 'exit' && where.conditions.length === 0) {
    // Whatever jumps over it, or into what follows, isn't understood anyway.
    reading.hasEnded = true;
    return;
  }
  if (!/^(?:.*\\)?netsh(?:\.exe)?$/.test(name)) {
    addUnknown(reading, where, `the command ${JSON.stringify(first.slice(0, 60))} was not understood`);
    return;
  }
  const lower = rest.map((word) => word.toLowerCase());
  if (!readNetsh(reading, rest, lower, where))
    addUnknown(reading, where, 'what the command does to the firewall was not understood');
}

/** `if %errorlevel% neq 0 exit /b 1`: the text is read as it runs without failures. */
const ON_FAILURE =
  /^@?if\s+(?:errorlevel\s+1|not\s+"?%errorlevel%"?\s*==\s*"?0"?|"?%errorlevel%"?\s+(?:neq|gtr)\s+"?0"?)\s+(?:exit|echo|goto\s+:?eof)\b[^()]*$/i;

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

/** `set NAME=value` and `set "NAME=value"`; what is asked of the user isn't known. */
function setVariable({ variables }: ScriptReading, words: readonly string[]): boolean {
  const text = words.join(' ');
  const equals = text.indexOf('=');
  if (equals <= 0 || text.startsWith('/')) {
    if (equals > 0)
      variables.delete(
        text
          .replace(/^\/\w\s*/, '')
          .split('=')[0]
          ?.trim()
          .toLowerCase() ?? '',
      );
    return equals > 0;
  }
  const [name, value] = [text.slice(0, equals).toLowerCase(), text.slice(equals + 1)];
  if (value.includes(UNKNOWN_VALUE)) variables.delete(name);
  else variables.set(name, value);
  return true;
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
