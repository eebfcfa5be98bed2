/** PAC files, run: by Node's own engine, and by libpacparser as other programs do. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pac } from '../../src/dialects/pac/dialect.ts';
import type { Policy } from '../../src/policy/model.ts';
import { examplePolicy, generatedProxy, hostsOf, isNeeded, policyOf } from './kit.ts';

const textOf = (policy: Policy): string => pac.print(pac.lower(policy).model).text;
const patternsOf = (policy: Policy): string[] =>
  policy.named
    .flatMap(({ rule }) => rule.to.flatMap((p) => p.fqdns))
    .filter((name) => /^[a-z0-9*][a-z0-9*.-]*$/i.test(name));

/** Without anything but the language itself: a PAC file has no more. */
function finderOf(text: string): (host: string) => string {
  const context = createContext(Object.create(null));
  runInContext(text, context);
  return (host) =>
    runInContext(
      `FindProxyForURL("https://" + ${JSON.stringify(host)} + "/", ${JSON.stringify(host)})`,
      context,
    );
}

describe('a PAC file', () => {
  it('sends exactly the names of the plan to the proxy', () => {
    const policy = examplePolicy();
    const find = finderOf(textOf(policy));
    const hosts = hostsOf(policy);
    expect(hosts.length).toBeGreaterThan(100);
    for (const host of hosts)
      expect([host, find(host)]).toEqual([
        host,
        isNeeded(patternsOf(policy), host) ? 'PROXY 192.0.2.80:3128' : 'DIRECT',
      ]);
    expect(find('GO.Microsoft.com.')).toBe('PROXY 192.0.2.80:3128');
    expect(['constructor', '__proto__', 'toString', 'hasOwnProperty'].map(find)).toEqual(
      Array(4).fill('DIRECT'),
    );
  });

  it('is that whatever the names are', () => {
    fc.assert(
      fc.property(generatedProxy, (policy) => {
        const find = finderOf(textOf(policy));
        for (const host of hostsOf(policy))
          expect([host, find(host) !== 'DIRECT']).toEqual([host, isNeeded(patternsOf(policy), host)]);
      }),
      { numRuns: 100 },
    );
  });

  it('leads from each line to the flows that need it', () => {
    const { text, lines } = pac.print(pac.lower(examplePolicy()).model);
    const all = text.split('\n');
    const line = lines.find(({ line: n }) => all[n - 1]?.includes('"'.concat(' management.azure.com')));
    expect(line?.origins[0]?.conversation).toMatch(/service-connection-point/);
  });

  it('says what is no host name', () => {
    const { model, diagnostics } = pac.lower(
      policyOf({ hq: [{ names: ['a b', 'ok.example'], ports: '443' }] }, { hq: ['10.0.0.0/8'] }),
    );
    expect(diagnostics.map((d) => d.code)).toEqual(['PT7003']);
    expect(model.sections.flatMap((s) => s.entries.map((e) => e.name))).toEqual(['ok.example']);
  });
});

const isInstalled = spawnSync('pactester', ['-v']).error === undefined;

describe.skipIf(!isInstalled)("libpacparser's pactester (skipped where it is not installed)", () => {
  it('finds the same', () => {
    const folder = mkdtempSync(join(tmpdir(), 'pac-'));
    try {
      const policy = examplePolicy();
      const file = join(folder, 'proxy.pac');
      writeFileSync(file, textOf(policy));
      const hosts = hostsOf(policy).filter((_, i) => i % 7 === 0);
      expect(hosts.length).toBeGreaterThan(10);
      for (const host of hosts) {
        const found = execFileSync('pactester', ['-p', file, '-u', `https://${host}/`], {
          encoding: 'utf8',
        }).trim();
        expect([host, found]).toEqual([
          host,
          isNeeded(patternsOf(policy), host) ? 'PROXY 192.0.2.80:3128' : 'DIRECT',
        ]);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
