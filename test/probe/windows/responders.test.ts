/** Each check against the responder of its own protocol. */
import { createSocket } from 'node:dgram';
import { describe, expect, it } from 'vitest';
import { writeTftp } from '../../../src/probe/protocols/tftp/wire.ts';
import { authority } from '../../probe-cm/certificate.ts';
import { ask, listenUdp, respond, type Target } from './kit.ts';

const certificate = authority().server;

const CASES: readonly (readonly [Target, says: RegExp])[] = [
  [{ service: 'smb' }, /^SMB 3\.1\.1, signing required$/],
  [{ service: 'netbios-session' }, /^SMB 3\.1\.1, signing required$/],
  [{ service: 'rpc-endpoint-mapper' }, /names port 49152 \(service control\)/],
  [{ service: 'ldap' }, /^LDAP server of DC=corp,DC=lab answers$/],
  [{ service: 'global-catalog' }, /^LDAP server of DC=corp,DC=lab answers$/],
  [
    { service: 'ldaps', certificate, fqdns: ['srv01.corp.example'] },
    /^LDAP server of DC=corp,DC=example answers, over TLS 1\.3/,
  ],
  [{ service: 'ldap-udp' }, /^Domain controller dc1\.corp\.lab of corp\.lab answers the ping$/],
  [{ service: 'kerberos' }, /^KDC of CORP\.LAB answers \(preauthentication required\)$/],
  [{ service: 'kerberos-udp' }, /^KDC of CORP\.LAB answers/],
  [{ service: 'dns-udp' }, /^DNS server answers: 1 record for _ldap\._tcp\.dc\._msdcs\.corp\.lab$/],
  [{ service: 'dns-tcp' }, /^DNS server answers: 1 record/],
  [{ service: 'ldaps-udp' }, /^Domain controller dc1/],
  [{ service: 'ntp' }, /^Time server answers, stratum 1, clocks differ by -?0\.0 s$/],
  [{ service: 'netbios-name' }, /^NetBIOS name service of DC1 answers$/],
  [{ service: 'netbios-datagram' }, /^NetBIOS datagram service answers \(not taken\)$/],
  [{ service: 'snmp' }, /^SNMP agent of dc1\.corp\.lab answers$/],
  [{ service: 'snmp', hints: { snmpCommunity: 'x' } }, /^SNMP agent of dc1\.corp\.lab answers$/],
  [{ service: 'remote-desktop' }, /^Remote Desktop answers, with network level authentication$/],
  [{ service: 'dhcp', roles: ['dhcp-server'] }, /^DHCP server answers with ACK$/],
  [{ service: 'dhcp', roles: ['distribution-point'] }, /^Boot server answers with OFFER, boot file smsboot/],
  [
    { service: 'pxe-binl', roles: ['distribution-point'] },
    /^Boot server answers with ACK, boot file smsboot/,
  ],
  [{ service: 'dhcp-client' }, /^DHCP client answers the offer$/],
  [{ service: 'dhcpv6', address: '::1' }, /^DHCPv6 server answers$/],
  [{ service: 'tftp' }, /^TFTP server sends smsboot\\x64\\wdsnbp\.com from port \d+$/],
  [{ service: 'tftp-reply' }, /^TFTP client answers$/],
  [{ service: 'rpc-endpoint-mapper-udp' }, /^RPC server answers over UDP$/],
  [{ service: 'teredo' }, /^Teredo answers$/],
  [{ service: 'winrm-http' }, /^WinRM of Portolan answers$/],
  [
    { service: 'winrm-https', certificate },
    /^TLS 1\.3, but the certificate isn’t for .*; WinRM of Portolan answers$/,
  ],
  [{ service: 'ws-discovery' }, /^WS-Discovery answers the probe$/],
];

describe('a check of Windows’ protocols', () => {
  it.each(CASES)('takes the responder of $service for right', async (target, says) => {
    await using server = await respond(target);
    const answer = await ask({ ...target, port: server.port });
    expect(answer.says).toMatch(says);
    expect(answer.answer).toBe('right');
  });
});

