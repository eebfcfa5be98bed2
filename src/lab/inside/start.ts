import type { LabJob, LabStarted } from './job.ts';
import { enterLab, type Inside } from './lab.ts';
import { type Listeners, listenEverywhere } from './listeners.ts';

export interface Running {
  readonly inside: Inside;
  readonly listeners: Listeners;
  readonly started: Extract<LabStarted, { started: true }>;
}

/** Starts what a job asks for. */
export async function startLab({ model }: LabJob): Promise<Running> {
  const began = performance.now();
  const inside = await enterLab(model);
  const listeners = listenEverywhere(inside);
  const milliseconds = performance.now() - began;
  return {
    inside,
    listeners,
    started: { started: true, milliseconds, listeners: listeners.count, notes: listeners.notes },
  };
}
