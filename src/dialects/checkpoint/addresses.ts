/** What the objects in a rule's source or destination stand for. */
import { anyAddress } from '../../net/match.ts';
import { type AddressRange, type Family, parseAddress } from '../../net/network.ts';
import type { Dependency } from '../../policy/ruleset.ts';
import { publicAddresses } from '../raising/private.ts';
import { notUnderstood, quoted } from '../raising/reasons.ts';
import {
  perhaps,
  type Resolved,
  surely,
  together,
  uniteAddresses,
  withoutAddresses,
} from '../raising/resolved.ts';
import { wildcardRanges } from '../raising/wildcard.ts';
import { joinRanges } from '../source/address-ranges.ts';
import type { CpObject, Fields, Span } from './model.ts';
import { flagOf, isFields, isList, refsOf, textOf } from './values.ts';
import { COMMON_KEYS, type Work } from './work.ts';

type Addresses = Resolved<AddressRange>;

const BITS = { 4: 32, 6: 128 } as const;
const NONE: Addresses = surely([]);

const KNOWN: ReadonlySet<string> = new Set([
  ...COMMON_KEYS,
  ...`ipv4-address ipv6-address ipv4-address-first ipv4-address-last ipv6-address-first ipv6-address-last subnet4 subnet6
  mask-length4 mask-length6 subnet-mask broadcast members include except ipv4-mask-wildcard ipv6-mask-wildcard
  is-sub-domain ranges`.split(/\s+/),
]);

/** Objects whose addresses the text doesn't hold, and what they are called. */
const ELSEWHERE: ReadonlyMap<string, readonly [kind: Dependency['kind'], text: string]> = new Map([
  ['dns-domain', ['name', 'the addresses of']],
  ['updatable-object', ['name', 'the addresses of the updatable object']],
  ['data-center-object', ['name', 'the addresses of the data center object']],
  ['data-center-query', ['name', 'the addresses of the data center query']],
  ['network-feed', ['name', 'the addresses of the feed']],
  ['dynamic-object', ['name', "the gateway's own addresses for the dynamic object"]],
  ['dynamic-global-network-object', ['name', 'the addresses of the global object']],
  ['Internet', ['interface', 'whether it is an address of the internet, as the gateway sees it:']],
  ['access-role', ['user', 'the access role']],
  ['user-group', ['user', 'the user group']],
  ['LegacyUserAtLocation', ['user', 'the users of']],
]);

/** Types that have one address, and more than the text may say. */
const GATEWAYS: ReadonlySet<string> = new Set([
  'simple-gateway',
  'simple-cluster',
  'checkpoint-host',
  'interoperable-device',
  'CpmiGatewayCluster',
  'CpmiClusterMember',
  'CpmiHostCkp',
  'CpmiVsxClusterNetobj',
  'CpmiVsClusterNetobj',
  'gsn_handover_group',
]);

export class AddressBook {
  private readonly work: Work;

  constructor(work: Work) {
    this.work = work;
  }

  /** What any of the objects stands for. */
  any(family: Family, refs: readonly string[], at: Span): Addresses {
    if (refs.length === 0)
      return perhaps([anyAddress(family)], notUnderstood('the source or destination, which is missing'));
    return uniteAddresses(refs.map((ref) => this.named(family, ref, at, 0)));
  }

  private named(family: Family, ref: string, at: Span, depth: number): Addresses {
    const all = [anyAddress(family)];
    if (this.work.isAny(ref)) return surely(all);
    return this.work.once(`address${family} ${ref}`, ref, all, depth, () => {
      const object = this.work.find(ref);
      if (this.work.isNone(ref)) return NONE;
      if (!object) return perhaps(all, this.work.missing(`the object ${quoted(ref)}`, at));
      const found = this.object(family, object, depth);
      const unknown =
        ELSEWHERE.has(object.type) || GATEWAYS.has(object.type) ? [] : this.work.unknownIn(object, KNOWN);
      return unknown.length === 0 ? found : perhaps(all, ...together([unknown, found.depends]));
    });
  }

