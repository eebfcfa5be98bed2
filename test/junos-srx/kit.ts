/** Small questions to a text of an SRX. */
import type { SrxConfig } from '../../src/dialects/junos-srx/model.ts';
import { junosSrxReader } from '../../src/dialects/junos-srx/reader.ts';
import { type Behind, networks, type Reading, readGiven } from '../dialects/reader-kit.ts';

export type SrxReading = Reading<SrxConfig>;

/** Two zones that hold all addresses between them. */
export const TWO: Behind = {
  clients: networks('10.1.0.0/16', '2001:db8:1::/48'),
  servers: networks('10.0.0.0/16', '2001:db8:2::/48'),
};

/** Reads a text as the command line would. */
export const readSrx = (text: string, interfaces: Behind = TWO): SrxReading =>
  readGiven(junosSrxReader, text, interfaces, 'srx.conf');

export const HTTP = 'tcp 10.1.0.7 > 10.0.0.5:80';
export const SSH = 'tcp 10.1.0.7 > 10.0.0.5:22';

/** Where the policies from clients to servers stand. */
export const PAIR = 'security policies from-zone clients to-zone servers';

/** One policy from clients to servers in set form; each argument is what stands behind the policy's name. */
export function policy(name: string, ...lines: readonly string[]): string {
  return lines.map((line) => `set ${PAIR} policy ${name} ${line}\n`).join('');
}

/** A policy with the usual parts; an empty part is `any`. */
export function permit(
  name: string,
  application: string = 'any',
  source: string = 'any',
  destination: string = 'any',
): string {
  return policy(
    name,
    `match source-address ${source}`,
    `match destination-address ${destination}`,
    `match application ${application}`,
    'then permit',
  );
}

/** A policy that denies everything. */
export const DENY: string = policy(
  'no',
  'match source-address any destination-address any application any',
  'then deny',
);