describe('the check of dynamic ports', () => {
  it('asks the mapper on 135, and binds to the port that it names', async () => {
    await using dynamic = await respond({ service: 'rpc-dynamic' });
    const hints = { rpcPort: `${dynamic.port}` };
    await using mapper = await respond({ service: 'rpc-endpoint-mapper', hints });
    const target = { service: 'rpc-dynamic', port: 1024, range: { first: 1024, last: 65_535 } };
    const answer = await ask(target, { 135: mapper.port });
    expect(answer).toMatchObject({
      answer: 'right',
      facts: { 'RPC port': `${dynamic.port}`, 'RPC bind': 'accepted' },
    });
  });

  it('connects to no port outside of the plan', async () => {
    await using mapper = await respond({ service: 'rpc-endpoint-mapper', hints: { rpcPort: '5500' } });
    const target = { service: 'rpc-dynamic', port: 49_152, range: { first: 49_152, last: 65_535 } };
    const answer = await ask(target, { 135: mapper.port });
    expect(answer).toMatchObject({ answer: 'unproven', facts: { 'RPC port': '5500' } });
    expect(answer.says).toContain('outside of the planned 49152-65535');
  });

  it('says that no port is known when the mapper can’t be reached', async () => {
    const closed = await respond({ service: 'rpc-endpoint-mapper' });
    await closed[Symbol.asyncDispose]();
    const target = { service: 'rpc-dynamic', port: 49_152, range: { first: 49_152, last: 65_535 } };
    expect(await ask(target, { 135: closed.port })).toMatchObject({ answer: 'unproven' });
  });
});

describe('the check of TFTP’s dynamic port', () => {
  it('sends to the port that the server answers from', async () => {
    await using server = await respond({ service: 'tftp' });
    const target = { service: 'tftp-data', port: 1024, range: { first: 1024, last: 65_535 } };
    const answer = await ask(target, { 69: server.port });
    expect(answer).toMatchObject({ answer: 'right', facts: { 'TFTP data port': expect.any(String) } });
  });

  it('takes no listener on the server’s port for one on the dynamic port', async () => {
    await using server = await listenUdp((_, reply) => reply(Buffer.from('PORTOLAN/1 dc1 0123456789abcdef')));
    const target = { service: 'tftp-data', port: 1024, range: { first: 1024, last: 65_535 } };
    expect(await ask(target, { 69: server.port })).toMatchObject({
      answer: 'silent',
      says: expect.stringMatching(/^No transfer to ask: Portolan’s listener/),
    });
  });

  it('says when the server’s port is outside of the plan', async () => {
    await using server = await respond({ service: 'tftp' });
    const target = { service: 'tftp-data', port: 9, range: { first: 9, last: 10 } };
    expect(await ask(target, { 69: server.port })).toMatchObject({ answer: 'unproven' });
  });

  it.each([
    [{ service: 'tftp' }, false],
    [{ service: 'tftp-data', port: 9, range: { first: 9, last: 10 } }, false],
    [{ service: 'tftp-data', port: 1024, range: { first: 1024, last: 65_535 } }, true],
  ])('sends to the port that a server begins from only where it is planned: %j', async (target, isSent) => {
    const came: string[] = [];
    const transfer = createSocket('udp4');
    // What was sent over loopback has come by the time that this has.
    const all = new Promise<void>((resolve) => {
      transfer.on('message', (bytes) => {
        if (bytes.toString() === 'last') resolve();
        else came.push(bytes.toString('hex'));
      });
    });
    await new Promise<void>((resolve) => transfer.bind(0, '127.0.0.1', resolve));
    const begun = writeTftp({ kind: 'options', options: new Map([['blksize', '512']]) });
    await using server = await listenUdp(({ address, port }) => transfer.send(begun, port, address));
    const to = target.service === 'tftp' ? { ...target, port: server.port } : target;
    await ask(to, { 69: server.port });
    transfer.send('last', transfer.address().port, '127.0.0.1');
    await all;
    transfer.close();
    expect(came.length > 0).toBe(isSent);
  });
});
