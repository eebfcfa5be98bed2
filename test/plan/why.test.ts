import { describe, expect, it } from 'vitest';
import { askedEnd, parseServiceText, type Why, whyFlow } from '../../src/plan/why.ts';
import { fixture, planOf } from './plan-of.ts';

const { plan, hierarchy } = planOf(fixture('everything.yaml'));

function ask(from: string, to: string, service: string): Why {
  const source = askedEnd(from, plan, hierarchy);
  const destination = askedEnd(to, plan, hierarchy);
  const asked = parseServiceText(service);
  if (!source || !destination || 'error' in asked) throw new Error('not a question');
  return whyFlow(plan, { source, destination, ...asked });
}
const conversations = (why: Why): string[] => [...new Set(why.answers.map((a) => a.flow.conversation.id))];

describe('whyFlow', () => {
  it('names the conversation that needs it', () => {
    expect(conversations(ask('ss', 'dp', 'tcp/445'))).toEqual(['site-server-distribution-point']);
  });

  it('takes addresses for names', () => {
    expect(conversations(ask('10.0.1.1', '10.0.1.6', 'tcp/445'))).toEqual(['site-server-distribution-point']);
    expect(conversations(ask('10.1.2.3', 'mp', 'tcp/443'))).toEqual(['client-management-point']);
  });

  it('says that the other way round is needed', () => {
    const why = ask('dp', 'ss', 'tcp/445');
    expect(why.answers).toEqual([]);
    expect(why.reverse.map((a) => a.flow.conversation.id)).toEqual(['site-server-distribution-point']);
  });

  it('says on which ports the two talk instead', () => {
    const why = ask('ss', 'dp', 'tcp/3389');
    expect(why.answers).toEqual([]);
    expect(why.nearby.map((a) => a.service.service.id)).toContain('smb');
  });

  it('finds a port inside of a range, and tells a part from the whole', () => {
    expect(ask('ss', 'dp', 'tcp/50000').answers.map((a) => a.covers)).toEqual(['all']);
    expect(ask('ss', 'dp', 'tcp/49000-50000').answers.map((a) => a.covers)).toEqual(['part']);
    expect(ask('10.1.0.0-10.1.255.255', 'mp', 'tcp/443').answers.map((a) => a.covers)).toEqual(['all']);
    expect(ask('10.1.0.0-10.2.255.255', 'mp', 'tcp/443').answers.map((a) => a.covers)).toEqual(['part']);
  });

  it('does not take UDP for TCP', () => {
    expect(ask('ss', 'dp', 'udp/445').answers).toEqual([]);
  });

  it('answers for ICMP', () => {
    expect(conversations(ask('clients', 'clients', 'icmp'))).toEqual(['client-client-wake-up-proxy']);
  });

  it('says that a host needs no network to itself', () => {
    expect(ask('mp', 'mp', 'tcp/443')).toMatchObject({ sameHost: true, answers: [] });
    expect(ask('clients', 'clients', 'tcp/9999').sameHost).toBe(false);
  });
});

it.each(['tcp/0', 'tcp/70000', 'tcp/80,443', 'icmp/8', 'sctp/1', '445', '', 'tcp/https'])(
  'refuses "%s"',
  (text) => {
    expect(parseServiceText(text)).toHaveProperty('error');
  },
);

it('knows no name that is not in the hierarchy', () => {
  expect(askedEnd('nobody', plan, hierarchy)).toBeUndefined();
  expect(askedEnd('10.0.0.300', plan, hierarchy)).toBeUndefined();
});
