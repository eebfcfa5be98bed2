import type { ServedHost } from '../services/service.ts';
import { loadRules } from './firewall.ts';
import { type FullTier, startFullTier } from './full-tier.ts';
import type { LabJob, LabStarted } from './job.ts';
import { enterLab, type Inside } from './lab.ts';
import { type Listeners, listenEverywhere } from './listeners.ts';
import { authorityOf } from './trust.ts';
import { openTunnels, type Tunnel } from './tunnels.ts';

export interface Running {
  readonly inside: Inside;
  readonly listeners: Listeners;
  readonly started: Extract<LabStarted, { started: true }>;
}

/** Starts what a job asks for. */
export async function startLab({ model, rules, tier, full }: LabJob): Promise<Running> {
  const began = performance.now();
  // Read while the network is built: there are many of them.
  const reading = tier === 'light' ? import('./answers.ts') : undefined;
  const inside = await enterLab(model);
  const loading = Promise.all(rules.map((one) => loadRules(inside, one, 'drop')));
  const listeners: Served =
    tier === 'full' && full
      ? await serveEverywhere(inside, full.hosts, full.cache)
      : listenEverywhere(inside, (await reading)?.answersOf(authorityOf(model)));
  await loading;
  const tunnels = tier === 'full' && full ? await openTunnels(full.hosts, TUNNEL) : [];
  const milliseconds = performance.now() - began;
  return {
    inside,
    listeners,
    started: {
      started: true,
      milliseconds,
      listeners: listeners.count,
      notes: [...listeners.notes, ...tunnels.flatMap(noteOf)],
      ...(listeners.servers && { servers: listeners.servers }),
    },
  };
}

/** How long an association of IPsec may take, in seconds. */
const TUNNEL = 15;

const noteOf = ({ start: { says }, failed }: Tunnel): string[] =>
  failed === undefined ? [] : [`${says}: no association of IPsec: ${failed}`];

type Served = Listeners & Partial<Pick<FullTier, 'servers'>>;

async function serveEverywhere(inside: Inside, hosts: readonly ServedHost[], cache: string): Promise<Served> {
  const { arrivals, notes, servers } = await startFullTier(inside, hosts, cache);
  return { arrivals, notes, servers, count: servers.reduce((sum, { ports }) => sum + ports.length, 0) };
}
