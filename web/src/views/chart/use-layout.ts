import { useEffect, useMemo, useState } from 'react';
import { simpleLayout, solveLayout } from './compute-layout.ts';
import type { Layout } from './layout.ts';
import type { Scene } from './scene.ts';

export interface LaidScene {
  readonly scene: Scene;
  readonly layout: Layout;
}

/** The latest scene that has its layout, with it: the former one stays until the next is laid out. */
export function useLayout(scene: Scene): { readonly laid: LaidScene | undefined; readonly error: unknown } {
  const simple = useMemo(() => simpleLayout(scene), [scene]);
  const [solved, setSolved] = useState<LaidScene>();
  const [error, setError] = useState<unknown>();
  useEffect(() => {
    if (simple) return undefined;
    let current = true;
    solveLayout(scene).then(
      (layout) => {
        if (!current) return;
        setSolved({ scene, layout });
        setError(undefined);
      },
      (reason: unknown) => current && setError(reason),
    );
    return () => {
      current = false;
    };
  }, [scene, simple]);
  const laid = useMemo(() => (simple ? { scene, layout: simple } : solved), [scene, simple, solved]);
  return { laid, error: simple ? undefined : error };
}
