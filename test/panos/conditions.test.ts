/** What a rule asks for besides addresses and services, and what stands beside the security rules. */
import { describe, expect, it } from 'vitest';
import { A_TO_B, readPanos, rule, ZONES } from './kit.ts';

describe('what else a rule asks for', () => {
  it.each([
    ['source-user contoso\\admins', 'the user "contoso\\\\admins"'],
    ['category [ gambling news ]', 'the URL category "gambling" or "news"'],
    ['source-hip managed', 'the HIP profile of the source, "managed"'],
    ['schedule nights', 'the schedule "nights"'],
    ['target negate yes', 'which firewalls the rule is meant for (target)'],
    ['something new', '"something new" in line 1, which was not understood'],
  ])('%s', (says, why) => {
    const reading = readPanos(rule('r', says) + rule('last', '', 'deny'));
    expect(reading.ask(A_TO_B)).toBe('depends');
    expect(reading.why(A_TO_B)).toContain(why);
  });

  it.each([
    'log-start yes',
    'tag cm',
    'target negate no',
    'hip-profiles any',
    'option disable-server-response-inspection yes',
  ])('nothing: %s', (says) => {
    expect(readPanos(rule('r', says)).ask(A_TO_B)).toBe('permit');
  });

  it.each(['deny', 'drop', 'reset-both', 'reset-client', 'reset-server'])('%s denies', (action) => {
    expect(readPanos(rule('r', '', action)).ask(A_TO_B)).toBe('deny');
  });

  it('leaves open what is missing or unknown', () => {
    expect(readPanos(rule('r', '', 'perhaps')).ask(A_TO_B)).toBe('depends');
    expect(
      readPanos('set rulebase security rules r from any to any source any destination any\n').ask(A_TO_B),
    ).toBe('depends');
    expect(readPanos(rule('r', 'disabled maybe')).ask(A_TO_B)).toBe('depends');
  });
});

describe('translations', () => {
  const nat =
    'set rulebase nat rules web from untrust to untrust source any destination 10.3.0.9 service any';
  it('leave open in which zone a destination stands', () => {
    const text = `${nat} destination-translation translated-address 10.2.0.1\n${rule('r', 'from trust to dmz')}`;
    const reading = readPanos(text, ZONES);
    expect(reading.ask('tcp 10.1.0.5 > 10.3.0.9:80')).toBe('depends');
    expect(reading.ask('tcp 10.1.0.5 > 10.3.0.8:80')).toBe('deny');
    expect(reading.said).toEqual(['PT8009 1']);
  });

  it('of sources are of no matter', () => {
    const text = `${nat} source-translation dynamic-ip-and-port interface-address interface ethernet1/1\n${rule('r', 'from trust to dmz')}`;
    expect(readPanos(text, ZONES).said).toEqual([]);
    expect(readPanos(text, ZONES).ask('tcp 10.1.0.5 > 10.3.0.9:80')).toBe('deny');
  });
});

describe('beside security rules', () => {
  it('who has to sign in first passes perhaps', () => {
    const how = (enforcement: string): string =>
      `set rulebase authentication rules web from any to any source 10.1.0.0/16 destination any service service-http authentication-enforcement ${enforcement}\n${rule('r', '')}`;
    const asked = readPanos(how('default-web-form'));
    expect(asked.ask(A_TO_B)).toBe('depends');
    expect(asked.why(A_TO_B)[0]).toBe('who has signed in (authentication rule "web")');
    expect(asked.ask('tcp 10.1.0.5 > 10.2.0.1:443')).toBe('permit');
    expect(readPanos(how('default-no-captive-portal')).ask(A_TO_B)).toBe('permit');
    expect(asked.said).toEqual([]);
  });

  it('IPv6 is not judged where it is switched off', () => {
    const off = `set deviceconfig setting session ipv6-firewalling no\n${rule('r', '')}`;
    expect(readPanos(off).configuration.families).toEqual([4]);
    expect(readPanos(rule('r', '')).configuration.families).toBeUndefined();
  });

  it('other policies decide nothing', () => {
    const others = ['qos', 'decryption', 'application-override', 'dos', 'tunnel-inspect', 'sdwan'];
    const text = others.map((kind) => `set rulebase ${kind} rules x from any action deny\n`).join('');
    expect(readPanos(text + rule('r', '')).ask(A_TO_B)).toBe('permit');
    expect(readPanos(text + rule('r', '')).said).toEqual([]);
  });

  it('policy-based forwarding leaves open in which zone a destination stands', () => {
    const routed = `set zone trust network layer3 e1
set zone dmz network layer3 e2
set network interface ethernet e1 layer3 ip 10.1.0.1/16
set network interface ethernet e2 layer3 ip 10.2.0.1/16
${rule('r', 'from trust to dmz')}`;
    expect(readPanos(routed).ask(A_TO_B)).toBe('permit');
    const forwarded = `${routed}set rulebase pbf rules f from zone trust action forward egress-interface e3\n`;
    expect(readPanos(forwarded).ask(A_TO_B)).toBe('depends');
    expect(readPanos(`${forwarded}set rulebase pbf rules f disabled yes\n`).ask(A_TO_B)).toBe('permit');
  });
});
