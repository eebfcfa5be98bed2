import { loadRules } from './firewall.ts';
import type { LabJob, LabStarted } from './job.ts';
import { enterLab, type Inside } from './lab.ts';
import { type Listeners, listenEverywhere } from './listeners.ts';
import { authorityOf } from './trust.ts';

export interface Running {
  readonly inside: Inside;
  readonly listeners: Listeners;
  readonly started: Extract<LabStarted, { started: true }>;
}

/** Starts what a job asks for. */
export async function startLab({ model, rules }: LabJob): Promise<Running> {
  const began = performance.now();
  // Read while the network is built: there are many of them.
  const reading = import('./answers.ts');
  const inside = await enterLab(model);
  const loading = Promise.all(rules.map((one) => loadRules(inside, one, 'drop')));
  const listeners = listenEverywhere(inside, (await reading).answersOf(authorityOf(model)));
  await loading;
  const milliseconds = performance.now() - began;
  return {
    inside,
    listeners,
    started: { started: true, milliseconds, listeners: listeners.count, notes: listeners.notes },
  };
}
