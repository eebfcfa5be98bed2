import { closeSync, openSync } from 'node:fs';
import path from 'node:path';
import type { Observation } from '../../plan/observation.ts';
import { addressFor, type Chosen, chooseTasks, type Nobody, type Wanted } from '../../probe/choose.ts';
import { type Journal, NoJournal, openJournal, readJournalFile } from '../../probe/journal.ts';
import { runProbes } from '../../probe/run.ts';
import { isFine } from '../../report/observations-order.ts';
import { counted } from '../../report/words.ts';
import type { Planned } from '../../workspace/plan-text.ts';
import { type Arguments, type Command, listOption, textOption } from '../command.ts';
import { EXIT, type ExitCode, systemCause, UsageError } from '../exit.ts';
import type { Io } from '../io.ts';
import { HIERARCHY_ARGUMENT, loadPlan } from '../load-hierarchy.ts';
import { dryRunText } from '../probing/dry-run.ts';
import { untilInterrupted } from '../probing/interrupt.ts';
import { PACE_OPTIONS, paceOf, SELECTION_OPTIONS, wantedOf } from '../probing/options.ts';
import { OBSERVATIONS_OPTIONS, printObservations } from '../probing/output.ts';
import { Progress } from '../probing/progress.ts';
import { readResults } from '../probing/read-files.ts';

export const probe: Command = {
  name: 'probe',
  about:
    'Asks from this machine what the plan says that it asks: each port in the protocol that it is for. Says what\n' +
    'answers, what refuses and where silence begins, and what to do next. Nothing besides the plan’s flows is asked.',
  positionals: [HIERARCHY_ARGUMENT],
  options: [
    ...SELECTION_OPTIONS,
    ...OBSERVATIONS_OPTIONS,
    ...PACE_OPTIONS,
    { name: 'journal', value: 'FILE', about: 'write down each verdict as it is found' },
    { name: 'resume', value: 'FILE', about: 'go on with this journal: what has a verdict isn’t asked again' },
    { name: 'connect-only', about: 'only whether ports open: no protocol is spoken' },
    { name: 'no-locate', about: 'send no further packets to find out who refuses, and where silence begins' },
    { name: 'listener', about: 'ask for Portolan’s listener on UDP also where the service answers' },
    {
      name: 'read',
      value: 'FILE',
      about: 'ask nothing: join results of probe, listen and the kit, one verdict for each question',
      repeats: true,
    },
    { name: 'dry-run', about: 'say what would be asked' },
  ],
  examples: [
    { command: 'portolan probe --dry-run', gives: 'what would be asked from here, without asking' },
    { command: 'portolan probe examples/contoso', gives: 'all that this machine needs all the time' },
    { command: 'portolan probe --to sql01 --phase always,install', gives: 'only what goes to sql01' },
    {
      command: 'portolan probe --from hq --to 10.20.3.7',
      gives: 'as a client of hq, also what goes to one of them',
    },
    {
      command: 'portolan probe --journal night.jsonl',
      gives: 'a record to go on with: --resume night.jsonl',
    },
  ],
  exits: {
    fine: 'all that was asked is open',
    findings: 'something isn’t, nothing proves that it is, or nothing fits what was typed',
  },

  async run(args, io) {
    const planned = await loadPlan(args.positionals[0], io, 'error');
    if (!planned) return EXIT.findings;
    const files = listOption(args, 'read');
    if (files.length > 0) return await read(files, planned, args, io);
    // What was typed is checked before anything is looked up on this machine.
    paceOf(args);
    const wanted = wantedOf(args, planned);
    const chosen = choose(planned, wanted);
    if (args.options['dry-run'] === true) {
      await io.out(dryRunText(chosen.tasks, notesOf(chosen), io.width));
      return EXIT.fine;
    }
    // Nothing is asked in vain.
    mustBeWritable(textOption(args, 'out'), textOption(args, 'resume') ?? textOption(args, 'journal'));
    return await ask(chosen, planned, wanted, args, io);
  },
};

async function read(files: readonly string[], planned: Planned, args: Arguments, io: Io): Promise<ExitCode> {
  const observations = await readResults(files, planned, io);
  if (!observations) return EXIT.findings;
  await printObservations({ hierarchy: planned.hierarchy.name, observations }, [], args, io);
  return isProven(observations) ? EXIT.fine : EXIT.findings;
}

/** Addresses that a message lists. */
const LISTED = 8;

/** The tasks that start here, and that have an address to ask. */
function choose(planned: Planned, wanted: Wanted): Chosen {
  const chosen = chooseTasks(planned, wanted);
  if (!('tasks' in chosen)) throw nobodyHere(chosen);
  return chosen;
}

