import type { ObservationSet } from '../../plan/observation.ts';
import { type Arguments, type OptionDefinition, textOption } from '../command.ts';
import type { Io } from '../io.ts';

export const OBSERVATIONS_OPTIONS: readonly OptionDefinition[] = [
  {
    name: 'format',
    value: 'FORMAT',
    choices: ['text', 'json', 'csv', 'markdown', 'junit'],
    about: 'for people (text), programs (json), spreadsheets (csv), tickets (markdown), pipelines (junit)',
  },
  { name: 'out', value: 'FILE', about: 'write to a file' },
  { name: 'all', about: 'say of what is fine, too, what was seen (text)' },
];

/** Prints observations in the form that was asked for. Only that form's code is loaded. */
export async function printObservations(
  set: ObservationSet,
  notes: readonly string[],
  args: Arguments,
  io: Io,
): Promise<void> {
  const out = textOption(args, 'out');
  const chunks = await chunksOf(set, notes, args, io);
  if (out === undefined) await io.out(chunks);
  else io.write(out, chunks);
}

async function chunksOf(
  set: ObservationSet,
  notes: readonly string[],
  args: Arguments,
  io: Io,
): Promise<Iterable<string>> {
  switch (textOption(args, 'format')) {
    case 'json':
      return (await import('../../report/observations-json.ts')).observationsJsonChunks(set);
    case 'csv':
      return (await import('../../report/observations-csv.ts')).observationsCsvChunks(set);
    case 'markdown':
      return (await import('../../report/observations-markdown.ts')).observationsMarkdownChunks(set);
    case 'junit':
      return (await import('../../report/observations-junit.ts')).observationsJunitChunks(set);
    default: {
      const { observationsTextChunks } = await import('../../report/observations-text.ts');
      const color = io.color.out && args.options.out === undefined;
      return observationsTextChunks(set, { width: io.width, color, all: args.options.all === true, notes });
    }
  }
}
