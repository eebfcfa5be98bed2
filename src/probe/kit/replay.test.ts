import { expect, it } from 'vitest';
import type { Protocol } from '../protocol.ts';
import { writeError } from '../protocols/kerberos/wire.ts';
import { protocolOf } from '../protocols/registry.ts';
import type { ProbeTask } from '../task.ts';
import { replay } from './replay.ts';

const TASK = {
  service: 'kerberos-udp',
  transport: 'udp',
  port: 88,
  from: { name: 'cm1', fqdns: [], roles: [] },
  to: { name: 'dc1', host: 'dc1', fqdns: ['dc1.corp.lab'], roles: [] },
  hints: { domain: 'corp.lab' },
} as unknown as ProbeTask;

/** The question that the check asks now. */
async function asked(protocol: Protocol): Promise<Buffer> {
  let question = Buffer.alloc(0);
  const channel = {
    localPort: 1,
    send: async (bytes: Uint8Array) => {
      question = Buffer.from(bytes);
    },
    receive: async () => undefined,
    close() {},
  };
  const dial = {
    udp: async () => channel,
    ownAddress: async () => undefined,
    tcp: () => Promise.reject(new Error('UDP only')),
  };
  const signal = new AbortController().signal;
  await protocol.check({ task: TASK, address: '10.0.0.1', port: 88, dial, timeout: 1, signal });
  return question;
}

it('takes nothing of an answer for a number of its question', async () => {
  const protocol = protocolOf('kerberos-udp') as Protocol;
  const question = await asked(protocol);
  // Another year: that one digit differs, and its byte is also the tag of a sequence.
  const digit = question.indexOf(String(new Date().getUTCFullYear())) + 3;
  question[digit] = 0x30;
  const heard = Buffer.from(writeError(25, 'CORP.LAB', Date.UTC(2026, 10, 28)));
  const turns = [{ asked: question, heard }];
  const connection = { port: 88, turns, greeting: Buffer.alloc(0), end: 'open' as const };
  const { answer } = await replay(protocol, TASK, '10.0.0.1', [connection]);
  expect(answer).toMatchObject({ answer: 'right', facts: { realm: 'CORP.LAB' } });
});