function nobodyHere({ addresses: known, host }: Nobody): UsageError {
  if (host !== undefined)
    return new UsageError(
      `this machine is ${host}, and nothing that was asked for starts there`,
      '--from NAME says that it stands for another host or network; --phase names more than what is needed always',
    );
  const more = known.length > LISTED ? `, and ${known.length - LISTED} more` : '';
  const listed = known.length === 0 ? 'none' : `${known.slice(0, LISTED).join(', ')}${more}`;
  return new UsageError(
    `nothing of the plan starts on this machine: its ${known.length === 1 ? 'address is' : 'addresses are'} ${listed}`,
    '--from NAME says which host or network of the hierarchy it stands for',
  );
}

function notesOf({ left }: Chosen): string[] {
  return [...left].map(([why, count]) => `${counted(count, 'question')} not asked: ${why}`);
}

async function ask(
  chosen: Chosen,
  { hierarchy }: Planned,
  { addresses }: Wanted,
  args: Arguments,
  io: Io,
): Promise<ExitCode> {
  const { on, tasks } = chosen;
  const record = journalOf(args, hierarchy.name);
  const ids = new Set(tasks.map(({ id }) => id));
  const known = new Map(
    record.known.flatMap((o) => (o.task !== undefined && ids.has(o.task) ? [[o.task, o]] : [])),
  );
  const open = tasks.filter(({ id }) => !known.has(id));
  const found = new Map(known);
  const progress = new Progress(
    open.length,
    process.stderr.isTTY ? (text) => process.stderr.write(text) : undefined,
  );
  const interrupt = untilInterrupted();
  const hosts = new Map(hierarchy.hosts.map((host) => [host.name, host.addresses.map(({ text }) => text)]));
  try {
    await runProbes(open, {
      ...paceOf(args),
      on,
      signal: interrupt.signal,
      checks: args.options['connect-only'] !== true,
      locate: args.options['no-locate'] !== true,
      listener: args.options.listener === true,
      addressIn: (task) => addressFor(task, addresses),
      addressesOf: (host) => hosts.get(host) ?? [],
      found(observation, { id }) {
        found.set(id, observation);
        record.journal?.add(observation);
        progress.add(observation);
      },
    });
  } finally {
    progress.end();
    interrupt.end();
    record.journal?.close();
  }
  const observations = tasks.flatMap(({ id }) => found.get(id) ?? []);
  const rest = tasks.length - observations.length;
  const stopped = rest > 0 ? [`Stopped: ${counted(rest, 'question')} not asked.`] : [];
  await printObservations(
    { hierarchy: hierarchy.name, observations },
    [...notesOf(chosen), ...stopped],
    args,
    io,
  );
  return isProven(observations) && rest === 0 ? EXIT.fine : EXIT.findings;
}

/** Where nothing was asked, nothing is proven. */
function isProven(observations: readonly Observation[]): boolean {
  return observations.length > 0 && isFine(observations);
}

function mustBeWritable(file: string | undefined, journal: string | undefined): void {
  if (file === undefined) return;
  if (journal !== undefined && path.resolve(file) === path.resolve(journal))
    throw new UsageError(`${file} can’t be both the journal and the output`);
  try {
    closeSync(openSync(file, 'a'));
  } catch (error) {
    throw new UsageError(`can't write ${file}: ${systemCause(error)}`);
  }
}

interface Record {
  readonly journal?: Journal;
  readonly known: readonly Observation[];
}

function journalOf(args: Arguments, hierarchy: string): Record {
  const resume = textOption(args, 'resume');
  const fresh = textOption(args, 'journal');
  if (resume !== undefined && fresh !== undefined)
    throw new UsageError('--resume goes on with the journal that it names: --journal is one too many');
  const file = resume ?? fresh;
  if (file === undefined) return { known: [] };
  const known = resume === undefined ? [] : knownIn(resume, hierarchy);
  try {
    return { journal: openJournal(file, hierarchy, resume === undefined), known };
  } catch (error) {
    const why = error instanceof NoJournal ? error.message : systemCause(error);
    throw new UsageError(`can't write the journal ${file}: ${why}`);
  }
}

function knownIn(file: string, hierarchy: string): readonly Observation[] {
  const reading = journalFrom(file, hierarchy);
  if ('message' in reading) throw new UsageError(`can't go on with ${file}: ${reading.message}`);
  if (reading.set.hierarchy !== hierarchy)
    throw new UsageError(`${file} is the journal of another hierarchy: ${reading.set.hierarchy}`);
  // What was interrupted before the second look is asked once more.
  return reading.set.observations.filter(({ facts }) => facts.interrupted === undefined);
}

function journalFrom(file: string, hierarchy: string): ReturnType<typeof readJournalFile> {
  try {
    return readJournalFile(file, hierarchy);
  } catch (error) {
    throw new UsageError(`can't read the journal ${file}: ${systemCause(error)}`);
  }
}
