/** The rules of the examples, proven by packets through the kernel: both families, both dialects. */
import { describe, expect, it } from 'vitest';
import { countsOf, faultsOf, sourceOf, tested, unavailable } from './kit.ts';

const contoso = sourceOf('examples/contoso/hierarchy.yaml').text;
const branch = sourceOf('examples/branch/hierarchy.yaml').text;

describe.skipIf(unavailable)('the lab of an example', () => {
  it('shows that exactly the plan of Contoso passes its filters', { timeout: 300_000 }, async () => {
    const report = await tested(contoso, { mutations: 12 });
    expect(faultsOf(report)).toEqual([]);
    const counts = countsOf(report);
    expect(Object.keys(counts)).toEqual(
      expect.arrayContaining([
        'start',
        'baseline',
        'deny-all',
        'rules',
        'matrix',
        'drop',
        'broadcasts',
        'mutations',
      ]),
    );
    for (const [, wrong] of Object.values(counts)) expect(wrong).toBe(0);
    expect(counts.baseline?.[0]).toBeGreaterThan(1800);
    expect(counts.matrix?.[0]).toBeGreaterThan(170_000);
    expect(counts.broadcasts?.[0]).toBeGreaterThan(50);
    // A mutation of which nothing fails would show nothing; few rules let the same packets pass.
    const failing = report.mutations.filter((mutation) => mutation.failing.length > 0);
    expect(failing.length).toBeGreaterThanOrEqual(9);
  });

  it('shows the same in iptables', { timeout: 300_000 }, async () => {
    const report = await tested(contoso, { dialect: 'iptables', mutations: 3, matrix: 20_000 });
    expect(faultsOf(report)).toEqual([]);
    expect(report.diagnostics.map(({ code }) => code)).toEqual(['PT9804']);
  });

  it.each(['nftables', 'iptables'] as const)(
    'shows it for the firewalls of the hosts of the branch, in %s',
    { timeout: 240_000 },
    async (dialect) => {
      const report = await tested(branch, { dialect, mutations: 8 });
      expect(faultsOf(report)).toEqual([]);
      expect(report.hostFirewalls).toBe(true);
      const counts = countsOf(report);
      expect(counts.baseline).toEqual([36, 0]);
      expect(counts.matrix?.[0]).toBeGreaterThan(300);
    },
  );
});
