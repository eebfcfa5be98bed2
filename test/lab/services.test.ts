/** The real servers of the full tier, each asked by a client that isn't ours. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Listen, RunningService, ServedHost } from '../../src/lab/services/service.ts';
import { type TestNamespace, testNamespace } from './services-kit.ts';

const CAN_RUN = process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/sbin/samba');
const CACHE = mkdtempSync(path.join(tmpdir(), 'portolan-lab-cache-'));
afterAll(() => rmSync(CACHE, { recursive: true, force: true }));

const listen = (transport: 'tcp' | 'udp', port: number, ...services: string[]): Listen => ({
  transport,
  port,
  services,
});

describe.runIf(CAN_RUN)('a site system', () => {
  const host: ServedHost = {
    // A name may be anything; nothing of it gets into a command or a configuration.
    name: "mp 01'; $(reboot)",
    names: ['mp01.corp.contoso.com'],
    id: 'h0',
    hints: {},
    forest: 'corp.contoso.com',
    addresses: ['10.10.2.31', 'fd00:10:0:2::31'],
    roles: ['management-point', 'distribution-point', 'software-update-point', 'proxy-server'],
    rpc: { first: 50000, last: 50999 },
    listens: [
      listen('tcp', 445, 'smb'),
      listen('tcp', 135, 'rpc-endpoint-mapper'),
      listen('tcp', 50000, 'rpc-dynamic'),
      listen('tcp', 80, 'http'),
      listen('tcp', 443, 'https'),
      listen('tcp', 8531, 'wsus-https'),
      listen('udp', 67, 'dhcp'),
      listen('udp', 69, 'tftp'),
      listen('udp', 4011, 'pxe-binl'),
      listen('udp', 547, 'dhcpv6'),
      listen('tcp', 3389, 'remote-desktop'),
      listen('tcp', 3128, 'http-proxy'),
    ],
    boots: ['10.20.0.0/20'],
    proxyRules: 'acl lab dstdomain mp01.corp.contoso.com\nhttp_access allow lab\n',
  };
  let lab: TestNamespace;
  let running: RunningService[];

  beforeAll(async () => {
    lab = await testNamespace(['10.10.2.31/24', 'fd00:10:0:2::31/64'], CACHE);
    running = await lab.start(host);
  }, 60_000);
  afterAll(() => lab.end());

  test('answers as a management point, with a certificate of the lab', async () => {
    const list = await lab.run('curl', '-si', 'http://10.10.2.31/SMS_MP/.sms_aut?MPLIST');
    expect(list.output).toMatch(/200 OK[\s\S]*FQDN="mp01\.corp\.contoso\.com"/);
    expect((await lab.run('curl', '-si', 'http://10.10.2.31/SMS_MP/.sms_aut?mpcert')).output).toContain(
      '\n3082',
    );
    const names = ['--resolve', 'mp01.corp.contoso.com:443:10.10.2.31', '--cacert', lab.authorityFile];
    const known = await lab.run(
      'curl',
      '-sS',
      ...names,
      'https://mp01.corp.contoso.com/sms_mp/.sms_aut?mplist',
    );
    expect(known.errors).toBe('');
    expect(known.output).toContain('MPList');
  });

  test('answers over IPv6, as a distribution point and as WSUS', async () => {
    const place = await lab.run('curl', '-sik', 'https://[fd00:10:0:2::31]/SMS_DP_SMSPKG$/ABC00001');
    expect(place.output).toMatch(/^HTTP\/1.1 401 [\s\S]*WWW-Authenticate: Negotiate/);
    const service = await lab.run('curl', '-sik', 'https://10.10.2.31:8531/ClientWebService/Client.asmx');
    expect(service.output).toMatch(/200 OK[\s\S]*Client/);
    expect((await lab.run('curl', '-sik', 'https://10.10.2.31:8531/')).output).toMatch(/^HTTP\/1.1 404/);
  });

  test('takes a session over SMB, and has its RPC ports in the range', async () => {
    const share = await lab.run('smbclient', '-N', '//10.10.2.31/SMS_SITE', '-c', 'ls');
    expect(share.output).toContain('blocks available');
    const { output } = await lab.run('ss', '-Hlnt', 'sport >= 49152 or sport = 135');
    const ports = output
      .trim()
      .split('\n')
      .map((line) => Number(line.split(/\s+/)[3]?.split(':').at(-1)));
    expect(new Set(ports)).toEqual(new Set([135, 50000]));
  });

  test('lets the proxy pass what its rules name, and nothing else', async () => {
    const ask = (url: string): ReturnType<TestNamespace['run']> =>
      lab.run('curl', '-si', '-m', '10', '-x', 'http://10.10.2.31:3128', url);
    expect((await ask('http://example.com/')).output).toMatch(/^HTTP\/1.1 403/);
    // It is allowed, and has no address here.
    expect((await ask('http://mp01.corp.contoso.com/')).output).toMatch(/^HTTP\/1.1 50[234]/);
  });

  test('hands out a boot file by TFTP', async () => {
    const file = path.join(lab.folder, 'fetched');
    await lab.run('tftp', '-m', 'binary', '10.10.2.31', '-c', 'get', 'boot.bin', file);
    expect(readFileSync(file)).toHaveLength(4096);
  });

  test('leaves no process behind when a server is stopped', async () => {
    const names = new Set(namespacesOf(running));
    expect(processesIn(names).length).toBeGreaterThan(running.length);
    await Promise.all(running.map((service) => service.stop()));
    expect(processesIn(names)).toEqual([]);
  });
});

describe.runIf(CAN_RUN)('a domain controller', () => {
  const host: ServedHost = {
    id: 'h0',
    name: 'dc01',
    names: ['dc01.corp.contoso.com'],
    hints: {},
    forest: 'corp.contoso.com',
    addresses: ['10.10.0.10', 'fd00:10::10'],
    roles: ['domain-controller', 'global-catalog', 'dns-server'],
    listens: [listen('tcp', 389, 'ldap'), listen('tcp', 445, 'smb'), listen('udp', 53, 'dns-udp')],
  };

  test('answers LDAP, global catalog, DNS, SMB and TLS, also from the cache', async () => {
    for (const kept of [0, 1]) {
      expect(readdirSync(CACHE)).toHaveLength(kept);
      const lab = await testNamespace(['10.10.0.10/24', 'fd00:10::10/64'], CACHE);
      try {
        const begin = Date.now();
        await lab.start(host);
        if (kept === 1) expect(Date.now() - begin).toBeLessThan(15_000);
        for (const url of ['ldap://10.10.0.10', 'ldap://[fd00:10::10]:3268']) {
          const root = await lab.run('ldapsearch', '-x', '-H', url, '-s', 'base', '-b', '', 'dnsHostName');
          expect(root.output).toContain('dnsHostName: dc01.corp.contoso.com');
        }
        const root = ['-x', '-o', 'nettimeout=10', '-H', 'ldaps://10.10.0.10', '-s', 'base', '-b', ''];
        const tls = await lab.run('env', `LDAPTLS_CACERT=${lab.authorityFile}`, 'ldapsearch', ...root);
        expect(tls.output).toContain('defaultNamingContext: DC=corp,DC=contoso,DC=com');
        expect((await lab.run('smbclient', '-N', '//10.10.0.10/IPC$', '-c', 'help')).code).toBe(0);
      } finally {
        await lab.end();
      }
    }
  });
});

test.runIf(CAN_RUN)('says why a server does not start', async () => {
  const lab = await testNamespace(['10.0.0.1/24'], CACHE);
  try {
    const host: ServedHost = {
      id: 'h0',
      name: 'proxy',
      names: [],
      hints: {},
      forest: 'x',
      addresses: ['10.0.0.1'],
      roles: ['proxy-server'],
      listens: [listen('tcp', 3128, 'http-proxy')],
      proxyRules: 'acl broken nonsense\n',
    };
    await expect(lab.start(host)).rejects.toThrow(
      /squid doesn't start: it ended with code 1[\s\S]*Invalid ACL type/,
    );
  } finally {
    await lab.end();
  }
});

/** Process ids' namespaces of the servers: each has one of its own. */
function namespacesOf(services: readonly RunningService[]): string[] {
  return services.map(({ pid }) => namespaceOf(pid, 'pid_for_children'));
}

function processesIn(namespaces: ReadonlySet<string>): string[] {
  return readdirSync('/proc').filter(
    (name) => /^\d+$/.test(name) && namespaces.has(namespaceOf(Number(name), 'pid')) && !isOver(name),
  );
}

/** Whether a process has ended, and only waits for its parent to notice: the sandbox's first process never may. */
function isOver(pid: string): boolean {
  try {
    return /^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return true;
  }
}

function namespaceOf(pid: number, kind: string): string {
  try {
    return readlinkSync(`/proc/${pid}/ns/${kind}`);
  } catch {
    return '';
  }
}
