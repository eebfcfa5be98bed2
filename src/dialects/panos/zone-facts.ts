import type { AddressRange } from '../../net/network.ts';
import type { RaiseContext } from '../reader.ts';
import { zoneKey } from './behind.ts';
import type { PanosConfig } from './model.ts';
import { cutRanges, joinRanges } from './ranges.ts';
import type { Subject } from './subjects.ts';
import type { ZoneFacts } from './zones.ts';

/**
 * What is known of the zones of a list: those that the text defines, those that its rules name, and those that
 * somebody spoke of. What somebody says goes before what interfaces and routes say.
 */
export function factsOf(
  { name, parts, zones }: Subject,
  config: PanosConfig,
  { interfaces }: RaiseContext,
  behind: ReadonlyMap<string, readonly AddressRange[]>,
): readonly ZoneFacts[] {
  const found = new Set(zones.map((zone) => zone.name));
  for (const { rules } of parts)
    for (const { from, to } of rules)
      for (const zone of [...from, ...to]) if (zone !== 'any' && zone !== 'multicast') found.add(zone);
  // Somebody may speak of an interface, and mean what stands behind it in its zone.
  const ports = new Set(zones.flatMap((zone) => zone.interfaces));
  const isPort = (said: string): boolean => ports.has(said) && !found.has(said);
  if (config.vsys.length < 2) for (const said of interfaces.keys()) if (!isPort(said)) found.add(said);
  const given = joinRanges([...interfaces.values()].flat());
  // Other rules than routes decide where some packets leave.
  const isForwarded = [config.shared, ...config.vsys].some((scope) =>
    [scope.pre, scope.local, scope.post].some((base) => base.forwarding.length > 0),
  );
  return [...found].map((zone): ZoneFacts => {
    const said = interfaces.get(zone);
    if (said) return { name: zone, networks: joinRanges(said), isGiven: true };
    const own = zones.filter((z) => z.name === zone).flatMap((z) => z.interfaces);
    const byPort = own.flatMap((port) => (isPort(port) ? (interfaces.get(port) ?? []) : []));
    const derived = isForwarded ? [] : cutRanges(joinRanges(behind.get(zoneKey(name, zone)) ?? []), given);
    return {
      name: zone,
      networks: byPort.length > 0 ? joinRanges([...byPort, ...derived]) : derived,
      isGiven: own.length > 0 && own.every((port) => isPort(port) && interfaces.has(port)),
    };
  });
}
