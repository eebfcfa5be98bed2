import { expect, it } from 'vitest';
import { generatePolicy } from './policies.ts';
import { readPolicyTable, writePolicyTable } from './policy-table.ts';

it('gives back the policy that it was made of', () => {
  const policy = generatePolicy('network', 50, 'cisco-asa');
  expect(readPolicyTable(writePolicyTable(policy))).toEqual(policy);
});
