/** Scripts for Windows Defender Firewall: a real parser, and a strict reader of what may stand on each line. */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printPolicy } from '../../src/dialects/print-policy.ts';
import { hostPolicy } from '../../src/policy/host-policy.ts';
import { EXAMPLES, planExample } from './examples.ts';
import { hostBoxes } from './expected.ts';
import { generatedPlan } from './generated-plan.ts';
import { witness } from './packets.ts';
import { readScript } from './powershell-reader.ts';

const scriptOf = (...input: Parameters<typeof hostPolicy>): string =>
  printPolicy(hostPolicy(...input)).printed?.text ?? '';

describe('PowerShell scripts', () => {
  it('hold nothing but known parameters and string literals, whatever names look like', () => {
    fc.assert(
      fc.property(generatedPlan, ({ plan, hierarchy, hosts }) => {
        const windows = {
          ...hierarchy,
          hosts: hierarchy.hosts.map((h) => ({ ...h, os: 'windows' as const })),
        };
        for (const host of hosts) {
          const rules = readScript(scriptOf(plan, windows, host));
          expect(new Set(rules.map((r) => r.name)).size).toBe(rules.length);
        }
      }),
      { numRuns: 200 },
    );
  });

  it.each(EXAMPLES)('can be read for each Windows host of the example %s', (name) => {
    const { plan, hierarchy } = planExample(name);
    for (const host of hierarchy.hosts) {
      if (host.os === 'windows')
        expect(readScript(scriptOf(plan, hierarchy, host.name)).length).toBeGreaterThan(0);
    }
  });

  it('permit exactly the rows of the plan that start or end at the host', () => {
    fc.assert(
      fc.property(generatedPlan, ({ plan, hierarchy, hosts }) => {
        const windows = {
          ...hierarchy,
          hosts: hierarchy.hosts.map((h) => ({ ...h, os: 'windows' as const })),
        };
        for (const host of hosts) {
          const addresses = windows.hosts.find((h) => h.name === host)?.addresses ?? [];
          const rules = readScript(scriptOf(plan, windows, host));
          for (const direction of ['in', 'out'] as const) {
            const got = rules.filter((r) => r.direction === direction).flatMap((r) => r.boxes(addresses));
            const wanted = hostBoxes(plan, windows, host, direction, { withTransfers: true });
            expect({ missing: witness(wanted, got), excess: witness(got, wanted) }).toEqual({});
          }
        }
      }),
      { numRuns: 100 },
    );
  });
});

const unavailable = ((): string | undefined => {
  try {
    createRequire(import.meta.url).resolve('@vscode/tree-sitter-wasm');
    return undefined;
  } catch {
    return 'the package @vscode/tree-sitter-wasm is not installed';
  }
})();
if (unavailable !== undefined && process.env.CI) throw new Error(unavailable);
if (unavailable !== undefined) console.warn(`NOT RUN: parsing PowerShell: ${unavailable}`);

function parse(scripts: readonly string[]): readonly (string | null)[] {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--liftoff-only', fileURLToPath(new URL('./parse-powershell.ts', import.meta.url))],
    { input: JSON.stringify(scripts), encoding: 'utf8', maxBuffer: 1 << 26 },
  );
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

describe.skipIf(unavailable !== undefined)('a parser for PowerShell', () => {
  it('notices a string that was left', () => {
    expect(parse(["$a = 'it''s'", "$a = 'it's'"])).toEqual([null, expect.stringMatching(/^1:/)]);
  });

  it('finds no error in a script, whatever names look like', () => {
    const scripts = fc
      .sample(generatedPlan, { numRuns: 60, seed: 7 })
      .flatMap(({ plan, hierarchy, hosts }) => {
        const windows = {
          ...hierarchy,
          hosts: hierarchy.hosts.map((h) => ({ ...h, os: 'windows' as const })),
        };
        return hosts.map((host) => scriptOf(plan, windows, host));
      });
    for (const name of EXAMPLES) {
      const { plan, hierarchy } = planExample(name);
      for (const host of hierarchy.hosts) {
        if (host.os === 'windows') scripts.push(scriptOf(plan, hierarchy, host.name));
      }
    }
    expect(parse(scripts)).toEqual(scripts.map(() => null));
  });
});
