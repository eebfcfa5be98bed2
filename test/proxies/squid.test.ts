/** Allow-lists for Squid: read back, parsed by Squid itself, and asked for real. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { squid } from '../../src/dialects/squid/dialect.ts';
import { squidReader } from '../../src/dialects/squid/reader.ts';
import { namedDifference } from '../../src/handout/named-proof.ts';
import { parsePacket } from '../../src/net/packet.ts';
import type { Policy } from '../../src/policy/model.ts';
import type { Configuration } from '../../src/policy/ruleset.ts';
import { judgeAll } from '../../src/verify/judge.ts';
import { examplePolicy, generatedProxy, isNeeded, policyOf } from './kit.ts';

const textOf = (policy: Policy): string => squid.print(squid.lower(policy).model).text;
const read = (text: string): { configuration: Configuration; codes: string[] } => {
  const { config, diagnostics } = squidReader.parse(text, 'squid.conf');
  const raised = squidReader.raise(config, { interfaces: new Map() });
  return {
    configuration: raised.configuration,
    codes: [...diagnostics, ...raised.diagnostics].map((d) => d.code),
  };
};

describe('what is printed', () => {
  it('is what the proxy has to fetch, and nothing more', () => {
    const policy = examplePolicy();
    const { configuration, codes } = read(textOf(policy));
    expect(codes).toEqual([]);
    expect(namedDifference(policy, configuration)).toBeUndefined();
  });

  it('is that for any names', () => {
    fc.assert(
      fc.property(generatedProxy, (policy) => {
        const { configuration, codes } = read(textOf(policy));
        if (configuration.rulesets.length === 0) return;
        expect(codes).toEqual([]);
        if (squid.lower(policy).diagnostics.some((d) => d.code === 'PT7003')) return;
        expect(namedDifference(policy, configuration)).toBeUndefined();
      }),
      { numRuns: 100 },
    );
  });

  it.each([
    ['another name', /management\.azure\.com/, 'management.azure.net'],
    ['another source', /src 10\.10\.1\.10$/m, 'src 10.10.1.0/24'],
    ['a line for everybody', /$/, '\nhttp_access allow all\n'],
  ])('is not the policy with %s', (_, text, instead) => {
    const policy = examplePolicy();
    expect(namedDifference(policy, read(textOf(policy).replace(text, instead)).configuration)).toBeDefined();
  });

  it('says what is no host name', () => {
    const { diagnostics } = squid.lower(
      policyOf({ hq: [{ names: ['a b'], ports: '443' }] }, { hq: ['10.0.0.0/8'] }),
    );
    expect(diagnostics.map((d) => d.code)).toEqual(['PT7003']);
  });
});

describe('what others wrote', () => {
  const ask = (text: string, packet: string): string => {
    const parsed = parsePacket(packet);
    if ('error' in parsed) throw new Error(parsed.error);
    return judgeAll(read(text).configuration, 'forward', parsed).verdict;
  };
  const HTTPS = 'tcp 10.1.0.5:50000 > 198.51.100.1:443';
  // As Debian ships it.
  const DEFAULT = `acl localnet src 10.0.0.0/8
acl SSL_ports port 443
acl Safe_ports port 80 443 1025-65535 # unregistered ports
http_access deny !Safe_ports
http_access deny CONNECT !SSL_ports
`;

  it.each([
    ['everybody on the local network', 'http_access allow localnet', HTTPS, 'permit'],
    ['nobody else', 'http_access allow localnet', 'tcp 11.1.0.5:50000 > 198.51.100.1:443', 'deny'],
    ['ports that are not safe', 'http_access allow localnet', 'tcp 10.1.0.5:50000 > 198.51.100.1:25', 'deny'],
    [
      'what depends on the method',
      'http_access allow localnet',
      'tcp 10.1.0.5:50000 > 198.51.100.1:80',
      'depends',
    ],
    ['the opposite of the last line', 'acl bad src 10.9.0.0/16\nhttp_access deny bad', HTTPS, 'permit'],
    ['a name', 'acl ms dstdomain .example.com\nhttp_access allow ms\nhttp_access deny all', HTTPS, 'depends'],
    ['a list that is not there', 'http_access allow gone\nhttp_access deny all', HTTPS, 'depends'],
    [
      'a list in a file',
      'acl f dstdomain "/etc/squid/f"\nhttp_access allow localnet f\nhttp_access deny all',
      HTTPS,
      'depends',
    ],
    ['another file', 'include /etc/squid/conf.d/*.conf\nhttp_access deny all', HTTPS, 'depends'],
    ['a mask', 'acl m src 10.1.0.9/255.255.0.0\nhttp_access allow m\nhttp_access deny all', HTTPS, 'permit'],
    [
      'two conditions',
      'acl o src 10.2.0.0/16\nhttp_access allow localnet o\nhttp_access deny all',
      HTTPS,
      'deny',
    ],
    [
      'what is not in a list',
      'acl o src 10.2.0.0/16\nhttp_access allow localnet !o\nhttp_access deny all',
      HTTPS,
      'permit',
    ],
    ['everything where the last line denies', '', HTTPS, 'permit'],
    // As Squid 6 ships it: none of these lines is about what a client fetches from another host.
    [
      'requests to the proxy itself',
      'http_access allow localhost manager\nhttp_access deny manager\nhttp_access deny to_localhost\n' +
        'http_access deny to_linklocal\nhttp_access allow localnet\nhttp_access deny all',
      HTTPS,
      'permit',
    ],
    [
      'the proxy itself, as Squid 2.7 names it',
      'acl manager proto cache_object\nhttp_access deny manager\nhttp_access allow localnet\nhttp_access deny all',
      HTTPS,
      'permit',
    ],
    [
      'all but requests to the proxy itself',
      'http_access allow localnet !manager\nhttp_access deny all',
      HTTPS,
      'permit',
    ],
    [
      'what is on the proxy itself',
      'http_access deny to_localhost\nhttp_access allow localnet',
      'tcp 10.1.0.5:50000 > 127.0.0.1:443',
      'deny',
    ],
  ])('%s', (_, lines, packet, verdict) => {
    expect(ask(`${DEFAULT}${lines}\n`, packet)).toBe(verdict);
  });
});

/** Names that exist for the proxy, with nobody behind them. */
const HOSTS = [
  'go.invalid',
  'sub.go.invalid',
  'a.below.invalid',
  'below.invalid',
  'q-x.dash.invalid',
  'other.invalid',
  'xother.invalid',
];

