/** Arrow keys on the chart: the next box in a direction. */
import { centreOf, type Layout } from './layout.ts';

export type Direction = 'up' | 'down' | 'left' | 'right';

const DIRECTIONS: Readonly<Record<string, Direction>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};

export function directionOf(key: string): Direction | undefined {
  return DIRECTIONS[key];
}

/** The nearest of some boxes in a direction; what lies straight ahead comes before what lies aside. */
export function neighbour(
  layout: Layout,
  ids: Iterable<string>,
  from: string,
  direction: Direction,
): string | undefined {
  const box = layout.get(from);
  if (!box) return undefined;
  const start = centreOf(box);
  let best: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const id of ids) {
    const other = id === from ? undefined : layout.get(id);
    if (!other) continue;
    const goal = centreOf(other);
    const [dx, dy] = [goal.x - start.x, goal.y - start.y];
    const sideways = direction === 'left' || direction === 'right';
    const ahead = direction === 'right' ? dx : direction === 'left' ? -dx : direction === 'down' ? dy : -dy;
    const aside = Math.abs(sideways ? dy : dx);
    // Nothing that lies more aside than ahead: another key leads there.
    if (ahead <= 1 || aside > ahead * 2) continue;
    const cost = ahead + 2 * aside;
    if (cost < least) [best, least] = [id, cost];
  }
  return best;
}
