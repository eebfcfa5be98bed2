/** Each check of a domain controller's ports against Samba as one. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, type Target } from './kit.ts';
import { type Namespace, runs, until } from './namespace.ts';
import { domainController } from './samba.ts';

const HERE = runs('samba', 'samba-tool');
let server: Namespace;

beforeAll(async () => {
  if (!HERE) return;
  server = await domainController();
  const ready = async (target: Target) => {
    try {
      return (await ask({ ...target, address: server.address, timeout: 500 })).answer === 'right';
    } catch {
      return false;
    }
  };
  await until(() => ready({ service: 'smb', port: 445 }), 60_000).catch((error) => {
    throw new Error(`${error}\n${server.log()}`);
  });
  await until(() => ready({ service: 'ldap', port: 389 }), 20_000);
  await until(() => ready({ service: 'kerberos', port: 88 }), 20_000);
}, 90_000);

afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
});

const RANGE = { first: 49_152, last: 65_535 };
const ROLES = ['domain-controller'];

const CASES: readonly (readonly [service: string, port: number, Record<string, string | RegExp>])[] = [
  ['smb', 445, { 'SMB dialect': '3.1.1', 'SMB signing': 'required', 'SMB authentication': 'Kerberos, NTLM' }],
  ['netbios-session', 139, { 'SMB dialect': '3.1.1' }],
  ['rpc-endpoint-mapper', 135, { 'RPC interface': 'Netlogon' }],
  ['rpc-dynamic', 49_152, { 'RPC interface': 'Netlogon', 'RPC bind': 'accepted' }],
  ['ldap', 389, { defaultNamingContext: 'DC=corp,DC=lab', dnsHostName: 'dc1.corp.lab' }],
  ['global-catalog', 3268, { defaultNamingContext: 'DC=corp,DC=lab', 'global catalog ready': 'true' }],
  ['ldaps', 636, { dnsHostName: 'dc1.corp.lab', 'certificate name': 'matches', TLS: 'TLS 1.3' }],
  ['global-catalog-tls', 3269, { dnsHostName: 'dc1.corp.lab' }],
  ['ldap-udp', 389, { domain: 'corp.lab', dnsHostName: 'dc1.corp.lab', 'NetBIOS domain': 'CORP' }],
  ['kerberos', 88, { realm: 'CORP.LAB', 'Kerberos answer': '25 preauthentication required' }],
  ['kerberos-udp', 88, { realm: 'CORP.LAB' }],
  ['dns-udp', 53, { 'DNS answer': 'NOERROR', 'DNS records': '1' }],
  ['dns-tcp', 53, { 'DNS answer': 'NOERROR', 'DNS records': '1' }],
];

describe.skipIf(!HERE)('a domain controller of Samba', () => {
  it.each(CASES)('answers the check of %s on %i', async (service, port, facts) => {
    const target = { service, port, address: server.address, roles: ROLES, range: RANGE };
    const answer = await ask({ ...target, timeout: 5000 });
    expect(answer).toMatchObject({ answer: 'right', facts });
  });

  it('answers over IPv6', async () => {
    for (const [service, port] of CASES) {
      const target = { service, port, address: server.address6, roles: ROLES, range: RANGE };
      const answer = await ask({ ...target, timeout: 5000 });
      expect([service, answer.answer]).toEqual([service, 'right']);
    }
  });

  it('says that it doesn’t know of another realm', async () => {
    const target = { service: 'kerberos', port: 88, address: server.address, fqdns: ['dc1.other.lab'] };
    const answer = await ask({ ...target, timeout: 5000 });
    expect(answer).toMatchObject({ answer: 'right', facts: { 'Kerberos answer': '6 client unknown' } });
  });
});