  private object(family: Family, object: CpObject, depth: number): Addresses {
    const all = [anyAddress(family)];
    const { type, fields, name } = object;
    switch (type) {
      case 'host':
        return this.checked(family, object, one(family, textOf(fields, `ipv${family}-address`)));
      case 'network':
        return this.network(family, object);
      case 'address-range':
      case 'multicast-address-range':
        return this.checked(family, object, range(family, fields));
      case 'wildcard':
        return this.checked(family, object, this.wildcard(family, fields));
      case 'group':
        return this.members(family, object, 'members', depth);
      case 'group-with-exclusion':
        return withoutAddresses(
          this.members(family, object, 'include', depth),
          this.members(family, object, 'except', depth),
        );
      case 'security-zone':
        return this.zone(family, object);
      default:
    }
    const elsewhere = ELSEWHERE.get(type);
    if (elsewhere) {
      const [kind, text] = elsewhere;
      const domain = flagOf(fields, 'is-sub-domain') ? `*${name}` : name.replace(/^\./, '');
      const shown = type === 'dns-domain' ? domain : name;
      const most = type === 'updatable-object' ? publicAddresses(family) : all;
      return perhaps(most, { kind, text: `${text} ${quoted(shown)}`, value: shown });
    }
    if (GATEWAYS.has(type)) return this.gateway(family, object);
    this.work.report.say(
      'PT8002',
      `the object ${quoted(name)} of the type ${quoted(type)} was not understood`,
      object.at,
    );
    return perhaps(all, notUnderstood(`the object ${quoted(name)} of the type ${quoted(type)}`));
  }

  private checked(
    family: Family,
    { name, fields, at }: CpObject,
    found: readonly AddressRange[] | 'none' | undefined,
  ): Addresses {
    if (found === 'none' && [...fields.keys()].some((key) => /^(?:ipv[46]-|subnet)/.test(key))) return NONE;
    if (found && found !== 'none') return surely(found);
    this.work.report.say('PT8002', `the addresses of ${quoted(name)} were not understood`, at);
    return perhaps([anyAddress(family)], notUnderstood(`the addresses of ${quoted(name)}`));
  }

  /** A network without broadcast does not hold its last address. */
  private network(family: Family, object: CpObject): Addresses {
    const { fields } = object;
    const text = textOf(fields, `subnet${family}`);
    if (text === undefined) return this.checked(family, object, 'none');
    const length =
      textOf(fields, `mask-length${family}`) ?? (family === 4 ? textOf(fields, 'subnet-mask') : undefined);
    const found = prefix(family, text, length);
    const last = found?.at(-1);
    if (family === 6 || textOf(fields, 'broadcast') !== 'disallow' || !last || last.first === last.last)
      return this.checked(family, object, found);
    return surely([{ ...last, last: last.last - 1n }]);
  }

  private members(family: Family, object: CpObject, key: string, depth: number): Addresses {
    const all = [anyAddress(family)];
    const { fields, name, at } = object;
    if (!fields.has(key)) {
      const what = `what the group ${quoted(name)} holds`;
      return perhaps(all, this.work.missing(what, at));
    }
    const refs = refsOf(fields, key);
    const parts = refs.map((ref) => this.named(family, ref, at, depth + 1));
    const count = parts.reduce((sum, part) => sum + part.sure.length + part.unsure.length, 0);
    if (!this.work.afford(count))
      return perhaps(all, notUnderstood(`the group ${quoted(name)}, which is too large`));
    return refs.length === 0 ? NONE : uniteAddresses(parts);
  }

