import { checkpoint } from './checkpoint/dialect.ts';
import type { Dialect } from './dialect.ts';
import { fortios } from './fortios/dialect.ts';
import { nftables } from './nftables/dialect.ts';
import { pac } from './pac/dialect.ts';
import { squid } from './squid/dialect.ts';
import { strongswan } from './strongswan/dialect.ts';
import { windowsFirewall } from './windows-firewall/dialect.ts';

/** Every language that rules can be printed in, by its id. A new dialect is added here and nowhere else. */
export const DIALECTS: ReadonlyMap<string, Dialect<unknown>> = new Map(
  [nftables, windowsFirewall, squid, pac, strongswan, fortios, checkpoint].map(
    (dialect): [string, Dialect<unknown>] => [dialect.id, dialect as Dialect<unknown>],
  ),
);
