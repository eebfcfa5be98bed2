/** What judges packets beside the lists and is not read: it may deny, so that no permit is certain where it stands. */
import { diagnostic } from '../../diagnostics/codes.ts';
import { ANY_ADDRESS, ANY_SERVICE, type Match } from '../../net/match.ts';
import type { AddressRange } from '../../net/network.ts';
import type { Otherwise, Ruleset } from '../../policy/ruleset.ts';
import { joinRanges } from '../source/address-ranges.ts';
import type { Written } from '../source/lines.ts';
import { anyPacket } from './raise-list.ts';
import type { Side } from './sides.ts';
import { ruleset, type Work } from './work.ts';

const EVERYTHING: readonly Match[] = [anyPacket(4), anyPacket(6)];

/** VLAN filters, zones, and policies that drop. */
export function otherFilters(work: Work): readonly Ruleset[] {
  const { sides } = work.sides;
  const zoned = sides.flatMap((side) =>
    side.interface?.zone ? [{ side, statement: side.interface.zone }] : [],
  );
  const [first] = work.config.besides;
  const rulesets: Ruleset[] = first
    ? [
        open(
          'filters beside the lists',
          `${JSON.stringify(first.text.slice(0, 60))}, which is not read`,
          first,
          EVERYTHING,
        ),
      ]
    : [];
  if (zoned.length > 0) {
    const [zone] = zoned;
    say(work, 'the zone-based firewall is not read', zone?.statement);
    rulesets.push(
      open('zone-based firewall', 'the zone-based firewall, which is not read', zone?.statement, [
        ...between(
          work,
          zoned.map((z) => z.side),
        ),
      ]),
    );
  }
  for (const side of sides) {
    const dropping = side.interface?.policies.find((p) => work.config.droppingPolicies.has(p.name));
    if (!dropping) continue;
    say(work, `the policy "${dropping.name}", which drops, is not read`, dropping.statement);
    const text = `the policy "${dropping.name}", which drops`;
    rulesets.push(open(`service-policy ${dropping.name}`, text, dropping.statement, between(work, [side])));
  }
  return rulesets;
}

function say(work: Work, message: string, statement: Written | undefined): void {
  work.diagnostics.push(
    diagnostic('PT8001', {
      message,
      place: statement?.place,
      help: 'What lists deny is denied; what they permit at such interfaces is unproven',
    }),
  );
}

/** A rule set of which nothing is known but where it stands. */
function open(name: string, text: string, statement: Written | undefined, scope: readonly Match[]): Ruleset {
  const otherwise: Otherwise = { action: 'unknown', text, ...(statement && { place: statement.place }) };
  return ruleset(name, [], otherwise, scope);
}

/** Packets that come or leave through one of these interfaces, as far as may be. */
function between({ sides }: Work, through: readonly Side[]): readonly Match[] {
  const isOpen = through.some((side) => !side.isGiven);
  const networks: readonly AddressRange[] = joinRanges([
    ...through.flatMap((side) => side.networks),
    ...(isOpen ? sides.unplaced : []),
  ]);
  if (networks.length === 0) return [];
  return [
    { sources: networks, destinations: ANY_ADDRESS, services: [ANY_SERVICE] },
    { sources: ANY_ADDRESS, destinations: networks, services: [ANY_SERVICE] },
  ];
}
