/** The inside of a zone: cards in a grid for each open group, groups in columns. */
import type { Box } from './layout.ts';
import type { Group, Region } from './scene.ts';

const CARD = { width: 192, height: 60 } as const;
const GROUP_CARD = { width: 216, height: 74 } as const;

const CARD_GAP = 10;
const GROUP_GAP = 16;
const EDGE = 16;
export const REGION_TITLE = 58;
export const GROUP_TITLE = 40;
/** Zones stand taller than wide: they lie beside each other. */
const REGION_ASPECT = 0.66;
const EMPTY = { width: 220, height: 120 } as const;

export interface Packed {
  readonly width: number;
  readonly height: number;
  /** Boxes of groups and cards by id, from the zone's own corner. */
  readonly boxes: ReadonlyMap<string, Box>;
}

/** Packs a zone; groups keep their order, from the top of the first column on. */
export function packRegion(region: Region): Packed {
  if (region.groups.length === 0) return { ...EMPTY, boxes: new Map() };
  const groups = region.groups.map((group) => ({ group, ...groupSize(group) }));
  const tallest = Math.max(...groups.map((group) => group.height));
  const all = groups.reduce((sum, group) => sum + group.height + GROUP_GAP, 0);
  let best: Packed | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (let step = 0; step < 40; step++) {
    const packed = packColumns(groups, Math.max(tallest, all * 0.9 ** step));
    const misfit = Math.abs(Math.log(packed.width / packed.height / REGION_ASPECT));
    if (misfit < least - 1e-9) [best, least] = [packed, misfit];
  }
  return best ?? { ...EMPTY, boxes: new Map() };
}

interface SizedGroup {
  readonly group: Group;
  readonly width: number;
  readonly height: number;
  readonly rows: number;
}

/** A column is about as wide as its first group; smaller ones stand side by side below it. */
function packColumns(groups: readonly SizedGroup[], limit: number): Packed {
  const boxes = new Map<string, Box>();
  const column = { x: EDGE, width: 0 };
  const row = { x: EDGE, y: REGION_TITLE, height: 0 };
  let [width, height] = [0, 0];
  for (const { group, rows, ...size } of groups) {
    const fits = row.height > 0 && row.x + size.width <= column.x + column.width * 1.12;
    if (!fits && row.height > 0) {
      row.x = column.x;
      row.y += row.height + GROUP_GAP;
      row.height = 0;
      if (row.y - REGION_TITLE + size.height > limit) {
        column.x = width + GROUP_GAP;
        column.width = 0;
        row.x = column.x;
        row.y = REGION_TITLE;
      }
    }
    const box = { x: row.x, y: row.y, ...size };
    boxes.set(group.id, box);
    if (group.open) placeCards(group, rows, box, boxes);
    row.x += size.width + GROUP_GAP;
    row.height = Math.max(row.height, size.height);
    column.width = Math.max(column.width, size.width);
    width = Math.max(width, box.x + size.width);
    height = Math.max(height, box.y + size.height);
  }
  return { width: width + EDGE, height: height + EDGE, boxes };
}

/** Small groups are one column; large ones about as wide as high. */
function groupSize(group: Group): { width: number; height: number; rows: number } {
  if (!group.open) return { ...GROUP_CARD, rows: 0 };
  const count = group.nodes.length;
  const most = Math.max(group.nodes[0]?.kind === 'internet' ? 14 : 8, Math.round(Math.sqrt(count * 3)));
  const columns = Math.ceil(count / most);
  const rows = Math.ceil(count / columns);
  return {
    width: 2 * EDGE + columns * (CARD.width + CARD_GAP) - CARD_GAP,
    height: GROUP_TITLE + EDGE + rows * (CARD.height + CARD_GAP) - CARD_GAP,
    rows,
  };
}

function placeCards(group: Group, rows: number, box: Box, boxes: Map<string, Box>): void {
  for (const [i, node] of group.nodes.entries()) {
    const [column, row] = [Math.floor(i / rows), i % rows];
    boxes.set(node.id, {
      x: box.x + EDGE + column * (CARD.width + CARD_GAP),
      y: box.y + GROUP_TITLE + row * (CARD.height + CARD_GAP),
      ...CARD,
    });
  }
}
