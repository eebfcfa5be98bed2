import { diagnostic } from '../../diagnostics/codes.ts';
import { ANY_ADDRESS, ANY_SERVICE, anyAddress, type Match } from '../../net/match.ts';
import type { AddressRange, Family } from '../../net/network.ts';
import type { Dependency, FilterRule, Otherwise, Ruleset } from '../../policy/ruleset.ts';
import { joinRanges, restOf, subtractRanges } from '../source/address-ranges.ts';
import type { Written } from '../source/lines.ts';
import { interfaceKey } from './interface-name.ts';
import type { Binding } from './model.ts';
import { ofFamily, type Side } from './sides.ts';
import { conditional, endOf, ruleset, type Work } from './work.ts';

/** What a packet meets: where it comes in, then where it goes out. */
export function perInterface(work: Work): readonly Ruleset[] {
  const { bindings } = work.config;
  const judged = (['in', 'out'] as const).flatMap((direction) =>
    bindings.filter((b) => b.direction === direction).flatMap((binding) => rulesetsOf(work, binding)),
  );
  if (work.config.interfaces.size === 0) return judged;
  return [...judged, ...strangers(work), ...fromNowhere(work)];
}

/** Where somebody said of every interface what stands behind it, nobody knows how other packets would come in. */
function fromNowhere({ sides: { sides, unplaced } }: Work): readonly Ruleset[] {
  if (unplaced.length === 0 || sides.some((side) => !side.isGiven)) return [];
  const text = 'it is not known behind which interface the source stands';
  const scope = [{ sources: unplaced, destinations: ANY_ADDRESS, services: [ANY_SERVICE] }];
  return [ruleset('packets from nowhere', [], { action: 'unknown', text }, scope)];
}

/** Interfaces that somebody named and the text doesn't have: what filters there isn't known. */
function strangers(work: Work): readonly Ruleset[] {
  const strange = work.sides.sides.filter((side) => !side.interface && side.networks.length > 0);
  return strange.flatMap((side) => {
    const text = `the interface "${side.name}", which is not in the text`;
    work.diagnostics.push(
      diagnostic('PT8003', {
        message: `the interface "${side.name}" is defined nowhere`,
        help: "Name the filter's interfaces as the device does, or give the whole configuration; what comes and goes there is unproven",
      }),
    );
    const others = restOf(side.networks);
    const scope = [
      { sources: side.networks, destinations: others, services: [ANY_SERVICE] },
      { sources: others, destinations: side.networks, services: [ANY_SERVICE] },
    ];
    return [ruleset(`unknown (interface ${side.name})`, [], { action: 'unknown', text }, scope)];
  });
}

/** Interfaces that are said to be unknown one by one. */
const MOST_SAID = 50;

interface Judge {
  readonly name: string;
  readonly rules: readonly FilterRule[];
  readonly otherwise: Otherwise;
}

function rulesetsOf(work: Work, binding: Binding): readonly Ruleset[] {
  const { family, direction } = binding;
  const key = interfaceKey(binding.interface);
  const side = work.sides.byKey.get(key);
  // An interface that is shut down, or of no routing table.
  if (!side) return [];
  const judge = judgeOf(work, binding, side);
  const networks = ofFamily(side.networks, family);
  const scopeOf = (inner: readonly AddressRange[], outer: readonly AddressRange[]): readonly Match[] => {
    if (inner.length === 0 || outer.length === 0) return [];
    const [sources, destinations] = direction === 'in' ? [inner, outer] : [outer, inner];
    return [{ sources, destinations, services: [ANY_SERVICE] }];
  };
  const rulesets: Ruleset[] = [];
  const through = scopeOf(networks, ofFamily(restOf(networks), family));
  if (through.length > 0) rulesets.push(ruleset(`${judge.name})`, judge.rules, judge.otherwise, through));
  const within = hairpins(side, networks, family).flatMap(([inner, outer]) => scopeOf(inner, outer));
  if (within.length > 0)
    rulesets.push(perhaps(work, judge, within, sameSide(side), 'if the packet comes there'));
  if (side.isGiven) return rulesets;
  // Which hosts stand at a port of a switch is not to be seen from addresses.
  const open = side.interface?.isPort ? [anyAddress(family)] : work.sides.unplacedOf[family];
  const unplaced = scopeOf(open, [anyAddress(family)]);
  if (unplaced.length === 0) return rulesets;
  if (networks.length === 0) sayUnknown(work, side, binding);
  const end = direction === 'in' ? 'source' : 'destination';
  const depends: Dependency = {
    kind: 'interface',
    text: `whether the ${end} stands behind the interface "${side.name}"`,
    value: side.name,
  };
  rulesets.push(perhaps(work, judge, unplaced, depends, 'if the packet comes there'));
  return rulesets;
}

