/**
 * `npm test`: every check in order, each with its time; output only of what failed.
 * The last line is `N passed, N failed`, with `, N skipped` where something was; exit code 1 on a failure.
 */
import { parseArgs } from 'node:util';
import type { Check } from './checks/check.ts';
import { importsCheck } from './checks/imports.ts';
import { setupCheck } from './checks/setup.ts';
import { exportsCheck, lintCheck, typesCheck } from './checks/tools.ts';
import { browserCheck, packageCheck, testsCheck } from './checks/vitest.ts';

const CHECKS: readonly Check[] = [
  setupCheck,
  typesCheck,
  lintCheck,
  importsCheck,
  exportsCheck,
  testsCheck,
  browserCheck,
  packageCheck,
];

function selectChecks(only: string | undefined): readonly Check[] {
  if (only === undefined) return CHECKS;
  const names = only.split(',').map((name) => name.trim());
  for (const name of names) {
    if (CHECKS.some((check) => check.name === name)) continue;
    process.stderr.write(`no check "${name}"; there are: ${CHECKS.map((check) => check.name).join(', ')}\n`);
    process.exit(2);
  }
  return CHECKS.filter((check) => names.includes(check.name));
}

function indent(text: string): string {
  return text.trimEnd().replace(/^/gm, '    ');
}

const { values } = parseArgs({
  options: { only: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
});
if (values.help) {
  const list = CHECKS.map((check) => `  ${check.name.padEnd(8)} ${check.about}\n`).join('');
  process.stdout.write(`npm test [-- --only NAME,NAME]\n\n${list}`);
  process.exit(0);
}

const total = { passed: 0, failed: 0, skipped: 0 };
for (const check of selectChecks(values.only)) {
  const start = performance.now();
  const outcome = await check.run();
  const seconds = ((performance.now() - start) / 1000).toFixed(1).padStart(6);
  const mark = outcome.failed > 0 ? '✗' : outcome.passed > 0 ? '✓' : '-';
  const [first = '', ...rest] = (outcome.summary ?? '').split('\n');
  process.stdout.write(`${mark} ${check.name.padEnd(8)} ${seconds} s  ${first}`.trimEnd().concat('\n'));
  if (rest.length > 0) process.stdout.write(`${indent(rest.join('\n'))}\n`);
  if (outcome.failed > 0) process.stdout.write(`\n${indent(outcome.details ?? '')}\n\n`);
  total.passed += outcome.passed;
  total.failed += outcome.failed;
  total.skipped += outcome.skipped;
}

const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
process.stdout.write(`${total.passed} passed, ${total.failed} failed${skipped}\n`);
process.exitCode = total.failed > 0 ? 1 : 0;