const isInstalled = spawnSync('squid', ['-v']).error === undefined;

describe.skipIf(!isInstalled)('Squid itself (skipped where it is not installed)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'squid-'));
  let running: ChildProcess | undefined;
  let port = 0;
  const wrapped = (text: string): string => {
    const file = join(folder, 'squid.conf');
    writeFileSync(
      file,
      `${text}
http_port 127.0.0.1:${port}
pid_filename ${folder}/pid
coredump_dir ${folder}
access_log none
cache_log ${folder}/cache.log
cache_store_log none
cache deny all
dns_nameservers 127.0.0.1:1
dns_timeout 1 seconds
hosts_file ${folder}/hosts
shutdown_lifetime 0 seconds
visible_hostname localhost
`,
    );
    return file;
  };
  const needs = {
    one: [
      { names: ['go.invalid'], ports: '80,443' },
      { names: ['*.below.invalid', '*-x.dash.invalid'], ports: '443' },
    ],
    two: [{ names: ['other.invalid'], ports: '8443' }],
  };
  const policy = policyOf(needs, { one: ['127.0.0.1'], two: ['127.0.0.2'] });

  beforeAll(async () => {
    chmodSync(folder, 0o777);
    writeFileSync(join(folder, 'hosts'), `127.0.0.1 ${HOSTS.join(' ')}\n`);
    port = await freePort();
    running = spawn('squid', ['-N', '-f', wrapped(textOf(policy)), '-n', `t${port}`], { stdio: 'ignore' });
    for (let tries = 0; tries < 100; tries++) {
      const answer = await ask('127.0.0.9', 'GET', 'up.invalid', 80).catch(() => undefined);
      if (answer !== undefined) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error('squid does not start');
  });

  afterAll(() => {
    running?.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  /** The status that the proxy answers with; 403 is its refusal, others come from names that don't exist. */
  function ask(from: string, method: 'GET' | 'CONNECT', host: string, to: number): Promise<number> {
    return new Promise((resolve, reject) => {
      const path = method === 'CONNECT' ? `${host}:${to}` : `http://${host}:${to}/`;
      const asked = request({ host: '127.0.0.1', port, localAddress: from, method, path, agent: false });
      asked.on('response', (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      });
      asked.on('connect', (answer, socket) => {
        socket.destroy();
        resolve(answer.statusCode ?? 0);
      });
      asked.on('error', reject);
      asked.end();
    });
  }

  it('takes what is printed, of the example and of hostile names', () => {
    const texts = [textOf(examplePolicy()), ...fc.sample(generatedProxy, 10).map(textOf)];
    for (const text of texts) {
      const { status, stderr } = spawnSync('squid', ['-k', 'parse', '-f', wrapped(text)], {
        encoding: 'utf8',
      });
      expect([status, stderr.split('\n').filter((l) => /FATAL|ERROR|WARNING/.test(l))]).toEqual([0, []]);
    }
  });

  it('fetches exactly that', async () => {
    const sources = { '127.0.0.1': needs.one, '127.0.0.2': needs.two, '127.0.0.3': [] };
    for (const [source, list] of Object.entries(sources)) {
      for (const host of HOSTS) {
        for (const [method, to] of [
          ['GET', 80],
          ['GET', 443],
          ['CONNECT', 80],
          ['CONNECT', 443],
          ['CONNECT', 8443],
        ] as const) {
          const isWanted = list.some(
            ({ names, ports }) =>
              isNeeded(names, host) &&
              ports.split(',').includes(String(to)) &&
              (method === 'GET') === (to === 80),
          );
          const status = await ask(source, method, host, to);
          expect([source, method, host, to, status !== 403]).toEqual([source, method, host, to, isWanted]);
        }
      }
    }
  });
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
