import { kitOf } from '../../probe/kit/kit.ts';
import { posixKit } from '../../probe/kit/posix/script.ts';
import { powershellKit } from '../../probe/kit/powershell/script.ts';
import { counted } from '../../report/words.ts';
import type { Planned } from '../../workspace/plan-text.ts';
import { type Command, textOption } from '../command.ts';
import { EXIT, UsageError } from '../exit.ts';
import { HIERARCHY_ARGUMENT, loadPlan } from '../load-hierarchy.ts';
import { knownHostOrNetwork, knownPhases } from '../names.ts';

export const kit: Command = {
  name: 'kit',
  about:
    'Writes one script that asks from a host what the plan says that it asks, for a host on which nothing may be\n' +
    'installed: PowerShell 5.1 for Windows, a POSIX shell for Linux. It can also listen on the ports on which the host\n' +
    'will answer. portolan probe --read takes in what it found.',
  positionals: [HIERARCHY_ARGUMENT],
  options: [
    {
      name: 'host',
      value: 'NAME',
      about: 'the host that the script is for, or the network of clients or consoles that it will stand in',
    },
    {
      name: 'shell',
      value: 'SHELL',
      choices: ['powershell', 'posix'],
      about: 'the script’s language; of the host’s system if left out',
    },
    { name: 'phase', value: 'PHASE,…', about: 'always, install, migration, on-demand; always if left out' },
    { name: 'out', value: 'FILE', about: 'write to a file' },
  ],
  examples: [
    { command: 'portolan kit --host mp01 --out mp01.ps1', gives: 'a script to run on mp01' },
    {
      command: 'portolan kit examples/contoso --host hq --shell powershell',
      gives: 'what a client of hq asks, on standard output',
    },
    { command: 'portolan probe --read portolan-kit.jsonl', gives: 'verdicts on what a script found' },
  ],
  exits: { fine: 'the script is written', findings: 'the hierarchy has errors' },

  async run(args, io) {
    const name = textOption(args, 'host');
    if (name === undefined) throw new UsageError('--host is missing: the script is for one host');
    const phases = knownPhases(textOption(args, 'phase') ?? 'always');
    const planned = await loadPlan(args.positionals[0], io, 'error');
    if (!planned) return EXIT.findings;
    const { plan, hierarchy } = planned;
    const made = await kitOf(plan, hierarchy, knownHostOrNetwork(name, hierarchy), phases);
    const text =
      shellOf(textOption(args, 'shell'), name, planned) === 'posix' ? posixKit(made) : powershellKit(made);
    const out = textOption(args, 'out');
    if (out === undefined) await io.out(text);
    else {
      io.write(out, text);
      const unasked = made.probes.filter((probe) => probe.unasked !== undefined).length;
      await io.err(
        `${out}: ${counted(made.probes.length, 'question')}${unasked > 0 ? `, ${unasked} of them for other tools` : ''}; ${counted(made.listeners.length, 'port')} to listen on\n`,
      );
    }
    return EXIT.fine;
  },
};

function shellOf(asked: string | undefined, name: string, { hierarchy }: Planned): string {
  if (asked !== undefined) return asked;
  return hierarchy.hosts.find((host) => host.name === name)?.os === 'linux' ? 'posix' : 'powershell';
}
