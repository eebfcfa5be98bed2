/** ELK in a module worker of its own: its 1.5 MB are loaded when a map has too many zones to be placed in columns. */
import ELK, { type ELK as Elk } from 'elkjs/lib/elk-api.js';
import type { Box, Layout } from './layout.ts';
import { layoutInput } from './layout-input.ts';
import { packScene, placeScene, withInsides } from './place.ts';
import type { Scene } from './scene.ts';

/** Up to so many zones and filters, columns are as good as a solver, and there at once. */
const SIMPLE = 14;

/** The layout of a small map; nothing where it needs the worker. */
export function simpleLayout(scene: Scene): Layout | undefined {
  return scene.regions.length + scene.filters.length <= SIMPLE ? placeScene(scene) : undefined;
}

/** As many layouts as a person goes back to. */
const KEPT = 12;
const layouts = new Map<string, Promise<Layout>>();
let elk: Elk | undefined;

/** The layout of a large map; the same graph is computed once. */
export function solveLayout(scene: Scene): Promise<Layout> {
  const packed = packScene(scene);
  const graph = layoutInput(scene, packed);
  const key = JSON.stringify(graph);
  const known = layouts.get(key);
  if (known) return known;
  elk ??= new ELK({
    workerFactory: () => new Worker(new URL('./layout-worker.ts', import.meta.url), { type: 'module' }),
  });
  const layout = elk.layout(graph).then(({ children = [] }) => {
    const outer = children.map(({ id, x = 0, y = 0, width = 0, height = 0 }): [string, Box] => [
      id,
      { x, y, width, height },
    ]);
    return withInsides(scene, new Map(outer), packed);
  });
  layouts.set(key, layout);
  // A failure may pass: the next try asks again.
  layout.catch(() => layouts.delete(key));
  const [oldest] = layouts.keys();
  if (layouts.size > KEPT && oldest !== undefined) layouts.delete(oldest);
  return layout;
}
