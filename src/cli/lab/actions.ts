/** What `portolan lab` does with labs that stay. */
import { statSync } from 'node:fs';
import path from 'node:path';
import { diagnostic } from '../../diagnostics/codes.ts';
import type { LabDialect } from '../../lab/dialects.ts';
import { fullTierObstacle, labCache } from '../../lab/full-tier.ts';
import type { Tier } from '../../lab/inside/job.ts';
import { ipsecDifferences } from '../../lab/ipsec/differences.ts';
import { makeModel } from '../../lab/make-model.ts';
import { loadable, rulesOf } from '../../lab/rules.ts';
import { serversTable } from '../../lab/services/report.ts';
import { servedHosts } from '../../lab/services/served-hosts.ts';
import { placesOf, runShell } from '../../lab/shell.ts';
import { LabError } from '../../lab/start.ts';
import { folderOf, type LabState, runningLab, runningLabs } from '../../lab/state.ts';
import { lowerLab, raiseLab } from '../../lab/up-and-down.ts';
import { counted } from '../../report/words.ts';
import { HIERARCHY_FILE } from '../../workspace/plan-text.ts';
import { unknownName } from '../args.ts';
import { EXIT, type ExitCode, UsageError } from '../exit.ts';
import type { Io } from '../io.ts';
import { loadPlan } from '../load-hierarchy.ts';
import { fail, refuse, tell } from './tell.ts';

/** The file that a lab is known by: the same however it is typed. */
function fileOf(argument: string | undefined): string {
  if (argument === '-')
    throw new UsageError('a lab is known by the file of its hierarchy', 'save it in a file first');
  const file = argument ?? HIERARCHY_FILE;
  const isFolder = statSync(file, { throwIfNoEntry: false })?.isDirectory() === true;
  return isFolder ? path.join(file, HIERARCHY_FILE) : file;
}

export interface UpAsked {
  readonly most: number | undefined;
  readonly dialect: LabDialect;
  readonly hostFirewalls: boolean | undefined;
  /** Without rules. */
  readonly isOpen: boolean;
  readonly tier: Tier;
}

export async function up(
  argument: string | undefined,
  { most, dialect, hostFirewalls, isOpen, tier }: UpAsked,
  io: Io,
): Promise<ExitCode> {
  const began = performance.now();
  const file = fileOf(argument);
  if (runningLab(folderOf(file))) {
    const message = `a lab of ${file} runs already`;
    const help = `${io.program} lab down ${argument ?? HIERARCHY_FILE} ends it, for what has changed since`;
    await tell([diagnostic('PT9802', { message, help })], io);
    return EXIT.findings;
  }
  const planned = await loadPlan(argument, io, 'error');
  if (!planned) return EXIT.findings;
  if (process.platform !== 'linux') return await refuse(io);
  const { hierarchy, plan } = planned;
  const model = makeModel(hierarchy, plan, most);
  const served = tier === 'full' ? servedHosts(model, hierarchy, plan) : [];
  const lacking = tier === 'full' && fullTierObstacle(served);
  if (lacking) {
    await tell([lacking], io);
    return EXIT.findings;
  }
  const asked = { dialect, hostFirewalls: hostFirewalls ?? hierarchy.filters.length === 0 };
  const { rules, diagnostics } = isOpen ? NO_RULES : rulesOf(model, hierarchy, plan, asked);
  try {
    const { started } = await raiseLab(file, {
      model,
      tier,
      rules: rules.map(loadable),
      ...(tier === 'full' && { full: { hosts: served, cache: labCache() } }),
    });
    await tell(
      [
        ...diagnostics,
        ...model.leftOut.map((message) => diagnostic('PT9803', { message: `not in the lab: ${message}` })),
        ...ipsecDifferences(served),
        ...started.notes.map((message) => diagnostic('PT9805', { message })),
      ],
      io,
    );
    if (started.servers) await io.out(`${serversTable(started.servers)}\n`);
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    const { hosts, filters } = model;
    const behind = filters.length === 0 ? '' : ` behind ${counted(filters.length, 'filter')}`;
    await io.out(
      `${model.hierarchy} is up: ${counted(hosts.length, 'host')}${behind}, ${counted(started.listeners, 'port')} open (${seconds} s)\n` +
        `  ${io.program} lab shell ${argument ?? HIERARCHY_FILE} HOST\n` +
        `  ${io.program} lab down ${argument ?? HIERARCHY_FILE}\n`,
    );
    return EXIT.fine;
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    return await fail(io, error, { message: `the lab of ${file} did not start` });
  }
}

const NO_RULES: ReturnType<typeof rulesOf> = { rules: [], diagnostics: [] };

export async function down(argument: string | undefined, all: boolean, io: Io): Promise<ExitCode> {
  if (all && argument !== undefined) throw new UsageError('--all takes no hierarchy');
  const folders = all ? [...runningLabs().keys()] : [folderOf(fileOf(argument))];
  let count = 0;
  for (const folder of folders) if (await lowerLab(folder)) count++;
  await io.out(count === 0 ? 'no lab ran\n' : count === 1 ? 'the lab is down\n' : `${count} labs are down\n`);
  return EXIT.fine;
}

export async function shell(
  argument: string | undefined,
  host: string | undefined,
  command: readonly string[],
  io: Io,
): Promise<ExitCode> {
  if (process.platform !== 'linux') return await refuse(io);
  const state = running(argument);
  const places = placesOf(state.model);
  if (host === undefined) {
    const names = [...places.keys()];
    const more = names.length > SHOWN ? `, and ${names.length - SHOWN} more` : '';
    throw new UsageError(
      'lab shell needs the name of a host or filter',
      `there are: ${names.slice(0, SHOWN).join(', ')}${more}`,
    );
  }
  const id = places.get(host);
  if (id === undefined) throw unknownName('the lab has no host or filter', host, places.keys());
  return (await runShell(state, id, host, command)) as ExitCode;
}

/** Names that are listed. */
const SHOWN = 20;

function running(argument: string | undefined): LabState {
  const file = fileOf(argument);
  const state = runningLab(folderOf(file));
  if (state) return state;
  const others = [...runningLabs().values()].map((lab) => lab.hierarchyFile);
  throw new UsageError(
    `no lab of ${file} runs`,
    others.length > 0 ? `there are labs of: ${others.join(', ')}` : `portolan lab up ${file} starts one`,
  );
}
