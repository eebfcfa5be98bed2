/** New rules in texts that exist. */
import { describe, expect, it } from 'vitest';
import { panosReader } from '../../src/dialects/panos/reader.ts';
import {
  ANY_ADDRESS,
  ANY_PORT,
  ANY_SERVICE,
  icmpRange,
  type Match,
  servicesTo,
} from '../../src/net/match.ts';
import { parseNetwork } from '../../src/net/network.ts';
import type { FilterRule } from '../../src/policy/ruleset.ts';
import { fixture, readPanos, rule } from './kit.ts';

const nets = (...texts: readonly string[]): Match['sources'] =>
  texts.flatMap((text) => {
    const parsed = parseNetwork(text);
    return 'error' in parsed ? [] : [parsed];
  });
const match: Match = {
  sources: nets('10.20.0.0/16', '10.30.0.10-10.30.0.12', 'fd20::/64'),
  destinations: nets('10.0.0.5', 'fd00::5'),
  services: servicesTo('tcp', [
    { first: 443, last: 443 },
    { first: 49152, last: 65535 },
  ]),
};

function written(text: string, before: string, of: Match = match): readonly string[] | undefined {
  const { config } = panosReader.parse(text, 'x');
  const { configuration } = panosReader.raise(config, { interfaces: new Map() });
  const anchor = configuration.rulesets.flatMap((r) => r.rules).find((r) => r.name === before) as FilterRule;
  return panosReader.write({ action: 'permit', match: of, comment: 'clients → "MP"?\n443' }, anchor, config);
}

const TEXT = rule('web', 'service service-http') + rule('rest', '', 'deny');

describe('a new rule', () => {
  const lines = written(TEXT, 'rest') ?? [];

  it('is set commands with the services that are missing', () => {
    const [service, made, description] = lines;
    expect(service).toBe('set service Portolan-tcp-49152-65535 protocol tcp port 49152-65535');
    expect(made).toMatch(
      /^set rulebase security rules Portolan-[0-9a-f]{8} from any to any source \[ 10\.20\.0\.0\/16 10\.30\.0\.10-10\.30\.0\.12 fd20::\/64 \] destination \[ 10\.0\.0\.5 fd00::5 \] application any service \[ service-https Portolan-tcp-49152-65535 \] action allow$/,
    );
    expect(description).toMatch(/ description "clients MP 443"$/);
  });

  it('permits exactly what it should, before the rule that it stands before', () => {
    const [first = '', ...rest] = TEXT.split('\n');
    const after = readPanos([first, ...lines, ...rest].join('\n'));
    expect(after.said).toEqual([]);
    expect(after.ask('tcp 10.20.9.9 > 10.0.0.5:443')).toBe('permit');
    expect(after.ask('tcp [fd20::1] > [fd00::5]:50000')).toBe('permit');
    expect(after.ask('tcp 10.20.9.9 > 10.0.0.5:444')).toBe('deny');
    expect(after.ask('tcp 10.30.0.13 > 10.0.0.5:443')).toBe('deny');
  });

  it('stands where its anchor does', () => {
    const shared = TEXT.replaceAll('set rulebase', 'set device-group "A B" post-rulebase');
    const [service = '', made = ''] = written(shared, 'rest') ?? [];
    expect(service).toMatch(/^set device-group "A B" service /);
    expect(made).toMatch(/^set device-group "A B" post-rulebase security rules Portolan-/);
  });

  it('is an entry of XML where all services are there', () => {
    const xml = fixture('device.xml');
    const https = { ...match, services: servicesTo('tcp', [{ first: 443, last: 443 }]) };
    const entry = written(xml, 'Not PCs', https) ?? [];
    expect(entry[0]).toMatch(/^ {16}<entry name="Portolan-[0-9a-f]{8}">$/);
    expect(entry[6]).toBe('                  <service><member>service-https</member></service>');
    const at = xml.indexOf('                <entry name="Not PCs"');
    const after = readPanos(`${xml.slice(0, at)}${entry.join('\n')}\n${xml.slice(at)}`);
    expect(after.ask('tcp 10.20.9.9 > 10.0.0.5:443')).toBe('permit');
    expect(written(xml, 'Not PCs')).toBeUndefined();
  });

  it('is none where there are no words for it', () => {
    const of = (part: Partial<Match>): readonly string[] | undefined =>
      written(TEXT, 'rest', { ...match, ...part });
    expect(
      of({ services: [{ protocol: { first: 50, last: 50 }, source: ANY_PORT, destination: ANY_PORT }] }),
    ).toBeUndefined();
    expect(of({ sources: nets('::/0') })).toBeUndefined();
    expect(written(TEXT, 'intrazone-default')).toBeUndefined();
    expect(of({ sources: ANY_ADDRESS, services: [ANY_SERVICE] })?.[0]).toContain('source any');
  });

  it('can be an echo request', () => {
    const echo = { protocol: { first: 1, last: 1 }, source: icmpRange(8), destination: ANY_PORT };
    const [line = ''] = written(TEXT, 'rest', { ...match, services: [echo] }) ?? [];
    expect(line).toContain('destination 10.0.0.5 application ping service application-default');
  });
});
