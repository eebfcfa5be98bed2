import { visible } from '../../diagnostics/visible.ts';
import type { Hierarchy } from '../../hierarchy/model.ts';
import type { Observation } from '../../plan/observation.ts';
import { endWith } from '../../probe/choose.ts';
import { hereOf } from '../../probe/here.ts';
import { type Journal, NoJournal, openJournal } from '../../probe/journal.ts';
import { type Listening, listen as openPorts, type Unopened } from '../../probe/listen.ts';
import { type ListenPort, listenPortsOf } from '../../probe/listen-ports.ts';
import { ownAddresses } from '../../probe/own-addresses.ts';
import { probesOf } from '../../probe/tasks.ts';
import { wrap } from '../../report/display-width.ts';
import { counted } from '../../report/words.ts';
import { type Command, textOption } from '../command.ts';
import { EXIT, systemCause, UsageError } from '../exit.ts';
import type { Io } from '../io.ts';
import { HIERARCHY_ARGUMENT, loadPlan } from '../load-hierarchy.ts';
import { knownHost, knownPhases } from '../names.ts';
import { untilInterrupted } from '../probing/interrupt.ts';

const OUT = 'portolan-listen.jsonl';

export const listen: Command = {
  name: 'listen',
  about:
    'Opens the ports that the plan says a host has to have open, before the roles are installed, so that the firewalls\n' +
    'can be accepted before the servers are. It answers with a line that says what it is, and writes down who came.\n' +
    'Ctrl-C ends it. portolan probe --read joins its record with that of a probe.',
  positionals: [HIERARCHY_ARGUMENT],
  options: [
    {
      name: 'as',
      value: 'HOST',
      about: 'the host that this machine is; found from its addresses if left out',
    },
    { name: 'phase', value: 'PHASE,…', about: 'ports of these phases; all of them if left out' },
    {
      name: 'out',
      value: 'FILE',
      about: `where to write down who came, after what it holds; ${OUT} if left out`,
    },
    { name: 'for', value: 'SECONDS', about: 'end by itself after this time' },
    { name: 'dry-run', about: 'say which ports would be opened' },
  ],
  examples: [
    { command: 'portolan listen --as mp01', gives: 'everything that mp01 will have open' },
    { command: 'portolan listen --as mp01 --for 600 --out mp01.jsonl', gives: 'for ten minutes' },
    { command: 'portolan probe --read site.jsonl --read mp01.jsonl', gives: 'what both ends saw, as one' },
  ],
  exits: {
    fine: 'every port was opened',
    findings: 'a port could not be opened; the message says which and why',
  },

  async run(args, io) {
    const planned = await loadPlan(args.positionals[0], io, 'error');
    if (!planned) return EXIT.findings;
    const { plan, hierarchy } = planned;
    const host = hostOf(textOption(args, 'as'), hierarchy);
    const phases = textOption(args, 'phase');
    const tasks = probesOf(plan, hierarchy, {
      to: [host],
      ...(phases !== undefined && { phases: knownPhases(phases) }),
    });
    const ports = listenPortsOf(tasks);
    if (args.options['dry-run'] === true) {
      await io.out(
        `${ports.map(portText).join('\n')}\n${counted(ports.length, 'port')} would be opened on ${visible(host)}.\n`,
      );
      return EXIT.fine;
    }
    const seconds = secondsOf(textOption(args, 'for'));
    const listening = await run(host, ports, hierarchy, textOption(args, 'out') ?? OUT, seconds, io);
    return listening.unopened.length > 0 ? EXIT.findings : EXIT.fine;
  },
};

function hostOf(as: string | undefined, hierarchy: Hierarchy): string {
  if (as !== undefined) return knownHost(as, hierarchy);
  const { host } = hereOf(hierarchy, ownAddresses());
  if (host !== undefined) return host;
  throw new UsageError('this machine is no host of the hierarchy', '--as HOST says which one it stands for');
}

/** The longest that a timer of Node's can wait, in whole seconds: 24 days. */
const LONGEST = Math.floor((2 ** 31 - 1) / 1000);

function secondsOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const seconds = /^[1-9]\d{0,6}$/.test(text) ? Number(text) : Number.NaN;
  if (!(seconds <= LONGEST))
    throw new UsageError(`--for is a number of seconds from 1 to ${LONGEST}, not "${text}"`);
  return seconds;
}

