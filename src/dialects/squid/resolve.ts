import { diagnostic } from '../../diagnostics/codes.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { ANY_ADDRESS, ANY_PORT } from '../../net/match.ts';
import { type AddressRange, complement, network, parseNetwork } from '../../net/network.ts';
import { normalizePorts, type PortRange, parsePorts } from '../../net/ports.ts';
import type { Dependency } from '../../policy/ruleset.ts';
import { subtractPorts } from '../../policy/subtract-ports.ts';
import { nameOfRegex } from './names.ts';
import type { ReadAclLine, ReadSquid } from './read-model.ts';

/** What an access list asks of a request. */
export type Condition =
  | { readonly kind: 'source'; readonly ranges: readonly AddressRange[] }
  | { readonly kind: 'destination'; readonly ranges: readonly AddressRange[] }
  | { readonly kind: 'ports'; readonly ranges: readonly PortRange[] }
  | { readonly kind: 'depends'; readonly dependency: Dependency };

/** Lists that are always there (Squid's documentation of `acl`): the others of that kind only ever narrow. */
const BUILT_IN: ReadonlyMap<string, Condition> = new Map<string, Condition>([
  ['all', { kind: 'source', ranges: ANY_ADDRESS }],
  ['localhost', { kind: 'source', ranges: [network(4, 0x7f000000n, 0x7fffffffn), network(6, 1n, 1n)] }],
  [
    'CONNECT',
    { kind: 'depends', dependency: { kind: 'application', text: 'the method CONNECT', value: 'CONNECT' } },
  ],
  // Asked of the proxy itself: nothing of it is fetched from anywhere.
  ['manager', { kind: 'ports', ranges: [] }],
  ['to_localhost', destinationsOf('127.0.0.0/8', '0.0.0.0', '::1', '::')],
  ['to_linklocal', destinationsOf('169.254.0.0/16', 'fe80::/10')],
]);

function destinationsOf(...texts: readonly string[]): Condition {
  return { kind: 'destination', ranges: texts.flatMap((text) => rangesOf(text) ?? []) };
}

export type Lookup = (name: string, negated: boolean) => Condition;

/** Looks lists up; what is missing or not understood is said once. */
export function lookupOf(config: ReadSquid, diagnostics: Diagnostic[]): Lookup {
  const memo = new Map<string, Condition>();
  const find = (name: string): Condition => {
    const lines = config.acls.get(name);
    const known = BUILT_IN.get(name);
    if (!lines) return known ?? missing(name, diagnostics);
    return conditionOf(name, lines, diagnostics);
  };
  return (name, negated) => {
    let condition = memo.get(name);
    if (!condition) {
      condition = find(name);
      memo.set(name, condition);
    }
    return negated ? negate(condition) : condition;
  };
}

function missing(name: string, diagnostics: Diagnostic[]): Condition {
  diagnostics.push(
    diagnostic('PT8003', {
      message: `the acl "${name}" is defined nowhere`,
      help: 'Lines that name it depend on it',
    }),
  );
  return depends({ kind: 'not-understood', text: `the acl "${name}", which is defined nowhere` });
}

const depends = (dependency: Dependency): Condition => ({ kind: 'depends', dependency });

function negate(condition: Condition): Condition {
  switch (condition.kind) {
    case 'source':
    case 'destination': {
      const networks = condition.ranges.map((r) => network(r.family, r.first, r.last));
      return { kind: condition.kind, ranges: [...complement(4, networks), ...complement(6, networks)] };
    }
    case 'ports':
      return { kind: 'ports', ranges: subtractPorts([ANY_PORT], condition.ranges) };
    case 'depends': {
      const { dependency } = condition;
      const { value: _, ...rest } = dependency;
      return depends({ ...rest, text: `not ${dependency.text}` });
    }
    default:
      return condition satisfies never;
  }
}

