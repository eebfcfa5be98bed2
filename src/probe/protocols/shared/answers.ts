/** The answers of checks, in the same words everywhere. */
import type { Answer } from '../../protocol.ts';
import { describeBytes } from './describe.ts';

/** Facts as they are known; what isn't known is left out. */
export type LooseFacts = Readonly<Record<string, string | undefined>>;

export function known(facts: LooseFacts): Record<string, string> {
  return Object.fromEntries(
    Object.entries(facts).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '',
    ),
  );
}

export function right(says: string, facts: LooseFacts = {}, next?: string): Answer {
  return { answer: 'right', says, facts: known(facts), ...(next !== undefined && { next }) };
}

/** @param expected - the protocol of the port, with its article: `an SMB server` */
export function other(expected: string, bytes: Uint8Array): Answer {
  const found = describeBytes(bytes);
  return {
    answer: 'other',
    says: `${capital(found)} answers, not ${expected}`,
    facts: { answered: found },
    next: 'Find out which program has the port, and whether the address is the right host',
  };
}

export function silent(expected: string, milliseconds: number, transport: 'tcp' | 'udp' = 'tcp'): Answer {
  const says =
    transport === 'tcp'
      ? `The connection opened, but nothing came back within ${milliseconds} ms, as ${expected} would`
      : `No answer within ${milliseconds} ms`;
  return { answer: 'silent', says, facts: {} };
}

export function closed(expected: string, bytes: Uint8Array): Answer {
  const before = bytes.length === 0 ? '' : ` after ${describeBytes(bytes)}`;
  return {
    answer: 'closed',
    says: `The connection opened and was closed${before} before an answer of ${expected}`,
    facts: bytes.length === 0 ? {} : { answered: describeBytes(bytes) },
    next: 'Something accepts connections but doesn’t serve them: a proxy or load balancer without a server behind it, or a service that refuses this host',
  };
}

/** The question couldn't be asked, or its answer doesn't say whether the way is open. */
export function unproven(says: string, facts: LooseFacts = {}, next?: string): Answer {
  return { answer: 'unproven', says, facts: known(facts), ...(next !== undefined && { next }) };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
