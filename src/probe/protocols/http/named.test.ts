import { expect, test } from 'vitest';
import { judgeNamed } from './named.ts';

const shown = (problem: string | undefined, facts: Record<string, string>) => ({
  says: 'TLS 1.3',
  facts: { 'certificate name': 'matches', 'certificate chain': 'not trusted here', ...facts },
  ...(problem !== undefined && { problem }),
});

test('a trusted certificate for the name shows the service', () => {
  expect(judgeNamed('cmg1.example', shown(undefined, {}), true).answer).toBe('right');
});

test('one of an unknown authority shows nothing, even where the company may have its own', () => {
  const problem = 'the certificate isn’t trusted on this machine (SELF_SIGNED_CERT_IN_CHAIN)';
  expect(judgeNamed('cmg1.example', shown(problem, {}), true).answer).toBe('unproven');
  const copied = { 'certificate issuer': 'O=Microsoft Corporation, CN=Anything' };
  expect(judgeNamed('aka.ms', shown(problem, copied), false).answer).toBe('unproven');
  expect(judgeNamed('aka.ms', shown(problem, {}), false).answer).toBe('other');
});