function conditionOf(name: string, lines: readonly ReadAclLine[], diagnostics: Diagnostic[]): Condition {
  const [first] = lines as [ReadAclLine];
  const { type } = first;
  const values = lines.flatMap((line) => line.values.filter((value) => !/^-[in+]$/.test(value)));
  // A list in a file of its own, or lists of different types under one name, which Squid refuses.
  const isOpen = values.some((value) => value.startsWith('"')) || lines.some((line) => line.type !== type);
  if (isOpen) return unread(name, first, diagnostics);
  switch (type) {
    case 'src':
    case 'dst':
      return addresses(name, type, values, first, diagnostics);
    case 'port': {
      const ports = values.map((value) => parsePorts(value));
      const ranges = ports.flatMap((port) => ('error' in port ? [] : port));
      if (ports.some((port) => 'error' in port) || ranges.length === 0)
        return unread(name, first, diagnostics);
      return { kind: 'ports', ranges: normalizePorts(ranges) };
    }
    case 'proto':
      // As configurations before Squid 3.2 say what `manager` is.
      if (values.length === 1 && values[0]?.toLowerCase() === 'cache_object')
        return { kind: 'ports', ranges: [] };
      return depends({ kind: 'other', text: `the acl "${name}" (proto ${brief(values)})`, value: name });
    case 'method':
      return depends({
        kind: 'application',
        text: `the method ${values.join(', ')}`,
        value: values.join(' '),
      });
    case 'dstdomain':
    case 'dstdom_regex':
      return depends({
        kind: 'name',
        text: `the names of "${name}" (${brief(values)})`,
        value: values
          .map((value) => (type === 'dstdomain' ? nameOfDomain(value) : (nameOfRegex(value) ?? `~${value}`)))
          .join(' '),
      });
    case 'time':
      return depends({ kind: 'schedule', text: `the times of "${name}" (${brief(values)})`, value: name });
    case 'proxy_auth':
    case 'proxy_auth_regex':
    case 'ident':
    case 'external':
      return depends({ kind: 'user', text: `who asks (acl "${name}")`, value: name });
    default:
      return depends({ kind: 'other', text: `the acl "${name}" (${type} ${brief(values)})`, value: name });
  }
}

/** `.example` is the domain itself and everything below. */
const nameOfDomain = (value: string): string =>
  value.startsWith('.') ? `${value.slice(1)} *${value}` : value;

const brief = (values: readonly string[]): string => {
  const text = values.join(', ');
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
};

function addresses(
  name: string,
  type: 'src' | 'dst',
  values: readonly string[],
  line: ReadAclLine,
  diagnostics: Diagnostic[],
): Condition {
  const ranges: AddressRange[] = [];
  for (const value of values) {
    const range = value === 'all' ? ANY_ADDRESS : rangesOf(value);
    if (!range) return unread(name, line, diagnostics);
    ranges.push(...range);
  }
  // A list without values matches nothing.
  return { kind: type === 'src' ? 'source' : 'destination', ranges };
}

/** `10.0.0.1`, `10.0.0.0/8`, `10.0.0.0/255.0.0.0`, `10.0.0.1-10.0.0.9`; Squid masks what stands beyond the prefix. */
function rangesOf(value: string): readonly AddressRange[] | undefined {
  const plain = parseNetwork(value);
  if (!('error' in plain)) return [plain];
  const [, address = '', mask = ''] = /^([^/-]+)\/([\d.]+)$/.exec(value) ?? [];
  const start = parseNetwork(address);
  if ('error' in start) return undefined;
  const bits = mask.includes('.') ? lengthOf(mask) : Number(mask);
  const width = start.family === 4 ? 32 : 128;
  if (bits === undefined || !(bits >= 0 && bits <= width)) return undefined;
  const size = 1n << BigInt(width - bits);
  const first = start.first - (start.first % size);
  return [network(start.family, first, first + size - 1n)];
}

function lengthOf(mask: string): number | undefined {
  const parsed = parseNetwork(mask);
  if ('error' in parsed || parsed.family !== 4) return undefined;
  const inverse = 0xffffffffn - parsed.first;
  return (inverse & (inverse + 1n)) === 0n
    ? 32 - (inverse === 0n ? 0 : inverse.toString(2).length)
    : undefined;
}

function unread(name: string, line: ReadAclLine, diagnostics: Diagnostic[]): Condition {
  diagnostics.push(
    diagnostic('PT8002', {
      message: `the acl "${name}" was not understood: ${line.written.text}`,
      place: line.written.place,
      help: 'Lines that name it depend on it',
    }),
  );
  return depends({ kind: 'not-understood', text: `the acl "${name}", which was not understood` });
}
