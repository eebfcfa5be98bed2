/** Whatever a peer sends: decoders give a value or nothing, framings a length or a word; what was written is read. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addressBytes,
  DHCP,
  OPTION,
  readDhcp,
  typeOf,
  writeDhcp,
} from '../../../src/probe/protocols/dhcp/wire.ts';
import * as dhcpv6 from '../../../src/probe/protocols/dhcpv6/wire.ts';
import * as dns from '../../../src/probe/protocols/dns/wire.ts';
import { readEcho, writeEcho } from '../../../src/probe/protocols/icmp/protocol.ts';
import * as kerberos from '../../../src/probe/protocols/kerberos/wire.ts';
import { askNetlogon, readNetlogon, writeNetlogon } from '../../../src/probe/protocols/ldap/netlogon.ts';
import { askRootDse } from '../../../src/probe/protocols/ldap/root-dse.ts';
import * as ldap from '../../../src/probe/protocols/ldap/wire.ts';
import * as netbios from '../../../src/probe/protocols/netbios/wire.ts';
import * as ntp from '../../../src/probe/protocols/ntp/wire.ts';
import * as rdp from '../../../src/probe/protocols/rdp/wire.ts';
import * as eptMap from '../../../src/probe/protocols/rpc/ept-map.ts';
import { SERVICE_CONTROL } from '../../../src/probe/protocols/rpc/interfaces.ts';
import * as rpc from '../../../src/probe/protocols/rpc/wire.ts';
import * as rpcUdp from '../../../src/probe/protocols/rpc-udp/wire.ts';
import { elements } from '../../../src/probe/protocols/shared/ber.ts';
import { decoded } from '../../../src/probe/protocols/shared/bytes.ts';
import type { Framing } from '../../../src/probe/protocols/shared/conversation.ts';
import { describeBytes } from '../../../src/probe/protocols/shared/describe.ts';
import * as smb from '../../../src/probe/protocols/smb/wire.ts';
import * as snmp from '../../../src/probe/protocols/snmp/wire.ts';
import * as teredo from '../../../src/probe/protocols/teredo/wire.ts';
import { readTftp, writeTftp } from '../../../src/probe/protocols/tftp/wire.ts';
import { asksForCertificate } from '../../../src/probe/protocols/tls/certificate-request.ts';
import * as discovery from '../../../src/probe/protocols/ws-discovery/wire.ts';

const ID = Uint8Array.from({ length: 16 }, (_, index) => index);
const ACTIVITY = '00112233-4455-6677-8899-aabbccddeeff';
const HEADER = { command: 0, status: 0, response: true, messageId: 1n, treeId: 2, sessionId: 3n };
const LOGON = {
  flags: 5,
  domainGuid: ACTIVITY,
  forest: 'corp.lab',
  domain: 'corp.lab',
  host: 'dc1.corp.lab',
  netbiosDomain: 'CORP',
  netbiosHost: 'DC1',
  site: 'Site',
};
const SMB_ANSWER = {
  dialect: 0x311,
  signing: 'required',
  serverGuid: ID,
  capabilities: 7,
  time: 1n,
  security: Uint8Array.of(1, 2, 3),
  cipher: 2,
} as const;

/** Decoder, and a message of its format: mutations of it come further than noise. */
const DECODERS: readonly (readonly [
  name: string,
  read: (bytes: Uint8Array) => unknown,
  sample: Uint8Array,
])[] = [
  ['SMB header', smb.readHeader, smb.writeHeader(HEADER)],
  ['SMB request', (b) => smb.readNegotiateRequest(b), smb.writeNegotiateRequest(ID, ID).subarray(4)],
  [
    'SMB answer',
    (b) => smb.readNegotiateResponse(b),
    smb.writeNegotiateResponse(HEADER, SMB_ANSWER).subarray(4),
  ],
  ['RPC PDU', rpc.readPdu, rpc.writeBind(SERVICE_CONTROL, 1)],
  ['RPC bind', rpc.readBind, rpc.writeBind(SERVICE_CONTROL, 1).subarray(16)],
  [
    'RPC bind answer',
    (body) => rpc.readBindAnswer({ type: rpc.PDU.bindAck, call: 1, body }),
    rpc.writeBindAck([true, false], 135, 1).subarray(16),
  ],
  ['RPC request', rpc.readRequest, rpc.writeRequest(3, ID, 1).subarray(16)],
  ['tower', eptMap.readTower, eptMap.writeTower(SERVICE_CONTROL, 49_152, Uint8Array.of(10, 0, 0, 1))],
  ['ept_map question', eptMap.readMapRequest, eptMap.writeMapRequest(SERVICE_CONTROL)],
  [
    'ept_map answer',
    eptMap.readMapResponse,
    eptMap.writeMapResponse([eptMap.writeTower(SERVICE_CONTROL, 5, ID.subarray(0, 4))]),
  ],
  [
    'RPC over UDP',
    rpcUdp.readConnectionless,
    rpcUdp.writeConnectionless({ type: 1, activity: ACTIVITY, sequence: 0 }),
  ],
  ['LDAP message', ldap.readMessage, askRootDse(1)],
  ['LDAP search', (b) => ldap.readSearch(ldap.readMessage(b)?.content ?? b), askNetlogon(1, 'corp.lab')],
  [
    'LDAP entry',
    (b) => ldap.readEntry(ldap.readMessage(b)?.content ?? b),
    ldap.writeMessage(1, ldap.writeEntry({ a: [ID] })),
  ],
  [
    'LDAP result',
    (b) => ldap.readResult(ldap.readMessage(b)?.content ?? b),
    ldap.writeMessage(1, ldap.writeResult(0x65, 0)),
  ],
  ['Netlogon', readNetlogon, writeNetlogon(LOGON)],
  ['Kerberos question', kerberos.readAsRequest, kerberos.writeAsRequest('DC1$', 'CORP.LAB', 7, 0)],
  ['Kerberos answer', kerberos.readAnswer, kerberos.writeError(25, 'CORP.LAB', 0, ID)],
  ['DNS', dns.readMessage, dns.writeQuery(1, { name: '_ldap._tcp.corp.lab', type: 33 })],
  [
    'NTP',
    ntp.readPacket,
    ntp.writePacket(
      { leap: 0, version: 4, mode: 4, stratum: 1, reference: 'GPS', originate: 1n, transmit: 2n },
      3n,
    ),
  ],
  ['NetBIOS question', netbios.readQuery, netbios.writeStatusQuery(7)],
  ['NetBIOS names', (b) => netbios.readStatus(b, 7), netbiosStatus()],
  ['NetBIOS datagram', (b) => netbios.readDatagramAnswer(b, 7), datagramAnswer()],
  ['SNMP 2c', snmp.readSnmp, snmp.writeGet(1, 'public')],
  ['SNMP 3', snmp.readSnmp, snmp.writeReport(1, ID)],
  ['RDP request', rdp.readConnectionRequest, rdp.writeConnectionRequest(11)],
  ['RDP confirm', rdp.readConnectionConfirm, rdp.writeConnectionConfirm(2)],
  [
    'DHCP',
    readDhcp,
    writeDhcp({
      operation: 2,
      transaction: 1,
      hardware: ID,
      options: new Map([[OPTION.type, Uint8Array.of(5)]]),
    }),
  ],
  [
    'DHCPv6',
    dhcpv6.readMessage,
    dhcpv6.writeMessage({ type: 7, transaction: 1, options: new Map([[1, ID]]) }),
  ],
  ['DHCPv6 relay', dhcpv6.readRelayed, dhcpv6.writeRelayed({ type: 13, link: ID, peer: ID, inner: ID })],
  ['TFTP', readTftp, writeTftp({ kind: 'read', file: 'a', options: new Map([['blksize', '512']]) })],
  ['Teredo', teredo.readTeredo, teredo.writeAdvertisement(ID.subarray(0, 8), '10.0.0.1', 5)],
  ['WS-Discovery', discovery.readDiscovery, discovery.writeProbe(`urn:uuid:${ACTIVITY}`)],
  ['ICMP echo', readEcho, writeEcho(8, 1, ID)],
  [
    'TLS handshake',
    (bytes) => [asksForCertificate(bytes, ID), asksForCertificate(bytes, undefined)],
    Uint8Array.of(22, 3, 3, 0, 4, 2, 0, 0, 0),
  ],
  ['what answered', describeBytes, Buffer.from('HTTP/1.1 200 OK\r\nServer: x\r\n')],
  ['BER', (bytes) => decoded(() => elements(bytes)), askRootDse(1)],
];

