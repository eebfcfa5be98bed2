/** `netsh` in a PowerShell script: the same commands as in a batch file, in PowerShell's words. */
import { writtenAt } from '../../../source/lines.ts';
import { UNKNOWN_VALUE } from '../netsh/command-line.ts';
import { profileSetting, ruleCommand } from '../netsh/commands.ts';
import type { Command } from './ast.ts';
import { evaluate } from './evaluate.ts';
import { addUnknown, type Machine, report } from './machine.ts';
import { asText, UNKNOWN, type Value } from './value.ts';

const DYNAMIC_PORTS =
  /^netsh(?:\.exe)?\s+int(?:erface)?\s+ipv([46])\s+set\s+dynamic(?:port(?:range)?)?\s+(?:protocol=)?(tcp|udp)\s+start(?:port)?=(\d{1,5})\s+num(?:berofports)?=(\d{1,5})(?:\s|$)/i;

/** Notes what a command of netsh does to the firewall. */
export function runNetsh(machine: Machine, command: Command): Value {
  if (!setsDynamicPorts(machine, command) && !changesFirewall(machine, wordsOf(machine, command), command))
    addUnknown(
      machine,
      command.span,
      'what this command of netsh does to the firewall was not understood',
      'Write its rules with New-NetFirewallRule, or give the registry’s rules instead: reg export of …\\FirewallPolicy',
    );
  return UNKNOWN;
}

/** What PowerShell gives to a program; a list would become several words, which no command here takes. */
function wordsOf(machine: Machine, { given }: Command): readonly string[] {
  return given.map((argument) => {
    if (argument.kind !== 'value') return UNKNOWN_VALUE;
    const value = evaluate(machine, argument.value);
    const text = value.kind === 'list' ? undefined : asText(value);
    return text ?? UNKNOWN_VALUE;
  });
}

function changesFirewall(machine: Machine, words: readonly string[], { span }: Command): boolean {
  const [context, what, verb] = words.map((word) => word.toLowerCase());
  if (context !== 'advfirewall' || !machine.purpose.madeByNetsh) return false;
  const step = {
    ...writtenAt(machine.lines, span.start, span.end),
    conditions: [...machine.conditions],
  };
  if (what === 'set') {
    const setting = profileSetting(words.slice(2));
    if (setting && setting !== 'nothing')
      machine.steps.push({ kind: 'profile', ...step, ...setting, store: 'local' });
    return setting !== undefined;
  }
  if (what !== 'firewall') return what === 'show' || what === 'export';
  const rule = ruleCommand(words.slice(2));
  if (!rule) return verb === 'show';
  const { strange, ...made } = rule;
  if (strange.length > 0) {
    const message = `a part of the rule was not understood: ${strange.slice(0, 5).join(', ')}`;
    report(machine, 'PT8002', span, message.replaceAll(UNKNOWN_VALUE, '…'));
  }
  if (made.kind === 'create') {
    machine.names.uncertain = true;
    machine.steps.push({ ...made, ...step, store: 'local' });
  } else machine.steps.push({ ...made, ...step });
  return true;
}

/** The range of ports that Windows hands out to RPC servers. */
function setsDynamicPorts(machine: Machine, { span }: Command): boolean {
  const text = machine.lines.text.slice(span.start, Math.min(span.end, span.start + 500));
  const [, family, transport, start, count] = DYNAMIC_PORTS.exec(text) ?? [];
  if (family === undefined) return false;
  const first = Number(start);
  const last = first + Number(count) - 1;
  if (family === '4' && transport?.toLowerCase() === 'tcp' && first >= 1 && last >= first && last <= 65535) {
    machine.steps.push({
      kind: 'dynamic-ports',
      ...writtenAt(machine.lines, span.start, span.end),
      first,
      last,
      conditions: [...machine.conditions],
    });
  }
  return true;
}
