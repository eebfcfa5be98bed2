import { parsePacket } from '../../net/packet.ts';
import { explainText } from '../../report/explain-text.ts';
import { explainPacket, explanationsJson, WAYS } from '../../workspace/explain-packet.ts';
import { type Command, textOption } from '../command.ts';
import { EXIT, UsageError } from '../exit.ts';
import { INTERFACE_OPTION } from '../interfaces.ts';
import { contextOf, EMPTY_INCLUDES_OPTION, tellProblems } from '../load-targets.ts';
import { CONFIG_ARGUMENT, readConfiguration } from '../read-configuration.ts';

export const explain: Command = {
  name: 'explain',
  about:
    'Says what a configuration does with one packet: the line that decides, the jumps that lead to it, and what the\n' +
    'answer depends on. The packet is the first of a connection, unless --state says otherwise.',
  positionals: [
    { name: 'CONFIG', about: CONFIG_ARGUMENT, required: true },
    { name: 'PACKET', about: 'as in the examples; without a source port 49152 is taken', required: true },
  ],
  options: [
    {
      name: 'way',
      value: 'WAY',
      choices: [...WAYS],
      about: 'through the filter, to it, or from it; each that it has rules for if left out',
    },
    { name: 'state', value: 'STATE', choices: ['new', 'established'], about: 'of the packet’s connection' },
    { name: 'dialect', value: 'NAME', about: 'its language; found out from the text if left out' },
    INTERFACE_OPTION,
    EMPTY_INCLUDES_OPTION,
    {
      name: 'format',
      value: 'FORMAT',
      choices: ['text', 'json'],
      about: 'for people (text) or programs (json)',
    },
  ],
  examples: [
    {
      command: "portolan explain core.nft 'tcp 10.20.0.7:50000 > 10.10.1.10:445'",
      gives: 'the line that decides, and how one gets there',
    },
    { command: "portolan explain core.nft 'tcp [fd00:20::7] > [fd00:10::10]:389'", gives: 'IPv6' },
    {
      command: "portolan explain host.ps1 'icmp 10.20.0.7 > 10.10.2.10 type 8' --way in",
      gives: 'an echo request',
    },
  ],
  exits: { fine: 'it is permitted', findings: 'it is denied, or depends on something else' },

  async run(args, io) {
    const [file = '', text = ''] = args.positionals;
    const packet = parsePacket(text);
    if ('error' in packet) throw new UsageError(`"${text}" is no packet: ${packet.error}`);
    const read = await readConfiguration(file, io, contextOf(args), textOption(args, 'dialect'));
    await tellProblems(read.diagnostics, io);
    if (!('configuration' in read) || read.diagnostics.some((d) => d.severity === 'error'))
      return EXIT.findings;
    const { configuration } = read;
    const answers = explainPacket(configuration, packet, {
      way: textOption(args, 'way'),
      isEstablished: args.options.state === 'established',
    });
    await io.out(
      args.options.format === 'json'
        ? explanationsJson(answers)
        : answers.map((answer) => explainText(answer, { width: io.width })).join('\n'),
    );
    return answers.every(({ verdict }) => verdict === 'permit') ? EXIT.fine : EXIT.findings;
  },
};
