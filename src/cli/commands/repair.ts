import { repairJson, repairText } from '../../report/repair.ts';
import { isPatchable, repairConfiguration } from '../../workspace/repair-configuration.ts';
import { encodeText } from '../../workspace/text-encoding.ts';
import { type Command, textOption } from '../command.ts';
import { EXIT, UsageError } from '../exit.ts';
import { INTERFACE_OPTION, ZONE_INTERFACES_OPTION } from '../interfaces.ts';
import { HIERARCHY_ARGUMENT, loadPlan } from '../load-hierarchy.ts';
import { EMPTY_INCLUDES_OPTION, loadTargets } from '../load-targets.ts';
import { CONFIG_ARGUMENT } from '../read-configuration.ts';

export const repair: Command = {
  name: 'repair',
  about:
    'Shows the edits that make a configuration permit all that the plan needs without opening more: as few as are\n' +
    'found, and none that could be left out. They are applied to a copy, read again and proven before you see them.\n' +
    'Portolan changes nothing: you apply the patch, or write the result with --out.',
  positionals: [
    { ...HIERARCHY_ARGUMENT, required: true },
    { name: 'CONFIG', about: CONFIG_ARGUMENT, required: true },
  ],
  options: [
    { name: 'filter', value: 'NAME', about: 'the configuration is that of this filter' },
    { name: 'host', value: 'NAME', about: 'the configuration is that of this host’s own firewall' },
    { name: 'out', value: 'FILE', about: 'write the repaired configuration' },
    { name: 'dialect', value: 'NAME', about: 'its language; found out from the text if left out' },
    INTERFACE_OPTION,
    ZONE_INTERFACES_OPTION,
    EMPTY_INCLUDES_OPTION,
    {
      name: 'format',
      value: 'FORMAT',
      choices: ['diff', 'json'],
      about: 'a patch (diff) or for programs (json)',
    },
  ],
  examples: [
    {
      command: 'portolan repair examples/contoso core.nft --filter core > core.patch',
      gives: 'a unified diff',
    },
    {
      command: 'portolan repair examples/contoso core.nft --filter core --out core.new.nft',
      gives: 'the whole configuration',
    },
  ],
  exits: {
    fine: 'nothing has to be mended, or the edits mend all of it',
    findings: 'something is left that no edit mends',
  },

  async run(args, io) {
    const [hierarchyArgument, file = ''] = args.positionals;
    const planned = await loadPlan(hierarchyArgument, io, 'error');
    if (!planned) return EXIT.findings;
    const targets = await loadTargets([file], planned, args, io);
    if (!targets) return EXIT.findings;
    const [target] = targets;
    const read = target?.read[0];
    if (!target || !read || targets.length > 1 || target.read.length > 1)
      throw new UsageError('repair takes one configuration at a time');
    const out = textOption(args, 'out');
    const isJson = args.options.format === 'json';
    if (!isPatchable(read) && !isJson && out === undefined)
      throw new UsageError(
        `${read.file} is in UTF-16, and no patch can be applied to it`,
        'write the repaired configuration with --out FILE, in UTF-16 as this one; or see the edits with --format json',
      );
    const report = repairConfiguration(read, target.context, planned, target);
    if (out !== undefined) io.write(out, encodeText(report.text, read.encoding));
    if (isJson) await io.out(repairJson(report));
    else await printText(repairText(report, { width: io.width, color: io.color.err }), out, io);
    return report.left.length > 0 ? EXIT.findings : EXIT.fine;
  },
};

/** The patch goes to standard output alone, so that it can be piped; what it does is told besides. */
async function printText(
  { patch, story }: { readonly patch: string; readonly story: string },
  out: string | undefined,
  io: { out(text: string): Promise<void>; err(text: string): Promise<void> },
): Promise<void> {
  if (out === undefined) await io.out(patch);
  await io.err(story);
}
