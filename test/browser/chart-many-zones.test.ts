import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { violations } from './axe.ts';
import { CHROMIUM } from './browser.ts';
import { harnessFor, startHarness } from './start-harness.ts';

const BRANCHES = 22;

/** A head office with branches of different sizes, a filter before each, and one more to the internet. */
function manyZones(): string {
  const numbers = Array.from({ length: BRANCHES }, (_, i) => i + 1);
  const branch = (i: number): string => `branch${String(i).padStart(2, '0')}`;
  return [
    'hierarchy: Many zones',
    'version: "2509"',
    'zones:',
    '  head: { networks: [10.0.0.0/16] }',
    ...numbers.map((i) => `  ${branch(i)}: { networks: [10.${i}.0.0/16] }`),
    'filters:',
    ...numbers.map((i) => `  gate${i}: { between: [head, ${branch(i)}], dialect: nftables }`),
    '  ring: { between: [branch01, branch02, branch03], dialect: nftables }',
    '  perimeter: { between: [head, internet], dialect: nftables }',
    'sites:',
    '  P01: { type: primary, server: cm, database: sql }',
    'hosts:',
    '  dc: { address: 10.0.0.5, roles: [domain-controller, global-catalog, dns-server] }',
    '  cm: { address: 10.0.0.10, site: P01, roles: [site-server, sms-provider, management-point] }',
    '  sql: { address: 10.0.0.11, site: P01, roles: [sql-server] }',
    '  sup: { address: 10.0.0.12, site: P01, roles: [software-update-point] }',
    ...numbers.flatMap((i) =>
      Array.from(
        { length: 1 + (i % 4) },
        (_, n) => `  dp${i}-${n}: { address: 10.${i}.0.${10 + n}, site: P01, roles: [distribution-point] }`,
      ),
    ),
    'clients:',
    ...numbers.map((i) => `  clients${i}: { subnets: [10.${i}.32.0/20], boundaryGroup: group${i} }`),
    'boundaryGroups:',
    ...numbers.map((i) => `  group${i}: { site: P01, siteSystems: [cm, dp${i}-0] }`),
    '',
  ].join('\n');
}

interface Placed {
  readonly id: string;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Boxes of zones and filters as they stand on the screen. */
const placed = (page: Page): Promise<Placed[]> =>
  page.locator('.react-flow__node-region, .react-flow__node-filter').evaluateAll((nodes) =>
    nodes.map((node) => {
      const { left, top, right, bottom } = node.getBoundingClientRect();
      return { id: (node as HTMLElement).dataset.id ?? '', left, top, right, bottom };
    }),
  );

const overlap = (a: Placed, b: Placed): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

describe.skipIf(!CHROMIUM)('the chart of more zones than columns are good for', () => {
  const harness = harnessFor(() => startHarness({ hierarchy: manyZones() }));

  it('is laid out in a worker, with nothing on top of anything else', async () => {
    const page = await harness.open('/chart?level=hosts');
    await page.getByRole('button', { name: /^Zone head: / }).waitFor();
    expect(page.workers().map((worker) => worker.url())).toEqual([
      expect.stringContaining(`${harness.server.url}/assets/layout-worker`),
    ]);
    const boxes = await placed(page);
    const names = boxes.map(({ id }) => id);
    for (let i = 1; i <= BRANCHES; i++) expect(names).toContain(`filter:gate${i}`);
    expect(boxes.length).toBe(2 + BRANCHES + 2 + BRANCHES);
    const meeting = boxes.flatMap((a, i) =>
      boxes.slice(i + 1).flatMap((b) => (overlap(a, b) ? [`${a.id} and ${b.id}`] : [])),
    );
    expect(meeting).toEqual([]);
    // All of it is in sight, and stands inside of the map.
    const map = await page.locator('.chart-map').boundingBox();
    for (const box of boxes) {
      expect(box.left, box.id).toBeGreaterThanOrEqual(map?.x ?? 0);
      expect(box.right, box.id).toBeLessThanOrEqual((map?.x ?? 0) + (map?.width ?? 0));
    }
    await page.locator('.chart-course-line').nth(BRANCHES).waitFor({ state: 'attached' });
  });

  it('leads to a host and its courses, as a small one does', async () => {
    const page = await harness.open('/chart?level=hosts');
    const find = page.getByRole('combobox', { name: 'Find on the chart' });
    await find.fill('dp7-2');
    const found = page.getByRole('listbox', { name: 'Found' });
    await found.getByRole('option', { name: /dp7-2/ }).first().waitFor();
    await page.keyboard.press('Enter');
    const details = page.getByRole('complementary', { name: 'Details' });
    await details.getByRole('heading', { level: 2, name: 'dp7-2' }).waitFor();
    await details.getByRole('listitem').getByRole('button').first().waitFor();
  });

  it.each(['light', 'dark'] as const)('has no barrier in %s', async (theme) => {
    const page = await harness.open('/chart', { theme });
    await page.getByRole('button', { name: /^Zone head: / }).waitFor();
    expect(await violations(page)).toEqual([]);
  });
});
