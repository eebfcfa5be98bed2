import { type Command, textOption } from '../command.ts';
import { type ExitCode, UsageError } from '../exit.ts';

const ACTIONS = ['up', 'shell', 'down'] as const;

export const lab: Command = {
  name: 'lab',
  about:
    'Runs a hierarchy in miniature on this Linux machine: every host is a network namespace with its addresses, every\n' +
    'filter one with a real kernel firewall that has the generated rules loaded. Nothing of this machine’s own network\n' +
    'is touched. It needs root, or user namespaces.',
  positionals: [
    {
      name: 'ACTION',
      about:
        'up: start it, and leave it running; shell: run a command on one of its hosts or filters;\n' +
        'down: end it, and leave nothing behind',
      required: true,
    },
    {
      name: 'HIERARCHY',
      about: 'a hierarchy document, or a folder with hierarchy.yaml in it',
      required: false,
    },
    { name: 'HOST', about: 'for shell: the host or filter', required: false },
    {
      name: 'COMMAND',
      about: 'for shell: what to run, after --; a shell if left out',
      required: false,
      rest: true,
    },
  ],
  options: [
    { name: 'all', about: 'for down: every lab of yours' },
    { name: 'most', value: 'N', about: 'at most this many namespaces; 250 if left out' },
  ],
  examples: [
    { command: 'portolan lab up examples/contoso', gives: 'Contoso, running' },
    { command: 'portolan lab shell examples/contoso mp01 -- ip addr', gives: 'a command on mp01' },
    { command: 'portolan lab down examples/contoso', gives: 'nothing left of it' },
  ],
  exits: {
    fine: 'it was done; shell gives what its command gives',
    findings: 'the lab can’t run here, or the hierarchy has errors',
  },

  async run(args, io): Promise<ExitCode> {
    const [action = '', hierarchy, host, ...command] = args.positionals;
    if (action !== 'shell' && host !== undefined) throw new UsageError(`"${host}" is one argument too many`);
    const actions = await import('../lab/actions.ts');
    switch (action) {
      case 'up':
        return await actions.up(hierarchy, { most: count(textOption(args, 'most')) }, io);
      case 'down':
        return await actions.down(hierarchy, args.options.all === true, io);
      case 'shell':
        return await actions.shell(hierarchy, host, command);
      default:
        throw new UsageError(`portolan lab can't "${action}"`, `it can: ${ACTIONS.join(', ')}`);
    }
  },
};

function count(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new UsageError(`"${text}" is no number of namespaces`, '--most takes a number from 1 to 9999');
}
