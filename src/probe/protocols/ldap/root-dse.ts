/** The root DSE: what a directory server says of itself to anybody. RFC 4512, 5.1 and [MS-ADTS] 3.1.1.3.2. */
import type { LooseFacts } from '../shared/answers.ts';
import { printable } from '../shared/bytes.ts';
import { ANYTHING, writeMessage, writeSearch } from './wire.ts';

const ATTRIBUTES = [
  'defaultNamingContext',
  'dnsHostName',
  'ldapServiceName',
  'isGlobalCatalogReady',
  'domainControllerFunctionality',
  'supportedLDAPVersion',
  'namingContexts',
];

export function askRootDse(id: number): Uint8Array {
  return writeMessage(id, writeSearch(ANYTHING, ATTRIBUTES));
}

/** [MS-ADTS] 3.1.1.3.2.25: functional levels. */
const LEVELS: Readonly<Record<string, string>> = {
  0: 'Windows 2000',
  2: 'Windows Server 2003',
  3: 'Windows Server 2008',
  4: 'Windows Server 2008 R2',
  5: 'Windows Server 2012',
  6: 'Windows Server 2012 R2',
  7: 'Windows Server 2016',
  10: 'Windows Server 2025',
};

export function rootFacts(entry: ReadonlyMap<string, readonly Uint8Array[]>): LooseFacts {
  const first = (name: string) => {
    const value = entry.get(name)?.[0];
    return value && printable(value);
  };
  const level = first('domaincontrollerfunctionality');
  return {
    defaultNamingContext: first('defaultnamingcontext') ?? first('namingcontexts'),
    dnsHostName: first('dnshostname'),
    ldapServiceName: first('ldapservicename'),
    'global catalog ready': first('isglobalcatalogready')?.toLowerCase(),
    'functional level': level && (LEVELS[level] ?? level),
  };
}
