import { diagnostic } from '../../diagnostics/codes.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { PanosConfig } from './model.ts';
import type { Subject } from './subjects.ts';
import type { ZoneFacts } from './zones.ts';

/** Of one kind; nobody reads more. */
const MOST_SAID = 20;

/** Says what was understood and left out, and what changes packets. */
export function sayAbout({ kind, name, parts, translations }: Subject, diagnostics: Diagnostic[]): void {
  const off = parts.flatMap(({ rules }) => rules.filter((rule) => rule.disabled));
  const [first] = off;
  if (first)
    diagnostics.push(
      diagnostic('PT8004', {
        message:
          off.length === 1
            ? `the rule "${first.name}" is disabled and left out`
            : `${off.length} rules of ${kind} ${name} are disabled and left out`,
        place: first.written.place,
        related: off
          .slice(1, MOST_SAID)
          .map((rule) => ({ message: `"${rule.name}" is disabled`, place: rule.written.place })),
      }),
    );
  for (const { rules } of parts)
    for (const rule of rules.filter((r) => r.action === 'unknown' && !r.disabled).slice(0, MOST_SAID))
      diagnostics.push(
        diagnostic('PT8002', {
          message: `the rule "${rule.name}" has no action that is known`,
          place: rule.written.place,
          help: 'allow, deny, drop, reset-client, reset-server and reset-both are known; it may permit and may deny',
        }),
      );
  const [translation] = translations;
  if (translation)
    diagnostics.push(
      diagnostic('PT8009', {
        message: `the translation "${translation.name}" exchanges destinations: rules see the address before it, and the zone of the address behind it`,
        place: translation.written.place,
        help: 'In which zone such a destination stands is taken to be unknown',
        related: translations
          .slice(1, MOST_SAID)
          .map((other) => ({ message: `"${other.name}" too`, place: other.written.place })),
      }),
    );
}

/** Zones of which nothing says what stands in them, and why. */
export function sayZones(
  { parts }: Subject,
  facts: readonly ZoneFacts[],
  config: PanosConfig,
  diagnostics: Diagnostic[],
): void {
  const open = facts.filter((zone) => !zone.isGiven);
  const used = new Map<string, Diagnostic['place']>();
  for (const { rules } of parts)
    for (const rule of rules)
      if (!rule.disabled)
        for (const zone of [...rule.from, ...rule.to])
          if (!used.has(zone)) used.set(zone, rule.written.place);
  for (const zone of open.filter((z) => z.networks.length === 0 && used.has(z.name)).slice(0, MOST_SAID))
    diagnostics.push(
      diagnostic('PT8005', {
        message: `what stands in the zone "${zone.name}" is not known`,
        place: used.get(zone.name),
        help: `Say it with --interface ${zone.name}=ZONE or --interface ${zone.name}=10.20.0.0/16,…, or give zones, interfaces and routes too`,
      }),
    );
  if (open.length === 0 || !open.some((zone) => zone.networks.length > 0)) return;
  if (config.dynamicRouting)
    diagnostics.push(
      diagnostic('PT8005', {
        message: 'a routing protocol decides what stands in the zones, beside the routes in the text',
        place: config.dynamicRouting.place,
        help: `Say it with --interface ${open[0]?.name}=ZONE; until then only connected networks and static routes count`,
      }),
    );
}
