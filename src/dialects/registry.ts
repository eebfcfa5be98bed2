import type { Dialect } from './dialect.ts';
import { junosSrx, junosSrxCurly } from './junos-srx/dialect.ts';
import { nftables } from './nftables/dialect.ts';
import { pac } from './pac/dialect.ts';
import { opnsense, pfsense } from './pfsense/dialect.ts';
import { squid } from './squid/dialect.ts';
import { strongswan } from './strongswan/dialect.ts';
import { windowsFirewall } from './windows-firewall/dialect.ts';

/** Every language that rules can be printed in, by its id. A new dialect is added here and nowhere else. */
export const DIALECTS: ReadonlyMap<string, Dialect<unknown>> = new Map(
  [nftables, windowsFirewall, junosSrx, junosSrxCurly, pfsense, opnsense, squid, pac, strongswan].map(
    (dialect): [string, Dialect<unknown>] => [dialect.id, dialect as Dialect<unknown>],
  ),
);
