/** ELK in a module worker of its own: its 1.5 MB are loaded when a map has too many zones to be placed in columns. */
import ELK, { type ELK as Elk, type ElkNode } from 'elkjs/lib/elk-api.js';
import type { Box, Layout } from './layout.ts';
import { type Direction, layoutInput } from './layout-input.ts';
import { packScene, placeScene, withInsides } from './place.ts';
import type { Scene } from './scene.ts';

/** Up to so many zones and filters, columns are as good as a solver, and there at once. */
const SIMPLE = 14;

/** The layout of a small map; nothing where it needs the worker. */
export function simpleLayout(scene: Scene): Layout | undefined {
  return scene.regions.length + scene.filters.length <= SIMPLE ? placeScene(scene) : undefined;
}

const DIRECTIONS: readonly Direction[] = ['RIGHT', 'DOWN'];

/** How large a map can be drawn on a screen that is about twice as wide as high. */
function fit({ width = 0, height = 0 }: ElkNode): number {
  return Math.min(2 / width, 1 / height);
}

/** As many layouts as a person goes back to. */
const KEPT = 12;
const layouts = new Map<string, Promise<Layout>>();
let elk: Elk | undefined;

/** The layout of a large map; the same graph is computed once. */
export function solveLayout(scene: Scene): Promise<Layout> {
  const packed = packScene(scene);
  const graphs = DIRECTIONS.map((direction) => layoutInput(scene, packed, direction));
  const key = JSON.stringify(graphs);
  const known = layouts.get(key);
  if (known) return known;
  elk ??= new ELK({
    workerFactory: () => new Worker(new URL('./layout-worker.ts', import.meta.url), { type: 'module' }),
  });
  const solver = elk;
  const layout = Promise.all(graphs.map((graph) => solver.layout(graph))).then((solved) => {
    const [sideways, down] = solved;
    // A hub with thirty branches is a tower when they stand beside it, and a frieze when they stand below it.
    const downwards = down !== undefined && sideways !== undefined && fit(down) > fit(sideways);
    const { children = [] } = (downwards ? down : sideways) ?? {};
    const outer = children.map(({ id, x = 0, y = 0, width = 0, height = 0 }): [string, Box] => [
      id,
      { x, y, width, height },
    ]);
    return Object.assign(withInsides(scene, new Map(outer), packed), { downwards });
  });
  layouts.set(key, layout);
  // A failure may pass: the next try asks again.
  layout.catch(() => layouts.delete(key));
  const [oldest] = layouts.keys();
  if (layouts.size > KEPT && oldest !== undefined) layouts.delete(oldest);
  return layout;
}
