import { loadCatalog } from '../../catalog/load.ts';
import { type CatalogQuery, searchCatalog } from '../../catalog/search.ts';
import { catalogJson, catalogText, rolesText } from '../../report/catalog.ts';
import { type Arguments, type Command, textOption } from '../command.ts';
import { EXIT, UsageError } from '../exit.ts';
import { knownRole } from '../names.ts';

export const catalog: Command = {
  name: 'catalog',
  about:
    'Searches the ports of Configuration Manager: who talks to whom on what, when, and which source says so.\n' +
    'Everything that is given must fit; without anything, all is listed.',
  positionals: [
    {
      name: 'TEXT',
      about: 'words to look for, in any order, or a port; the single word “roles” lists the roles',
      required: false,
      rest: true,
    },
  ],
  options: [
    {
      name: 'role',
      value: 'ROLE',
      about: 'conversations of this role, by its name or short name (mp, dp, sup, …)',
    },
    { name: 'port', value: 'PORT', about: '445, tcp/445, udp/67-69, icmp, or the id of a service' },
    { name: 'guide', value: 'TABLE[/ROW]', about: 'what a table of the guide says, or one row of it' },
    {
      name: 'format',
      value: 'FORMAT',
      choices: ['text', 'json'],
      about: 'for people (text) or programs (json)',
    },
  ],
  examples: [
    { command: 'portolan catalog wake on lan', gives: 'finds conversations by their words' },
    { command: 'portolan catalog --port tcp/10123', gives: 'what a port is for' },
    { command: 'portolan catalog --role mp --port 443', gives: 'who talks HTTPS with management points' },
    {
      command: 'portolan catalog --guide site-server/3',
      gives: 'the conversation that a row of the guide stands for',
    },
    { command: 'portolan catalog roles', gives: 'all roles with their short names' },
  ],
  exits: { fine: 'something fits', findings: 'nothing fits' },

  async run(args, io) {
    const all = loadCatalog();
    if (args.positionals.join(' ') === 'roles' && Object.keys(args.options).length === 0) {
      await io.out(rolesText(all, { width: io.width }));
      return EXIT.fine;
    }
    const role = textOption(args, 'role');
    const matches = searchCatalog(all, {
      ...queryOf(args),
      ...(role !== undefined && { role: knownRole(role, all) }),
    });
    if ('error' in matches) throw new UsageError(matches.error, 'portolan catalog --help shows how');
    const json = args.options.format === 'json';
    await io.out(json ? catalogJson(matches) : catalogText(matches, all, { width: io.width }));
    return Object.values(matches).some((list) => list.length > 0) ? EXIT.fine : EXIT.findings;
  },
};

/** What nobody would look for as a word: a port, alone or with its transport. */
const PORT_TEXT = /^((tcp|udp)\/)?\d+(-\d+)?$/i;

function queryOf(args: Arguments): CatalogQuery {
  const text = args.positionals.join(' ');
  const isPort = PORT_TEXT.test(text) && args.options.port === undefined;
  const [port, guide] = [isPort ? text : textOption(args, 'port'), textOption(args, 'guide')];
  return {
    ...(text !== '' && !isPort && { text }),
    ...(port !== undefined && { port }),
    ...(guide !== undefined && { guide }),
  };
}
