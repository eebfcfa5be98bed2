/** Where things stand on the chart. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Absolute boxes by id, of everything on the chart. */
export interface Layout extends ReadonlyMap<string, Box> {
  /** Zones stand below one another, with their filters between them, and not side by side. */
  readonly downwards?: boolean;
}

/** The point in the middle of a box. */
export function centreOf(box: Box): { readonly x: number; readonly y: number } {
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