  private zone(family: Family, { name, at }: CpObject): Addresses {
    const given = this.work.interfaces.get(name);
    if (given) return surely(joinRanges(given.filter((r) => r.family === family)));
    this.work.report.say(
      'PT8005',
      `what stands behind the security zone ${quoted(name)} is not known`,
      at,
      `Say it with --interface ${name}=ZONE or --interface ${name}=10.20.0.0/16,…`,
    );
    return perhaps([anyAddress(family)], {
      kind: 'interface',
      text: `what stands behind the security zone ${quoted(name)}`,
      value: name,
    });
  }

  /** In a wildcard's mask ones mean that a bit is ignored. */
  private wildcard(family: Family, fields: Fields): readonly AddressRange[] | 'none' | undefined {
    const text = textOf(fields, `ipv${family}-address`);
    const mask = textOf(fields, `ipv${family}-mask-wildcard`);
    if (text === undefined || mask === undefined) return 'none';
    const [base, ignored] = [address(family, text), address(family, mask)];
    if (base === undefined || ignored === undefined) return undefined;
    const all = (1n << BigInt(BITS[family])) - 1n;
    const ranges = wildcardRanges(family, base, all - ignored, (n) => this.work.afford(n));
    return ranges && joinRanges(ranges);
  }
  /**
   * A gateway has the address that it is managed by, and those of its interfaces, which are often not in the text.
   * Packets to those end at the gateway: they are none that pass through it. So the usual first rule, which drops what
   * is sent to the gateway itself, leaves nothing else open.
   */
  private gateway(family: Family, { name, fields, at }: CpObject): Addresses {
    const sure: AddressRange[] = [
      ...(this.work.interfaces.get(name) ?? []).filter((r) => r.family === family),
    ];
    const add = (text: string | undefined): void => {
      const found = one(family, text);
      if (found && found !== 'none') sure.push(...found);
    };
    add(textOf(fields, `ipv${family}-address`));
    const interfaces = fields.get('interfaces');
    const listed = isList(interfaces) ? interfaces.filter(isFields) : [];
    for (const item of listed) add(textOf(item, `ipv${family}-address`));
    if (listed.length === 0 && !this.work.interfaces.has(name))
      this.work.report.say(
        'PT8005',
        `the text does not say which addresses the gateway ${quoted(name)} has at its interfaces: it is taken that none of them is a host's that is asked about`,
        at,
        `Say them with --interface ${name}=10.20.0.1,…`,
      );
    return surely(joinRanges(sure));
  }
}

const address = (family: Family, text: string): bigint | undefined => {
  const read = parseAddress(text);
  return 'error' in read || read.family !== family ? undefined : read.value;
};

function one(family: Family, text: string | undefined): readonly AddressRange[] | 'none' | undefined {
  if (text === undefined) return 'none';
  const value = address(family, text);
  return value === undefined ? undefined : [{ family, first: value, last: value }];
}

function prefix(
  family: Family,
  text: string,
  length: string | undefined,
): readonly AddressRange[] | undefined {
  const value = address(family, text);
  const bits = length === undefined ? undefined : /^\d{1,3}$/.test(length) ? Number(length) : bitsOf(length);
  if (value === undefined || bits === undefined || bits > BITS[family]) return undefined;
  const size = 1n << BigInt(BITS[family] - bits);
  const first = value - (value % size);
  return [{ family, first, last: first + size - 1n }];
}

/** `255.255.0.0`. */
function bitsOf(mask: string): number | undefined {
  const value = address(4, mask);
  if (value === undefined) return undefined;
  const holes = 0xffff_ffffn - value;
  if ((holes & (holes + 1n)) !== 0n) return undefined;
  return 32 - (holes === 0n ? 0 : holes.toString(2).length);
}

function range(family: Family, fields: Fields): readonly AddressRange[] | 'none' | undefined {
  const from = textOf(fields, `ipv${family}-address-first`);
  const to = textOf(fields, `ipv${family}-address-last`);
  if (from === undefined || to === undefined) return one(family, textOf(fields, `ipv${family}-address`));
  const [first, last] = [address(family, from), address(family, to)];
  return first === undefined || last === undefined || first > last ? undefined : [{ family, first, last }];
}
