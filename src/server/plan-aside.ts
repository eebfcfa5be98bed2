import type { Catalog } from '../catalog/model.ts';
import type { PlanAside } from '../workspace/hierarchy-states.ts';
import { unpackState } from '../workspace/plan-frames.ts';
import type { Aside } from './jobs/aside.ts';
import { AsideFailed } from './jobs/aside-failed.ts';

/** Bytes of a hierarchy that is planned at once: some 500 hosts, a tenth of a second. A process takes as long to start. */
export const MOST_PLANNED_HERE = 50_000;

/** Plans large hierarchies in a process beside the server: others are answered meanwhile. */
export function planAside(
  aside: Aside,
  catalog: Catalog,
  mostHere: number,
  log: (message: string) => void,
): PlanAside & { close(): Promise<void> } {
  return {
    from: mostHere + 1,
    async plan(file, { bytes, revision }) {
      try {
        const packed = await aside.done({ kind: 'plan', hierarchy: { file, bytes } });
        return await unpackState(packed, { file, revision, text: bytes.toString('utf8') }, catalog);
      } catch (error) {
        // It is planned here then: the server may have more memory than what works beside it.
        if (!(error instanceof AsideFailed)) log(`a plan could not be made aside: ${String(error)}`);
        return undefined;
      }
    },
    close: () => aside.close(),
  };
}
