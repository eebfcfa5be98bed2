/** Hierarchies at random, as odd as they come: whatever the check accepts starts, and its rules hold. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../src/catalog/load.ts';
import { hasErrors } from '../../src/diagnostics/diagnostic.ts';
import { planReading, readText } from '../../src/workspace/plan-text.ts';
import { faultsOf, tested, unavailable } from './kit.ts';
import { hierarchies } from './random-hierarchies.ts';

/** `PORTOLAN_LABS=100 PORTOLAN_SEED=7` tries many others. */
const LABS = Number(process.env.PORTOLAN_LABS ?? 4);

/** The first that the check accepts. */
function accepted(): string[] {
  const seed = Number(process.env.PORTOLAN_SEED ?? 0);
  const catalog = loadCatalog();
  return fc
    .sample(hierarchies, { seed, numRuns: LABS * 4 })
    .filter((text) => {
      const { planned, diagnostics } = planReading(readText({ file: 'h.yaml', text }, catalog));
      return planned && !hasErrors(diagnostics);
    })
    .slice(0, LABS);
}

describe.skipIf(unavailable)('the lab of a random hierarchy', { timeout: LABS * 120_000 }, () => {
  it('starts, and shows that its rules are the plan', async () => {
    const texts = accepted();
    expect(texts).toHaveLength(LABS);
    for (const text of texts) {
      const report = await tested(text, { mutations: 1, matrix: 1000, most: 30 });
      expect(faultsOf(report), text).toEqual([]);
      // Rules that can't be printed, or ports that can't be opened.
      expect(
        report.diagnostics.filter(({ code }) => code === 'PT9805'),
        text,
      ).toEqual([]);
    }
  });
});