function netbiosStatus(): Uint8Array {
  const query = netbios.readQuery(netbios.writeStatusQuery(7));
  if (query === undefined) throw new Error('own question');
  return netbios.writeStatus(query, [{ name: 'DC1', suffix: 0x20, group: false }]);
}

function datagramAnswer(): Uint8Array {
  return netbios.answerDatagramQuery(netbios.writeDatagramQuery(7, Uint8Array.of(10, 0, 0, 1), 138)) ?? ID;
}

const noise = fc.uint8Array({ maxLength: 600 });

/** The sample with some bytes changed, and its end cut or something behind it. */
function mutated(sample: Uint8Array): fc.Arbitrary<Uint8Array> {
  const change = fc.record({
    at: fc.nat(Math.max(0, sample.length - 1)),
    byte: fc.integer({ min: 0, max: 255 }),
  });
  return fc
    .record({
      changes: fc.array(change, { maxLength: 6 }),
      length: fc.nat(sample.length),
      more: fc.uint8Array({ maxLength: 20 }),
    })
    .map(({ changes, length, more }) => {
      const bytes = Uint8Array.from(sample);
      for (const { at, byte } of changes) bytes[at] = byte;
      return Uint8Array.from([...bytes.subarray(0, length), ...more]);
    });
}

describe('a decoder', () => {
  it.each(DECODERS)('of %s reads its own message', (_, read, sample) => {
    expect(read(sample)).toBeDefined();
  });

  it.each(DECODERS)('of %s never throws', (_, read, sample) => {
    fc.assert(
      fc.property(fc.oneof(noise, mutated(sample)), (bytes) => void read(bytes)),
      { numRuns: 1000 },
    );
  });
});

