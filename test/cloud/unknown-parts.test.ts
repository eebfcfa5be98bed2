/** A part that nobody knows, wherever it stands, makes nothing certain that was not certain before. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { awsSecurityGroup } from '../../src/dialects/aws-security-group/dialect.ts';
import type { DialectReader } from '../../src/dialects/reader.ts';
import { READERS } from '../../src/dialects/readers.ts';
import { PacketSet } from '../../src/net/packet-set.ts';
import { NEW } from '../../src/net/state.ts';
import type { Configuration, Ruleset } from '../../src/policy/ruleset.ts';
import { permitted } from '../dialects/conformance-kit.ts';
import { fixture } from './kit.ts';

interface Sample {
  readonly id: string;
  readonly text: string;
  readonly hook: Ruleset['hook'];
}

const SAMPLES: readonly Sample[] = [
  { id: 'azure-nsg', text: fixture('azure-nsg/az-show.json'), hook: 'in' },
  { id: 'azure-nsg', text: fixture('azure-nsg/template-warn.json'), hook: 'in' },
  { id: 'aws-security-group', text: fixture('aws-security-group/describe.json'), hook: 'in' },
  { id: 'gcp-firewall', text: fixture('gcp-firewall/list.json'), hook: 'in' },
  { id: 'azure-firewall', text: fixture('azure-firewall/groups.json'), hook: 'forward' },
];

function read(id: string, text: string, hook: Ruleset['hook']): Configuration {
  const reader = READERS.get(id) as DialectReader;
  return reader.raise(reader.parse(text, 'f').config, {
    kind: hook === 'forward' ? 'network' : 'host',
    interfaces: new Map(),
  }).configuration;
}

/** What passes for certain; nothing where there is nothing that judges. */
const sure = (configuration: Configuration, hook: Ruleset['hook']): PacketSet =>
  configuration.rulesets.some((r) => r.hook === hook)
    ? permitted(configuration, hook, NEW, 'must')
    : PacketSet.empty;

const possible = (configuration: Configuration, hook: Ruleset['hook']): PacketSet =>
  configuration.rulesets.some((r) => r.hook === hook)
    ? permitted(configuration, hook, NEW, 'may')
    : PacketSet.all;

type Json = null | string | number | boolean | Json[] | { [key: string]: Json };

/** Every object of a document. */
function objectsOf(value: Json): { [key: string]: Json }[] {
  if (Array.isArray(value)) return value.flatMap(objectsOf);
  if (value === null || typeof value !== 'object') return [];
  return [value, ...Object.values(value).flatMap(objectsOf)];
}

describe.each(SAMPLES.map((sample) => [sample.id, sample] as const))('%s', (_, { id, text, hook }) => {
  const before = read(id, text, hook);
  const [must, may] = [sure(before, hook), possible(before, hook)];

  const expectNothingNew = (changed: string): void => {
    const after = read(id, changed, hook);
    expect(sure(after, hook).subtract(must).isEmpty()).toBe(true);
    expect(may.subtract(possible(after, hook)).isEmpty()).toBe(true);
  };

  it('is no more certain with a member that nobody knows', () => {
    const count = objectsOf(JSON.parse(text) as Json).length;
    fc.assert(
      fc.property(fc.nat(count - 1), fc.jsonValue(), (n, value) => {
        const document = JSON.parse(text) as Json;
        const target = objectsOf(document)[n];
        if (target) target['x-unknown'] = value as Json;
        expectNothingNew(JSON.stringify(document, null, 2));
      }),
      { numRuns: 60 },
    );
  });

  it('permits nothing new where the text is cut off', () => {
    fc.assert(
      fc.property(fc.nat(text.length - 3), (length) => {
        const after = read(id, text.slice(0, length), hook);
        expect(sure(after, hook).subtract(must).isEmpty()).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('permits nothing new where something in it becomes an expression', () => {
    const places = [...text.matchAll(/"(?:10\.[^"]*|TCP|tcp|Allow|Inbound|INGRESS)"/g)].map((m) => m.index);
    fc.assert(
      fc.property(fc.constantFrom(...places), (at) => {
        const end = text.indexOf('"', at + 1) + 1;
        const after = read(id, `${text.slice(0, at)}"\${var.x}"${text.slice(end)}`, hook);
        expect(sure(after, hook).subtract(must).isEmpty()).toBe(true);
      }),
      { numRuns: 30 },
    );
  });
});

it('takes no repeated or chosen resource of Terraform for certain', () => {
  const { model } = awsSecurityGroup.lower({
    kind: 'host',
    name: 'h',
    hierarchy: 'x',
    dialect: 'aws-security-group',
    rules: [],
    named: [],
    interfaces: [],
    diagnostics: [],
  });
  const plain = `${awsSecurityGroup.print(model).text}
resource "aws_vpc_security_group_ingress_rule" "r" {
  security_group_id = aws_security_group.cm_h.id
  cidr_ipv4         = "10.0.0.0/8"
  ip_protocol       = "tcp"
  from_port         = 1
  to_port           = 9
}
`;
  expect(sure(read('aws-security-group', plain, 'in'), 'in').isEmpty()).toBe(false);
  for (const argument of ['count = 0', 'for_each = toset([])', 'to_port = 9', 'dynamic "x" {\n}', 'oops']) {
    const changed = plain.replace('  cidr_ipv4', `  ${argument}\n  cidr_ipv4`);
    expect(sure(read('aws-security-group', changed, 'in'), 'in').isEmpty(), argument).toBe(true);
  }
});
