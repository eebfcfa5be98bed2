import type { AddressRange } from '../../net/network.ts';
import { outside } from './addresses.ts';
import { everyCase } from './case.ts';
import { type Draft, narrowAddresses } from './draft.ts';

/**
 * `-i` and `-o`. A packet that comes in by an interface has its source behind it; one that leaves by it, its
 * destination. `lo` carries nothing between hosts.
 */
export function narrowByInterface(to: Draft, way: 'in' | 'out', name: string, negated: boolean): void {
  if (name === '+') {
    if (negated) to.never = true;
    return;
  }
  if (name === 'lo' || !to.scene.sees[way]) {
    if (!negated) to.never = true;
    return;
  }
  const side = way === 'in' ? 'sources' : 'destinations';
  const { family, interfaces } = to.scene;
  const known = name.endsWith('+') ? behindAll(interfaces, name.slice(0, -1)) : interfaces.get(name);
  const depends = [{ kind: 'interface', text: `the interface "${name}"`, value: name } as const];
  if (!known) {
    to.depends.push(...depends);
    to.scene.reports.reportOnce(`interface ${name}`, 'PT8005', {
      message: `what stands behind the interface ${name} is not known`,
      place: to.rule.place,
      help: `say it with --interface ${name}=ZONE or --interface ${name}=10.20.0.0/16`,
    });
    return;
  }
  const inside = known.filter((range) => range.family === family);
  const beyond = outside(inside, family);
  if (!name.endsWith('+')) {
    narrowAddresses(to, side, negated ? beyond : inside);
    return;
  }
  // Another interface may have such a name, with any network behind it.
  const all = everyCase(family);
  const elsewhere = { match: { ...all.match, [side]: beyond }, states: all.states, depends };
  const here = { match: { ...all.match, [side]: inside }, states: all.states, depends: [] };
  const cases = negated ? [elsewhere] : [here, elsewhere];
  to.splits.push(cases.filter(({ match }) => match[side].length > 0));
}

function behindAll(
  interfaces: ReadonlyMap<string, readonly AddressRange[]>,
  prefix: string,
): readonly AddressRange[] | undefined {
  const found = [...interfaces].filter(([name]) => name !== 'lo' && name.startsWith(prefix));
  return found.length === 0 ? undefined : found.flatMap(([, ranges]) => ranges);
}
