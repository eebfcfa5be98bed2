import { expect, it } from 'vitest';
import { generatePolicy, generateSharedPolicy } from './policies.ts';
import { readPolicyTable, writePolicyTable } from './policy-table.ts';

it.each([generatePolicy('network', 50, 'cisco-asa'), generateSharedPolicy(250, 'cisco-ios')])(
  'gives back the policy that it was made of',
  (policy) => {
    expect(readPolicyTable(writePolicyTable(policy))).toEqual(policy);
  },
);
