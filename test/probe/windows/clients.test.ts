/** The responders against real clients. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { authority } from '../../probe-cm/certificate.ts';
import { type Output, run } from '../../probe-cm/kit.ts';
import { respond } from './kit.ts';
import { namespace, runs } from './namespace.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'portolan-clients-'));
afterAll(() => rmSync(folder, { recursive: true }));

const HERE = '127.0.0.1';
const ALL = runs(
  'smbclient',
  'python3',
  'ldapsearch',
  'kinit',
  'dig',
  'chronyd',
  'nmblookup',
  'snmpget',
  'tftp',
  'nmap',
  'dhclient',
);

/** Only Debian's Python has impacket. */
function python(script: string): Promise<Output> {
  return run('env', ['-i', 'PATH=/usr/bin', '/usr/bin/python3', '-c', script]);
}

describe.skipIf(!ALL)('a responder', () => {
  it.each(['NT1', 'SMB2_02', 'SMB2_10', 'SMB3_00', 'SMB3_11'])(
    'negotiates with smbclient up to %s',
    async (most) => {
      await using server = await respond({ service: 'smb' });
      const options = [`--option=client max protocol=${most === 'NT1' ? 'SMB3' : most}`];
      if (most === 'NT1') options.push('--option=client min protocol=NT1');
      const { text, errors } = await run('smbclient', [
        '-p',
        `${server.port}`,
        '-L',
        HERE,
        '-U',
        'a%b',
        '-d',
        '5',
        ...options,
      ]);
      expect(text + errors).toMatch(/negotiated dialect\[SMB/);
      expect(text + errors).toMatch(/NT_STATUS_ACCESS_DENIED/);
    },
  );

  it('names a port to impacket, and accepts its bind there', async () => {
    await using dynamic = await respond({ service: 'rpc-dynamic' });
    await using mapper = await respond({
      service: 'rpc-endpoint-mapper',
      hints: { rpcPort: `${dynamic.port}` },
    });
    const { text, errors } = await python(`
from impacket.dcerpc.v5 import epm, scmr, samr, transport
from impacket.uuid import uuidtup_to_bin
def connect(port):
    dce = transport.DCERPCTransportFactory('ncacn_ip_tcp:${HERE}[%d]' % port).get_dce_rpc()
    dce.connect()
    return dce
dce = connect(${mapper.port})
dce.bind(epm.MSRPC_UUID_PORTMAP)
for uuid in (scmr.MSRPC_UUID_SCMR, samr.MSRPC_UUID_SAMR):
    print(epm.hept_map('${HERE}', uuid, protocol='ncacn_ip_tcp', dce=dce))
service = connect(${dynamic.port})
service.bind(scmr.MSRPC_UUID_SCMR)
print('bound')
try:
    scmr.hROpenSCManagerW(service)
except Exception as error:
    print(error)
try:
    epm.hept_map('${HERE}', uuidtup_to_bin(('00000000-1111-2222-3333-444444444444', '1.0')), protocol='ncacn_ip_tcp', dce=dce)
except Exception as error:
    print(error)
`);
    const named = `ncacn_ip_tcp:${HERE}[${dynamic.port}]`;
    expect(`${text}${errors}`).toMatch(/rpc_s_access_denied/);
    expect(text.split('\n').slice(0, 3)).toEqual([named, named, 'bound']);
    expect(text).toMatch(/0x16c9a0d6|not.*registered/i);
  });

  it.each(['ldap', 'ldaps'] as const)('shows its root DSE to ldapsearch over %s', async (service) => {
    await using server = await respond({ service, certificate: authority().server });
    const url = `${service}://${HERE}:${server.port}`;
    const args = ['-x', '-LLL', '-H', url, '-s', 'base', '-b', '', 'defaultNamingContext', 'dnsHostName'];
    const { code, text, errors } = await run('ldapsearch', args, { env: { LDAPTLS_REQCERT: 'never' } });
    expect(errors).toBe('');
    expect(text.trim().split('\n')).toEqual([
      'dn:',
      'defaultNamingContext: DC=corp,DC=lab',
      'dnsHostName: dc1.corp.lab',
    ]);
    expect(code).toBe(0);
  });

  it('refuses everything else to ldapsearch', async () => {
    await using server = await respond({ service: 'ldap' });
    const args = ['-x', '-H', `ldap://${HERE}:${server.port}`, '-b', 'DC=corp,DC=lab', '(cn=*)'];
    expect((await run('ldapsearch', args)).code).toBe(32);
  });

  it('makes kinit prove who it is', async () => {
    await using server = await respond({ service: 'kerberos' });
    const config = path.join(folder, 'krb5.conf');
    const trace = path.join(folder, 'trace');
    const kdc = `${HERE}:${server.port}`;
    writeFileSync(
      config,
      `[libdefaults]\ndefault_realm = CORP.LAB\nudp_preference_limit = 1\n[realms]\nCORP.LAB = {\nkdc = ${kdc}\n}\n`,
    );
    await run('kinit', ['somebody@CORP.LAB'], {
      input: 'secret\n',
      env: { KRB5_CONFIG: config, KRB5_TRACE: trace, KRB5CCNAME: path.join(folder, 'cache') },
    });
    expect(readFileSync(trace, 'utf8')).toMatch(/Additional pre-authentication required/);
    expect(readFileSync(trace, 'utf8')).toMatch(/Selected etype info: etype aes256-cts, salt "CORP\.LAB"/);
  });

  it.each([
    ['dns-udp', '+notcp'],
    ['dns-tcp', '+tcp'],
  ])('answers dig on %s', async (service, way) => {
    await using server = await respond({ service });
    const dig = (name: string, type: string) =>
      run('dig', [`@${HERE}`, '-p', `${server.port}`, way, '+short', '+tries=1', name, type]);
    expect((await dig('_ldap._tcp.dc._msdcs.corp.lab', 'SRV')).text.trim()).toBe('0 100 389 dc1.corp.lab.');
    expect((await dig('dc1.corp.lab', 'A')).text.trim()).toBe(HERE);
    const missing = await run('dig', [`@${HERE}`, '-p', `${server.port}`, way, 'nobody.corp.lab', 'A']);
    expect(missing.text).toMatch(/status: NXDOMAIN/);
  });

  it('tells chrony the time', async () => {
    await using server = await respond({ service: 'ntp' });
    const source = `server ${HERE} port ${server.port} iburst maxsamples 1`;
    const { code, text, errors } = await run('chronyd', ['-Q', '-f', '/dev/null', '-t', '8', source]);
    expect(text + errors).toMatch(/System clock wrong by -?0\.\d+ seconds/);
    expect(code).toBe(0);
  });

  it('tells nmblookup its names', async () => {
    await using _ = await respond({ service: 'netbios-name', address: '127.0.0.137', port: 137 });
    const { text } = await run('nmblookup', ['-A', '127.0.0.137', '--configfile=/dev/null']);
    expect(text).toMatch(/DC1\s+<20>/);
    expect(text).toMatch(/CORP\s+<00> - <GROUP>/);
  });

  it('tells snmpget its name, and who doesn’t know the community nothing', async () => {
    await using server = await respond({ service: 'snmp' });
    const get = (community: string) =>
      run('snmpget', [
        '-v2c',
        '-c',
        community,
        '-r0',
        '-t1',
        '-On',
        `${HERE}:${server.port}`,
        '1.3.6.1.2.1.1.5.0',
        '1.3.6.1.2.1.1.4.0',
      ]);
    expect((await get('public')).text).toMatch(
      /^\.1\.3\.6\.1\.2\.1\.1\.5\.0 = STRING: "?dc1\.corp\.lab"?\n.*No Such Object/,
    );
    expect((await get('guess')).code).not.toBe(0);
  });

  it('sends a file to tftp, but takes none', async () => {
    await using server = await respond({ service: 'tftp' });
    const file = path.join(folder, 'file');
    const got = await run('tftp', ['-m', 'binary', HERE, `${server.port}`, '-c', 'get', 'boot.bin', file]);
    expect(got.errors).toBe('');
    const content = readFileSync(file, 'utf8');
    expect(content.length).toBeGreaterThan(1024);
    expect(content).toMatch(/^(Portolan’s TFTP responder has this for every file\.\n)+$/);
    const put = await run('tftp', [HERE, `${server.port}`, '-c', 'put', file, 'x']);
    expect(put.text + put.errors).toMatch(/Read only/);
  });

  it('negotiates with nmap as a Remote Desktop server', async () => {
    await using server = await respond({ service: 'remote-desktop' });
    const args = ['-Pn', '-n', '-p', `${server.port}`, '--script', '+rdp-enum-encryption', HERE];
    const { text } = await run('nmap', args);
    expect(text).toMatch(/CredSSP \(NLA\): SUCCESS/);
    expect(text).toMatch(/SSL: SUCCESS/);
  });

  it('identifies itself to curl as WinRM', async () => {
    await using server = await respond({ service: 'winrm-http' });
    const url = `http://${HERE}:${server.port}/wsman`;
    const headers = ['-H', 'WSMANIDENTIFY: unauthenticated', '-H', 'Content-Type: application/soap+xml'];
    const { text } = await run('curl', ['-s', ...headers, '-d', '<i:Identify/>', url]);
    expect(text).toMatch(/<i:ProductVendor>Portolan</);
  });
});

describe.skipIf(!ALL)('a responder for who has no address', () => {
  it('lends one to dhclient', async () => {
    await using client = await namespace('exec sleep 60');
    const net = client.here.replace(/\d+$/, '');
    await using _ = await respond({
      service: 'dhcp',
      roles: ['dhcp-server'],
      address: '0.0.0.0',
      port: 67,
      everybody: `${net}255`,
      hints: { dhcpOffer: `${net}77` },
    });
    client.run(['ip', 'addr', 'flush', 'dev', 'eth0', 'scope', 'global']);
    const files = ['-lf', path.join(folder, 'leases'), '-pf', path.join(folder, 'pid'), '-cf', '/dev/null'];
    const log = await client.runLater(['dhclient', '-1', '-v', '-sf', '/bin/true', ...files, 'eth0'], 4000);
    expect(log).toContain(`DHCPOFFER of ${net}77`);
    expect(log).toContain(`bound to ${net}77`);
  });
});