async function run(
  host: string,
  ports: readonly ListenPort[],
  hierarchy: Hierarchy,
  file: string,
  seconds: number | undefined,
  io: Io,
): Promise<Listening> {
  const journal = journalIn(file, hierarchy);
  const interrupt = untilInterrupted();
  const unwritten = new AbortController();
  let failure: unknown;
  const came = new Map<string, number>();
  const listening = await openPorts({
    host,
    ports,
    addresses: addressesOf(host, hierarchy),
    nameOf: (address) => endWith(address.replace(/%.*$/, ''), hierarchy),
    found(observation) {
      if (unwritten.signal.aborted) return;
      try {
        journal.add(observation);
      } catch (error) {
        failure = error;
        unwritten.abort();
      }
      if (observation.facts.state === 'came') count(came, observation);
    },
  });
  await io.err(startText(host, listening, seconds, io.width));
  // Where nothing is open, nobody can come.
  if (listening.opened.length > 0) await ended([interrupt.signal, unwritten.signal], seconds);
  interrupt.end();
  listening.close();
  journal.close();
  if (failure !== undefined) throw new UsageError(`can't write ${file}: ${systemCause(failure)}`);
  await io.out(endText(host, came, file));
  return listening;
}

function journalIn(file: string, hierarchy: Hierarchy): Journal {
  try {
    return openJournal(file, hierarchy.name, false);
  } catch (error) {
    const why = error instanceof NoJournal ? error.message : systemCause(error);
    throw new UsageError(`can't write ${file}: ${why}`);
  }
}

/** Waits until a signal says so, or has said so already, or the time is over. */
async function ended(signals: AbortSignal[], seconds: number | undefined): Promise<void> {
  const any = AbortSignal.any(signals);
  await new Promise<void>((resolve) => {
    const timer = seconds === undefined ? undefined : setTimeout(resolve, seconds * 1000);
    const stop = (): void => resolve(clearTimeout(timer));
    if (any.aborted) stop();
    else any.addEventListener('abort', stop);
  });
}

function addressesOf(host: string, { hosts }: Hierarchy): string[] {
  const own = new Set(ownAddresses());
  const addresses = hosts.find(({ name }) => name === host)?.addresses ?? [];
  return addresses.map(({ text }) => text).filter((text) => own.has(text));
}

function count(came: Map<string, number>, { from, to, transport }: Observation): void {
  const key = `${from.name ?? from.address ?? '?'} → ${transport}/${to.port}`;
  came.set(key, (came.get(key) ?? 0) + 1);
}

function portText({ transport, port, family, services }: ListenPort): string {
  return `${transport}/${port} IPv${family} ${services.join(', ')}`;
}

function startText(
  host: string,
  { opened, unopened }: Listening,
  seconds: number | undefined,
  width: number,
): string {
  const groups: readonly (readonly [Unopened['why'], string])[] = [
    ['taken', 'A program has these already, so their services seem to be there:'],
    ['no right', 'The right to open these is missing (ports below 1024 need root or CAP_NET_BIND_SERVICE):'],
    ['failed', 'These can’t be opened:'],
  ];
  const lines = groups.flatMap(([why, title]) => {
    const ports = unopened.filter((one) => one.why === why);
    if (ports.length === 0) return [];
    const text = ports
      .map(({ port, code }) => `${portText(port)}${why === 'failed' ? ` (${code})` : ''}`)
      .join('; ');
    return [title, ...wrap(text, width - 2).map((line) => `  ${line}`)];
  });
  const until = seconds === undefined ? 'Ctrl-C ends it' : `for ${counted(seconds, 'second')}`;
  return `${[...lines, `${counted(opened.length, 'port')} of ${visible(host)} open; ${until}.`].join('\n')}\n`;
}

function endText(host: string, came: ReadonlyMap<string, number>, file: string): string {
  const lines = [...came].map(([key, times]) => `${visible(key)}: ${counted(times, 'time')}`);
  const who = lines.length === 0 ? [`Nobody came to ${visible(host)}.`] : lines;
  return `${[...who, `Written to ${visible(file)}.`].join('\n')}\n`;
}