const FRAMINGS: readonly (readonly [name: string, framing: Framing, sample: Uint8Array])[] = [
  ['SMB', smb.smbFraming, smb.writeNegotiateRequest(ID, ID)],
  ['RPC', rpc.rpcFraming, rpc.writeBind(SERVICE_CONTROL, 1)],
  ['LDAP', ldap.ldapFraming, askRootDse(1)],
  [
    'Kerberos',
    kerberos.kerberosFraming,
    kerberos.withLength(kerberos.writeAsRequest('DC1$', 'CORP.LAB', 7, 0)),
  ],
  ['DNS', dns.dnsFraming, dns.withLength(dns.writeQuery(1, { name: 'corp.lab', type: 2 }))],
  ['RDP', rdp.rdpFraming, rdp.writeConnectionRequest(3)],
];

describe('a framing', () => {
  it.each(FRAMINGS)('of %s finds the same end, however much has come', (_, framing, sample) => {
    expect(framing(sample)).toBe(sample.length);
    for (let length = 1; length < sample.length; length++)
      expect(['more', sample.length]).toContain(framing(sample.subarray(0, length)));
    expect(framing(Uint8Array.from([...sample, 1, 2, 3]))).toBe(sample.length);
  });

  it.each(FRAMINGS)('of %s never throws, and gives a length above zero', (_, framing, sample) => {
    const bytes = fc.oneof(noise, mutated(sample)).filter(({ length }) => length > 0);
    fc.assert(
      fc.property(bytes, (some) => {
        const length = framing(some);
        expect(length === 'more' || length === 'other' || length > 0).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('what is written', () => {
  const label = fc.stringMatching(/^[a-z0-9-]{1,20}$/);
  const address = fc.ipV4();

  it('is read: a tower', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 65_535 }), address, (port, four) => {
        const tower = eptMap.writeTower(SERVICE_CONTROL, port, addressBytes(four));
        expect(eptMap.readTower(tower)).toEqual({ uuid: SERVICE_CONTROL.uuid, tcp: port });
      }),
    );
  });

  it('is read: a DNS name', () => {
    fc.assert(
      fc.property(
        fc.array(label, { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 1, max: 65_535 }),
        (labels, type) => {
          const question = { name: labels.join('.'), type };
          expect(dns.readMessage(dns.writeQuery(5, question))?.questions).toEqual([question]);
        },
      ),
    );
  });

  it('is read: a DHCP message', () => {
    fc.assert(
      fc.property(
        address,
        address,
        fc.uint8Array({ minLength: 6, maxLength: 6 }),
        (offered, next, hardware) => {
          const options = new Map([[OPTION.type, Uint8Array.of(DHCP.offer)]]);
          const read = readDhcp(
            writeDhcp({ operation: 2, transaction: 9, hardware, offered, next, options }),
          );
          expect(read).toMatchObject({ operation: 2, transaction: 9, offered, next, hardware });
          expect(read && typeOf(read)).toBe(DHCP.offer);
        },
      ),
    );
  });

  it('is read: an LDAP message, whatever its length', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70_000, size: 'max' }), fc.nat(0x7fffffff), (value, id) => {
        const bytes = ldap.writeMessage(id, ldap.writeEntry({ name: [value] }));
        expect(ldap.ldapFraming(bytes)).toBe(bytes.length);
        const message = ldap.readMessage(bytes);
        expect(message?.id).toBe(id);
        expect(message && ldap.readEntry(message.content)?.get('name')).toEqual([value]);
      }),
      { numRuns: 50 },
    );
  });

  it('is read: an NTP time', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2_000_000_000_000 }), (time) => {
        expect(ntp.fromStamp(ntp.toStamp(time))).toBeCloseTo(time, 2);
      }),
    );
  });
});
