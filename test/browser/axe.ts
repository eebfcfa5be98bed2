/** The rules of WCAG 2.2 AA that a machine can check. */
import axe from 'axe-core';
import type { Page } from 'playwright-core';

const TAGS: readonly string[] = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * What is wrong with a page as it stands, a line each: `color-contrast: .note`. Asked of axe directly: its driver for
 * Playwright collects what is right, too, and takes four to ten times as long for the same rules.
 */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const found = await page.evaluate(
    (tags) =>
      (globalThis as unknown as { axe: typeof axe }).axe
        .run(document, { runOnly: [...tags], resultTypes: ['violations'], preload: false })
        .then((results) => results.violations),
    TAGS,
  );
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}\n${failureSummary ?? ''}`),
  );
}
