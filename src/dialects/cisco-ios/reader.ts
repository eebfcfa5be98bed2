import type { DialectReader } from '../reader.ts';
import type { Flavour, IosConfig } from './model.ts';
import { parse } from './parse.ts';
import { raise } from './raise.ts';
import { recogniseIos, recogniseNxos } from './recognise.ts';
import { write } from './write.ts';

const readerOf = (
  id: string,
  title: string,
  flavour: Flavour,
  recognises: DialectReader['recognises'],
): DialectReader<IosConfig> => ({
  id,
  title,
  recognises,
  parse: (text, file) => parse(text, file, flavour),
  raise,
  write,
});

/** Cisco IOS and IOS-XE: `show running-config` and `show access-lists`, whole or in part. */
export const ciscoIosReader: DialectReader<IosConfig> = readerOf(
  'cisco-ios',
  'Cisco IOS and IOS-XE',
  'ios',
  recogniseIos,
);

/** Cisco NX-OS: the same of a Nexus. */
export const ciscoNxosReader: DialectReader<IosConfig> = readerOf(
  'cisco-nxos',
  'Cisco NX-OS',
  'nxos',
  recogniseNxos,
);
