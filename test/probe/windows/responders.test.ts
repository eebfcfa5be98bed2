/** Each check against the responder of its own protocol. */
import { describe, expect, it } from 'vitest';
import { authority } from '../../probe-cm/certificate.ts';
import { ask, respond, type Target } from './kit.ts';

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
