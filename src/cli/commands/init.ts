import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { visible } from '../../diagnostics/visible.ts';
import { starterHierarchy } from '../../hierarchy/starter.ts';
import { HIERARCHY_FILE } from '../../workspace/plan-text.ts';
import type { Command } from '../command.ts';
import { EXIT, systemCause, UsageError } from '../exit.ts';

export const init: Command = {
  name: 'init',
  about: `Writes a small ${HIERARCHY_FILE} that works as it is, with comments that say what to fill in. Never overwrites.`,
  positionals: [
    { name: 'DIR', about: 'the folder, made if it isn’t there; this one if left out', required: false },
  ],
  options: [],
  examples: [
    { command: 'portolan init', gives: `writes ./${HIERARCHY_FILE}` },
    { command: 'portolan init contoso', gives: `writes contoso/${HIERARCHY_FILE}` },
  ],
  exits: { fine: 'it is written' },

  async run(args, io) {
    const folder = args.positionals[0];
    const file = folder === undefined ? HIERARCHY_FILE : path.join(folder, HIERARCHY_FILE);
    try {
      if (folder !== undefined) mkdirSync(folder, { recursive: true });
      writeFileSync(file, starterHierarchy(), { flag: 'wx' });
    } catch (error) {
      throw new UsageError(
        `can't write ${file}: ${systemCause(error)}`,
        'name another folder: portolan init DIR',
      );
    }
    const named = folder === undefined ? '' : ` ${quoted(folder)}`;
    await io.out(
      `Wrote ${visible(file)}: a site with one server and one network of clients.\n` +
        'Put in your own names and addresses, then:\n' +
        `  portolan check${named}\n  portolan plan${named}\n`,
    );
    return EXIT.fine;
  },
};

/** As it can be typed again. */
function quoted(argument: string): string {
  return /^[\w./\\:-]+$/.test(argument) ? argument : `"${visible(argument)}"`;
}
