import { ciscoAsa } from './cisco-asa/dialect.ts';
import { ciscoIos, ciscoNxos } from './cisco-ios/dialect.ts';
import type { Dialect } from './dialect.ts';
import { nftables } from './nftables/dialect.ts';
import { pac } from './pac/dialect.ts';
import { squid } from './squid/dialect.ts';
import { windowsFirewall } from './windows-firewall/dialect.ts';

/** Every language that rules can be printed in, by its id. A new dialect is added here and nowhere else. */
export const DIALECTS: ReadonlyMap<string, Dialect<unknown>> = new Map(
  [nftables, ciscoAsa, ciscoIos, ciscoNxos, windowsFirewall, squid, pac].map(
    (dialect): [string, Dialect<unknown>] => [dialect.id, dialect as Dialect<unknown>],
  ),
);
