import type { DialectReader } from '../reader.ts';
import { parseSwan, type ReadSwan } from './parse.ts';
import { raiseSwan } from './raise.ts';
import { recogniseSwan } from './recognise.ts';

/** swanctl.conf, whole or in part. */
export const strongswanReader: DialectReader<ReadSwan> = {
  id: 'strongswan',
  title: 'strongSwan (swanctl.conf)',
  recognises: recogniseSwan,
  parse: parseSwan,
  raise: (config) => raiseSwan(config),
  // What is missing there is a connection with its certificates, not a rule.
  write: () => undefined,
};
