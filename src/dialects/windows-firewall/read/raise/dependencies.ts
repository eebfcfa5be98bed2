import type { AddressRange } from '../../../../net/network.ts';
import type { Dependency } from '../../../../policy/ruleset.ts';
import { normalProgram } from './program.ts';

/** The values of a rule's field; absent where it isn't given, `null` where it wasn't understood. */
export type Field = (name: string) => readonly string[] | null | undefined;

const NOTHING_ASKED: ReadonlySet<string> = new Set(['any', '*', '', 'notrequired', 'all']);

function asks(values: readonly string[] | null | undefined): values is readonly string[] {
  return values !== undefined && values !== null && !values.some((v) => NOTHING_ASKED.has(v.toLowerCase()));
}

const quoted = (values: readonly string[]): string => {
  const text = values.join(', ');
  return text.length > 80 ? `${text.slice(0, 79).toWellFormed()}…` : text;
};

interface Condition {
  readonly name: string;
  readonly kind: Dependency['kind'];
  readonly text: (values: string) => string;
}

/** Fields that ask for something beside the packet. */
const CONDITIONS: readonly Condition[] = [
  { name: 'package', kind: 'application', text: (v) => `the app package ${v}` },
  { name: 'policyappid', kind: 'application', text: (v) => `the application tag ${v}` },
  { name: 'platform', kind: 'other', text: (v) => `the version of Windows (${v})` },
  { name: 'owner', kind: 'user', text: (v) => `the rule's owner ${v}` },
  { name: 'localuser', kind: 'user', text: (v) => `the local user (${v})` },
  { name: 'remoteuser', kind: 'user', text: (v) => `the remote user (${v})` },
  { name: 'remotemachine', kind: 'security', text: (v) => `the remote computer's account (${v})` },
  { name: 'authentication', kind: 'security', text: (v) => `authentication by IPsec (${v})` },
  { name: 'encryption', kind: 'security', text: (v) => `encryption by IPsec (${v})` },
  { name: 'interfacetype', kind: 'interface', text: (v) => `the type of the interface (${v})` },
  { name: 'dynamictarget', kind: 'application', text: (v) => `the dynamic target ${v}` },
  { name: 'dynamictransport', kind: 'application', text: (v) => `the dynamic transport ${v}` },
  {
    name: 'remotedynamickeywordaddresses',
    kind: 'name',
    text: (v) => `the dynamic keyword addresses ${v}`,
  },
];

/** Everything beside the packet that decides whether a rule matches. */
export function dependenciesOf(field: Field): Dependency[] {
  const found: Dependency[] = [];
  const program = field('program');
  if (asks(program)) {
    const value = normalProgram(program[0] ?? '');
    found.push({ kind: 'program', text: `the program ${quoted([value])}`, value });
  }
  found.push(...serviceOf(field('service')));
  for (const { name, kind, text } of CONDITIONS) {
    const values = field(name);
    if (asks(values)) found.push({ kind, text: text(quoted(values)) });
  }
  if (field('overrideblockrules')?.[0]?.toLowerCase() === 'true') {
    found.push({ kind: 'security', text: 'authentication by IPsec, and then beats rules that block' });
  }
  return found;
}

function serviceOf(values: readonly string[] | null | undefined): Dependency[] {
  if (values?.[0] === '*') return [{ kind: 'other', text: 'whether a Windows service listens or talks' }];
  if (!asks(values)) return [];
  const value = (values[0] ?? '').toLowerCase();
  return [{ kind: 'windows-service', text: `the Windows service ${quoted([value])}`, value }];
}

/** What stands behind the interfaces that a rule is for, where somebody said so; otherwise it depends on them. */
export function interfacesOf(
  field: Field,
  known: ReadonlyMap<string, readonly AddressRange[]>,
): { readonly behind?: readonly AddressRange[]; readonly depends: readonly Dependency[] } {
  const values = field('interfacealias');
  if (!asks(values)) return { depends: [] };
  const behind = values.map((name) => known.get(name));
  if (behind.every((ranges) => ranges !== undefined)) return { behind: behind.flat(), depends: [] };
  return { depends: [{ kind: 'interface', text: `the interface ${quoted(values)}` }] };
}

/** Fields whose values make no sense, or weren't understood, and that might take packets away. */
export const NARROWING: ReadonlySet<string> = new Set([
  ...CONDITIONS.map((condition) => condition.name),
  'program',
  'service',
  'interfacealias',
  'overrideblockrules',
  'profile',
  'enabled',
  '?part',
]);
