/** Observations of earlier runs, of other hosts, of the kit and of labs: documents, or journals with one observation a line. */
import type { Code } from '../diagnostics/codes.ts';
import { FormReader, Malformed } from '../plan/form-reader.ts';
import {
  LAB_REPORT_FORMAT,
  OBSERVATIONS_FORMAT,
  type Observation,
  type ObservationSet,
  type ObservedEnd,
  type ObservedHop,
  VERDICTS,
} from '../plan/observation.ts';

export type ObservationReading =
  | { readonly set: ObservationSet; readonly cut?: true; readonly isLab?: true }
  | { readonly code: Code; readonly message: string };

/** Never throws. `isLab`: they are a lab's, and say nothing of the real network. `cut`: the last line of a journal was not complete, as after a crash, and is left out. */
export function readObservations(text: string): ObservationReading {
  const plain = text.replace(/^\ufeff/, '');
  try {
    const whole = parse(plain);
    if (whole === undefined) return readJournal(plain);
    const document = new FormReader(whole, '');
    const isLab = checkFormat(document) === LAB_REPORT_FORMAT;
    const hierarchy = document.key('hierarchy').text();
    const observations = document.optional('observations')?.list(readOne) ?? [];
    return { set: { hierarchy, observations }, ...(isLab && { isLab }) };
  } catch (error) {
    if (error instanceof NoObservations) return { code: 'PT9701', message: error.message };
    if (error instanceof Malformed) return { code: 'PT9702', message: error.message };
    throw error;
  }
}

class NoObservations extends Error {}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function checkFormat(document: FormReader): string {
  let format: string | undefined;
  try {
    format = document.optional('format')?.text();
  } catch {
    // Told below.
  }
  if (format !== OBSERVATIONS_FORMAT && format !== LAB_REPORT_FORMAT)
    throw new NoObservations(`it is no document of the form ${OBSERVATIONS_FORMAT}`);
  return format;
}

function readJournal(text: string): ObservationReading {
  const lines = text.split('\n');
  const [first = '', ...rest] = lines;
  const head = parse(first);
  if (head === undefined) throw new NoObservations('it is no JSON');
  const document = new FormReader(head, '');
  checkFormat(document);
  const hierarchy = document.key('hierarchy').text();
  const observations: Observation[] = [];
  let cut = false;
  for (const [i, line] of rest.entries()) {
    if (line.trim() === '') continue;
    const value = parse(line);
    const isLast = i === rest.length - 1;
    // Each line is written at once and ends in a line break: only the last can be half of one.
    if (value === undefined && isLast) cut = true;
    else if (value === undefined) throw new Malformed(`line ${i + 2} is no JSON`);
    else observations.push(readOne(new FormReader(value, `line ${i + 2}`)));
  }
  return { set: { hierarchy, observations }, ...(cut && { cut }) };
}

function readOne(reader: FormReader): Observation {
  const text = (name: string): string | undefined => reader.optional(name)?.text();
  const [task, flow, conversation] = ['task', 'flow', 'conversation'].map(text);
  const [service, next, token] = ['service', 'next', 'token'].map(text);
  const hop = reader.optional('hop');
  const milliseconds = reader.optional('milliseconds')?.number(0, 86_400_000);
  return {
    time: timeOf(reader.key('time')),
    kind: reader.key('kind').oneOf(['probe', 'listen']),
    on: reader.key('on').text(),
    ...(task !== undefined && { task }),
    ...(flow !== undefined && { flow }),
    ...(conversation !== undefined && { conversation }),
    ...(service !== undefined && { service }),
    transport: reader.key('transport').oneOf(['tcp', 'udp', 'icmp']),
    from: readEnd(reader.key('from')),
    to: readEnd(reader.key('to')),
    verdict: reader.key('verdict').oneOf(VERDICTS),
    evidence: reader.key('evidence').text(),
    ...(next !== undefined && { next }),
    facts: reader.optional('facts')?.texts() ?? {},
    ...(hop && { hop: readHop(hop) }),
    ...(milliseconds !== undefined && { milliseconds }),
    ...(token !== undefined && { token }),
  };
}

function timeOf(reader: FormReader): string {
  const text = reader.text();
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,7})?Z$/.test(text) || Number.isNaN(Date.parse(text)))
    throw reader.malformed('is no time in UTC');
  return text;
}

function readEnd(reader: FormReader): ObservedEnd {
  const name = reader.optional('name')?.text();
  const address = reader.optional('address')?.text();
  const port = reader.optional('port')?.whole(0, 65_535);
  return {
    ...(name !== undefined && { name }),
    ...(address !== undefined && { address }),
    ...(port !== undefined && { port }),
  };
}

function readHop(reader: FormReader): ObservedHop {
  const distance = reader.optional('distance')?.whole(0, 255);
  const address = reader.optional('address')?.text();
  const filter = reader.optional('filter')?.text();
  return {
    ...(distance !== undefined && { distance }),
    ...(address !== undefined && { address }),
    ...(filter !== undefined && { filter }),
  };
}
