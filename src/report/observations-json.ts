import { OBSERVATIONS_FORMAT, type ObservationSet } from '../plan/observation.ts';

/** `portolan/observations/1` in pieces, an observation a line: `schema/observations.schema.json`. */
export function* observationsJsonChunks({ hierarchy, observations }: ObservationSet): Generator<string> {
  yield `{\n"format": "${OBSERVATIONS_FORMAT}",\n"hierarchy": ${JSON.stringify(hierarchy)},\n"observations": [`;
  let separator = '';
  for (const observation of observations) {
    yield `${separator}\n${JSON.stringify(observation)}`;
    separator = ',';
  }
  yield `${separator === '' ? '' : '\n'}]\n}\n`;
}
