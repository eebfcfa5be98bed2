import type { Observation, ObservationSet } from '../plan/observation.ts';
import { csvCell } from './csv.ts';

const COLUMNS: readonly (readonly [string, (o: Observation) => string | number | undefined])[] = [
  ['time', ({ time }) => time],
  ['kind', ({ kind }) => kind],
  ['seen on', ({ on }) => on],
  ['source name', ({ from }) => from.name],
  ['source address', ({ from }) => from.address],
  ['source port', ({ from }) => from.port],
  ['destination name', ({ to }) => to.name],
  ['destination address', ({ to }) => to.address],
  ['destination port', ({ to }) => to.port],
  ['protocol', ({ transport }) => transport],
  ['service', ({ service }) => service],
  ['verdict', ({ verdict }) => verdict],
  ['evidence', ({ evidence }) => evidence],
  ['next', ({ next }) => next],
  ['hop', ({ hop }) => hop?.address],
  ['hops away', ({ hop }) => hop?.distance],
  ['hop filter', ({ hop }) => hop?.filter],
  ['milliseconds', ({ milliseconds }) => milliseconds],
  ['conversation', ({ conversation }) => conversation],
  ['flow', ({ flow }) => flow],
  ['task', ({ task }) => task],
  ['token', ({ token }) => token],
];

/** One row an observation, RFC 4180; no cell is a formula of a spreadsheet. */
export function* observationsCsvChunks({ observations }: ObservationSet): Generator<string> {
  yield `${COLUMNS.map(([name]) => name).join(',')}\r\n`;
  for (const observation of observations) {
    yield `${COLUMNS.map(([, cell]) => csvCell(String(cell(observation) ?? ''))).join(',')}\r\n`;
  }
}
