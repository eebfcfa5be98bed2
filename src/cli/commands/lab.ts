import { LAB_DIALECTS, type LabDialect } from '../../lab/dialects.ts';
import type { Tier } from '../../lab/inside/job.ts';
import { type Command, textOption } from '../command.ts';
import { type ExitCode, UsageError } from '../exit.ts';

const ACTIONS = ['up', 'test', 'shell', 'down'] as const;

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
        'up: start it, and leave it running; test: prove its rules with packets, in a lab of its own;\n' +
        'shell: run a command on one of its hosts or filters; down: end it, and leave nothing behind',
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
    {
      name: 'dialect',
      value: 'NAME',
      choices: [...LAB_DIALECTS],
      about: 'the language that the filters’ rules are loaded in: nftables if left out',
    },
    {
      name: 'host-firewalls',
      about: 'each host has its own firewall, too; so it is where no filter is declared',
    },
    {
      name: 'tier',
      value: 'TIER',
      choices: ['light', 'full'],
      about:
        'light: listeners on every port; full: real servers where Debian has them (needs root), asked in their protocols',
    },
    { name: 'no-rules', about: 'for up: filters let everything pass' },
    {
      name: 'mutations',
      value: 'all|N',
      about: 'for test: take this many things away from the rules, one by one; 10 if left out',
    },
    {
      name: 'format',
      value: 'FORMAT',
      choices: ['text', 'json', 'junit', 'markdown'],
      about: 'of the test’s report',
    },
    { name: 'out', value: 'FILE', about: 'write the test’s report to a file' },
    { name: 'all', about: 'for down: every lab of yours' },
    { name: 'most', value: 'N', about: 'at most this many namespaces; 250 if left out' },
  ],
  examples: [
    { command: 'portolan lab up examples/contoso', gives: 'Contoso, running' },
    { command: 'portolan lab test examples/contoso', gives: 'what passes and what doesn’t, by packets' },
    { command: 'portolan lab shell examples/contoso mp01 -- ip addr', gives: 'a command on mp01' },
    { command: 'portolan lab down examples/contoso', gives: 'nothing left of it' },
  ],
  exits: {
    fine: 'it was done; shell gives what its command gives',
    findings: 'the lab can’t run here, the hierarchy has errors, or a test failed',
  },

  async run(args, io): Promise<ExitCode> {
    const [action = '', hierarchy, host, ...command] = args.positionals;
    if (action !== 'shell' && host !== undefined) throw new UsageError(`"${host}" is one argument too many`);
    const [actions, { test }] = await Promise.all([import('../lab/actions.ts'), import('../lab/test.ts')]);
    const tier: Tier = textOption(args, 'tier') === 'full' ? 'full' : 'light';
    const asked = {
      tier,
      dialect: (textOption(args, 'dialect') ?? 'nftables') as LabDialect,
      most: count(textOption(args, 'most')),
      hostFirewalls: args.options['host-firewalls'] === true || undefined,
    };
    switch (action) {
      case 'up':
        return await actions.up(
          hierarchy,
          {
            ...asked,
            isOpen: args.options['no-rules'] === true,
          },
          io,
        );
      case 'test':
        return await test(
          hierarchy,
          {
            ...asked,
            mutations: mutations(textOption(args, 'mutations')),
            format: textOption(args, 'format') ?? 'text',
            out: textOption(args, 'out'),
          },
          io,
        );
      case 'down':
        return await actions.down(hierarchy, args.options.all === true, io);
      case 'shell':
        return await actions.shell(hierarchy, host, command, io);
      default:
        throw new UsageError(`portolan lab can't "${action}"`, `it can: ${ACTIONS.join(', ')}`);
    }
  },
};

function mutations(text: string | undefined): number | 'all' {
  if (text === undefined) return 10;
  if (text === 'all') return text;
  if (/^\d{1,6}$/.test(text)) return Number(text);
  throw new UsageError(`"${text}" is no number of mutations`, '--mutations takes a number, or all');
}

function count(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new UsageError(`"${text}" is no number of namespaces`, '--most takes a number from 1 to 9999');
}
