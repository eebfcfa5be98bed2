import type { DialectReader } from '../reader.ts';
import { parseSquid } from './parse.ts';
import { raiseSquid } from './raise.ts';
import type { ReadSquid } from './read-model.ts';
import { recogniseSquid } from './recognise.ts';

/** squid.conf, whole or in part. */
export const squidReader: DialectReader<ReadSquid> = {
  id: 'squid',
  title: 'Squid (web proxy)',
  recognises: recogniseSquid,
  parse: parseSquid,
  raise: (config) => raiseSquid(config),
  // What is missing at a proxy is a name, which no packet tells.
  write: () => undefined,
};
