/** Words beside lines: each where it covers no other and no card, or nowhere. */
import type { Point } from './course-path.ts';
import type { Box } from './layout.ts';

interface Wish {
  /** The longest first. */
  readonly texts: readonly string[];
  readonly places: readonly Point[];
}

const LETTER = 6.9;
const HEIGHT = 18;

export interface PlacedLabel extends Point {
  readonly words: string;
}

/** For each wish what fits; the first wishes choose first. */
export function placeLabels(wishes: readonly Wish[], obstacles: readonly Box[]): (PlacedLabel | undefined)[] {
  const taken: Box[] = [];
  const free = (box: Box): boolean =>
    !taken.some((other) => overlap(box, other)) && !obstacles.some((other) => overlap(box, other));
  return wishes.map(({ texts, places }) => {
    for (const words of texts) {
      const width = words.length * LETTER + 8;
      for (const place of places) {
        const box = { x: place.x - width / 2, y: place.y - HEIGHT / 2, width, height: HEIGHT };
        if (!free(box)) continue;
        taken.push(box);
        return { x: place.x, y: place.y, words };
      }
    }
    return undefined;
  });
}

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
