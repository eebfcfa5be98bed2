/** The ping that finds a domain controller: [MS-ADTS] 6.3.3; its answer: 6.3.1.9. */
import { ByteReader, ByteWriter, concat, decoded, MalformedError, plainText } from '../shared/bytes.ts';
import { guid, guidBytes } from '../shared/values.ts';
import { and, equals, writeMessage, writeSearch } from './wire.ts';

/** NETLOGON_NT_VERSION_5 and _5EX: the answer has names of DNS. [MS-ADTS] 6.3.1.1. */
const VERSION = Uint8Array.of(6, 0, 0, 0);
const SAM_LOGON_RESPONSE_EX = 23;

/** @param domain - in DNS form; without it a domain controller answers for its own */
export function askNetlogon(id: number, domain: string | undefined): Uint8Array {
  const version = equals('NtVer', VERSION);
  const filter = domain === undefined ? and(version) : and(equals('DnsDomain', Buffer.from(domain)), version);
  return writeMessage(id, writeSearch(filter, ['Netlogon']));
}

export interface NetlogonAnswer {
  readonly flags: number;
  readonly domainGuid: string;
  readonly forest: string;
  readonly domain: string;
  readonly host: string;
  readonly netbiosDomain: string;
  readonly netbiosHost: string;
  readonly site: string;
}

export function writeNetlogon(answer: NetlogonAnswer): Uint8Array {
  const head = new ByteWriter().u16le(SAM_LOGON_RESPONSE_EX).u16le(0).u32le(answer.flags);
  head.bytes(guidBytes(answer.domainGuid));
  const { forest, domain, host, netbiosDomain, netbiosHost, site } = answer;
  const names = [forest, domain, host, netbiosDomain, netbiosHost, '', site, site].map(writeName);
  // What follows the names: version with _5EX, no LM and NT tokens.
  return concat(head.done(), ...names, new ByteWriter().u32le(5).u16le(0xffff).u16le(0xffff).done());
}

function writeName(name: string): Uint8Array {
  const writer = new ByteWriter();
  for (const label of name.split('.').filter((one) => one !== '')) {
    const bytes = Buffer.from(label).subarray(0, 63);
    writer.u8(bytes.length).bytes(bytes);
  }
  return writer.u8(0).done();
}

export function readNetlogon(bytes: Uint8Array): NetlogonAnswer | undefined {
  return decoded(() => {
    const reader = new ByteReader(bytes);
    if (reader.u16le() !== SAM_LOGON_RESPONSE_EX) throw new MalformedError('opcode');
    reader.skip(2);
    const flags = reader.u32le();
    const domainGuid = guid(reader.take(16));
    const [forest, domain, host, netbiosDomain, netbiosHost] = Array.from({ length: 5 }, () =>
      readName(reader),
    );
    readName(reader);
    const site = readName(reader);
    return {
      flags,
      domainGuid,
      forest: forest ?? '',
      domain: domain ?? '',
      host: host ?? '',
      netbiosDomain: netbiosDomain ?? '',
      netbiosHost: netbiosHost ?? '',
      site,
    };
  });
}

/** RFC 1035, 4.1.4: labels, perhaps with a pointer to earlier ones at the end. */
function readName(reader: ByteReader): string {
  const labels: string[] = [];
  let at = reader;
  for (let steps = 0; steps < 128; steps++) {
    const length = at.u8();
    if (length === 0) return plainText(labels.join('.'));
    if (length < 0x40) labels.push(Buffer.from(at.take(length)).toString('utf8'));
    else at = new ByteReader(reader.bytes, ((length & 0x3f) << 8) | at.u8());
  }
  throw new MalformedError('name without an end');
}
