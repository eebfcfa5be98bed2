import { describe, expect, it } from 'vitest';
import { countTests, type TestReport } from './vitest.ts';

const GOOD: TestReport = {
  numPassedTests: 2,
  numFailedTests: 0,
  numPendingTests: 1,
  numTodoTests: 0,
  testResults: [
    {
      name: 'a.test.ts',
      status: 'passed',
      message: '',
      assertionResults: [
        { fullName: 'one', status: 'passed' },
        { fullName: 'two', status: 'passed' },
        { fullName: 'three', status: 'skipped' },
      ],
    },
  ],
};

describe('countTests', () => {
  it('counts passed and skipped tests, and names the skipped', () => {
    const outcome = countTests(GOOD, 0, '');
    expect(outcome).toMatchObject({ passed: 2, failed: 0, skipped: 1 });
    expect(outcome.summary).toMatch(/skipped: .*a\.test\.ts: three/);
  });

  it('counts a file that could not be loaded as a failure', () => {
    const broken = { name: 'b.test.ts', status: 'failed', message: 'syntax error', assertionResults: [] };
    expect(countTests({ ...GOOD, testResults: [...GOOD.testResults, broken] }, 1, '').failed).toBe(1);
  });

  it.each([
    ['an exit code without a failed test', GOOD, 1],
    ['a run without tests', { ...GOOD, numPassedTests: 0 }, 0],
    ['a missing report', undefined, 0],
  ])('takes %s for a failure', (_, report, code) => {
    expect(countTests(report, code, '').failed).toBe(1);
  });
});
