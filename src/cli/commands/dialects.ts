import { dialectEntries, dialectsJson, dialectsText, dialectText } from '../../report/dialects.ts';
import { unknownName } from '../args.ts';
import type { Command } from '../command.ts';
import { EXIT } from '../exit.ts';

export const dialects: Command = {
  name: 'dialects',
  about:
    'Lists the languages of filters: which are read, which are printed and for what; with a name, all that the\n' +
    'language can and can’t, from the data that printing goes by.',
  positionals: [{ name: 'NAME', about: 'a language', required: false }],
  options: [
    {
      name: 'format',
      value: 'FORMAT',
      choices: ['text', 'json'],
      about: 'for people (text) or programs (json)',
    },
  ],
  examples: [
    { command: 'portolan dialects', gives: 'all languages, a line each' },
    { command: 'portolan dialects nftables', gives: 'what nftables can and can’t' },
  ],
  exits: { fine: 'they are listed' },

  async run(args, io) {
    const entries = dialectEntries();
    const [name] = args.positionals;
    const found = name === undefined ? entries : entries.filter(({ id }) => id === name);
    if (name !== undefined && found.length === 0)
      throw unknownName(
        'there is no dialect',
        name,
        entries.map(({ id }) => id),
      );
    const [only] = found;
    if (args.options.format === 'json') await io.out(dialectsJson(found));
    else await io.out(name !== undefined && only ? dialectText(only) : dialectsText(found));
    return EXIT.fine;
  },
};
