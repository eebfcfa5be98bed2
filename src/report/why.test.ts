import { describe, expect, it } from 'vitest';
import { net, SAMPLE } from '../../test/report/sample-plan.ts';
import { type Question, whyFlow } from '../plan/why.ts';
import { whyJson, whyText } from './why.ts';

const ask = (source: string, destination: string, port: number): Question => ({
  source: { text: source },
  destination: { text: destination },
  transport: 'tcp',
  port: { first: port, last: port },
});
const text = (question: Question): string => whyText(whyFlow(SAMPLE, question), { width: 90 });

describe('whyText', () => {
  it('tells the chain from the flow to its sources', () => {
    expect(text(ask('cm01', 'dp01', 445))).toMatchInlineSnapshot(`
      "Needed: cm01 to dp01 on tcp/445

      Site server to distribution point
        from     cm01 (10.0.0.10, fd00::10) in datacenter
        to       dp01 (10.1.0.10) in campus
        service  tcp 445, SMB
        when     always
        way      datacenter -[core]-> campus
        for      Sends content and configuration.
        because  dp01 and dp02 belong to site P01 (hosts.dp01.site = P01, hierarchy.yaml:12)
        says     guide row site-server/3; Microsoft, “Site server to distribution point”
        flow     content
      "
    `);
  });

  it('tells what comes close where nothing needs it', () => {
    expect(text(ask('cm01', 'dp01', 22))).toMatchInlineSnapshot(`
      "Nothing needs it: cm01 to dp01 on tcp/22

      Needed between the two, on other ports:
        - cm01 to dp01 on tcp 445 (SMB): Site server to distribution point
        - cm01 to dp01 on tcp 49152-65535 (RPC dynamic ports): Site server to distribution point
      "
    `);
  });

  it('tells when the other way round is needed', () => {
    const told = text(ask('dp01', 'cm01', 445));
    expect(told).toMatch(/^Nothing needs it: dp01 to cm01 on tcp\/445$/m);
    expect(told).toMatch(/The other way round is needed:\n {2}- cm01 to dp01 on tcp 445/);
  });

  it('tells that a host needs no network to itself', () => {
    expect(text(ask('cm01', 'cm01', 445))).toContain('Both are one host');
  });

  it('tells that only a part is needed', () => {
    const part = {
      ...ask('cm01', 'dp01', 445),
      destination: { text: '10.1.0.0/24', network: net('10.1.0.0/24') },
    };
    expect(text(part)).toMatch(/^Needed in part/);
  });

  it('shows no control character of what was asked', () => {
    expect(text(ask('\u001b[2J', 'dp01', 1))).not.toContain('\u001b');
  });
});

describe('whyJson', () => {
  it('holds the same answer for programs', () => {
    const document = JSON.parse(whyJson(whyFlow(SAMPLE, ask('cm01', 'dp01', 445)))) as Record<
      string,
      unknown
    >;
    expect(document).toMatchObject({
      format: 'portolan/why/1',
      question: { source: { text: 'cm01' }, transport: 'tcp', port: { first: 445, last: 445 } },
      needed: true,
      answers: [{ flow: 'content', covers: 'all', service: { service: 'smb' }, path: [{ filter: 'core' }] }],
      reverse: [],
    });
  });
});