/**
 * Pairs of networks behind one interface: packets between them mostly don't come to the router, and may. Those of one
 * subnet never do.
 */
function hairpins(
  side: Side,
  networks: readonly AddressRange[],
  family: Family,
): readonly (readonly [readonly AddressRange[], readonly AddressRange[]])[] {
  const connected = ofFamily(side.interface?.connected ?? [], family).slice(0, MOST_SUBNETS);
  const within = (ranges: readonly AddressRange[]): readonly AddressRange[] =>
    subtractRanges(networks, restOf(joinRanges(ranges)));
  const others = subtractRanges(networks, joinRanges(connected));
  const pairs = connected.map((subnet) => {
    const own = within([subnet]);
    return [own, subtractRanges(networks, own)] as const;
  });
  return [...pairs, [others, networks] as const].filter(([a, b]) => a.length > 0 && b.length > 0);
}

const MOST_SUBNETS = 50;

const sameSide = (side: Side): Dependency => ({
  kind: 'interface',
  text: `whether packets between two networks behind the interface "${side.name}" come to it`,
  value: side.name,
});

function judgeOf(work: Work, binding: Binding, side: Side): Judge {
  const { list, family, direction } = binding;
  const rules = work.rulesOf(list, family) ?? [];
  const otherwise = endOf(work.config, binding);
  const name = `access-list ${list} (${direction}, interface ${side.name}`;
  const depends = alterations(work, side, family);
  if (depends.length === 0) return { name, rules, otherwise };
  const open = depends.reduce((own, dependency) => conditional(own, dependency), rules);
  return { name, rules: open, otherwise: { ...otherwise, action: 'unknown' } };
}

/** What lists of an interface see otherwise than hosts send it. */
export function alterations(work: Work, side: Side, family: Family): readonly Dependency[] {
  const { nat, cryptoMap } = side.interface ?? {};
  const depends: Dependency[] = [];
  if (family === 4 && nat?.side === 'outside' && work.config.translations.length > 0) {
    work.translated.add(side.name);
    const text = `the address translation at the interface "${side.name}": its lists see the outside addresses`;
    depends.push({ kind: 'translation', text });
  }
  if (cryptoMap) {
    if (!work.said.has(cryptoMap.text)) sayEncrypted(work, side, cryptoMap);
    const text = `the encryption at the interface "${side.name}": its lists see encrypted packets`;
    depends.push({ kind: 'security', text });
  }
  return depends;
}

function sayEncrypted(work: Work, side: Side, statement: Written): void {
  work.said.add(statement.text);
  work.diagnostics.push(
    diagnostic('PT8009', {
      message: `a crypto map at the interface "${side.name}" encrypts packets that its lists judge`,
      place: statement.place,
      help: 'What these lists decide is unproven',
    }),
  );
}

/** For packets that may come there and may not: what the list permits passes either way. */
function perhaps(
  work: Work,
  judge: Judge,
  scope: readonly Match[],
  depends: Dependency,
  why: string,
): Ruleset {
  const otherwise: Otherwise = { ...judge.otherwise, action: 'unknown' };
  // Every verdict but a permit is open; the rules only say why.
  work.repeats -= judge.rules.length;
  const isWide = work.repeats < 0;
  const rules = isWide
    ? []
    : judge.rules.map((rule) =>
        rule.action === 'permit' ? rule : { ...rule, depends: [...rule.depends, depends] },
      );
  return ruleset(`${judge.name}, ${why})`, rules, otherwise, scope);
}

/** Once for each interface. */
function sayUnknown(work: Work, side: Side, binding: Binding): void {
  if (work.said.has(side.key) || work.said.size >= MOST_SAID) return;
  work.said.add(side.key);
  work.diagnostics.push(
    diagnostic('PT8005', {
      message: `what stands behind the interface "${side.name}" is not known`,
      place: binding.statement.place,
      help: `Say it with --interface ${side.name}=ZONE or --interface ${side.name}=10.20.0.0/16,…, or give the interface and route lines too`,
    }),
  );
}
