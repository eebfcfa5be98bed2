/** What travels inside of IPsec, by a strongSwan on each of its ends and with the printed rules on the filters between. */
import { printPolicy } from '../../dialects/print-policy.ts';
import type { Hierarchy } from '../../hierarchy/model.ts';
import type { Plan } from '../../plan/model.ts';
import type { Observation } from '../../plan/observation.ts';
import { openBystanders } from '../inside/bystanders.ts';
import { closeTunnels, openTunnels, type Tunnel } from '../inside/tunnels.ts';
import type { Resident } from '../residents.ts';
import type { IpsecStart, ServedHost } from '../services/service.ts';
import { askAll, type Seen, trackedBy } from './asking.ts';
import { beside } from './beside-ipsec.ts';
import { portsOf } from './matrix.ts';
import { faultOf, loadAll, type Subject, timed } from './phases.ts';
import { type Asked, askTasks, tasksIn } from './probing.ts';
import { faultIn, type ProtocolsPhase } from './protocols.ts';
import type { LabFault } from './report-model.ts';
import { gotThere, isBlocked, seenText } from './seen.ts';
import type { Stage, Stages } from './stages.ts';

/** How long an association may take, in seconds: usually 40 ms, on a machine that is busy with much else more. */
const PATIENCE = 30;
/** The same where there must be none, and how long silence is listened to, in milliseconds. */
const NONE = 2;
const SILENCE = 400;

export interface Secured {
  readonly subject: Subject;
  readonly hosts: readonly ServedHost[];
  readonly hierarchy: Hierarchy;
  readonly plan: Plan;
  readonly stages: Stages;
}

interface Found {
  readonly asked: number;
  readonly faults: readonly LabFault[];
}

/** Whether a strongSwan runs at both ends of what IPsec protects, and one of them has what is printed for it. */
export function securedIn({ hosts, stages }: Pick<Secured, 'hosts' | 'stages'>) {
  const running = new Set(hosts.flatMap(({ id, ipsec }) => (ipsec ? [id] : [])));
  return (from: Resident, to: Resident): boolean =>
    from.network.family === to.network.family &&
    stages.isProtected(from, to) &&
    (from.host.kind === 'host' || to.host.kind === 'host') &&
    running.has(from.host.id) &&
    running.has(to.host.id);
}

/** Who can't be asked, in sentences: for two networks Portolan prints nothing. */
export function unsecured(secured: Secured): string[] {
  const { subject, stages } = secured;
  const isMeant = securedIn(secured);
  const pairs = subject.conversations.flatMap(({ from, to }) =>
    stages.isProtected(from, to) && !isMeant(from, to)
      ? [from.host.label, to.host.label].sort().join(' and ')
      : [],
  );
  return [...new Set(pairs)].map(
    (pair) => `between ${pair}, nothing is asked inside of IPsec: nothing is printed for networks`,
  );
}

/** Without the filters' rules for the key exchange nothing works; with them what is planned does, and nothing else. */
export async function insideOfIpsec(secured: Secured): Promise<ProtocolsPhase> {
  const observations: Observation[] = [];
  const phase = await timed('ipsec', 'inside of IPsec, what is planned works and nothing else', async () => {
    const found = [await withoutKeys(secured)];
    const tunnels = await withKeys(secured);
    found.push(associations(tunnels));
    found.push(await flows(secured, tunnels, observations));
    found.push(await unplanned(secured));
    found.push(await seenByFilters(secured));
    return {
      asked: found.reduce((sum, { asked }) => sum + asked, 0),
      faults: found.flatMap(({ faults }) => faults),
    };
  });
  return { phase, observations };
}

async function withKeys({ subject, hosts }: Secured): Promise<Tunnel[]> {
  await loadAll(subject, 'drop');
  return openTunnels(hosts, PATIENCE);
}

/** The hosts' own firewalls let pass what is inside as well. */
const isFiltered = (stages: readonly Stage[]): boolean => stages.some((s) => s.startsWith('filter '));

/** The mutation: all that is left out of the rules is what lets the key exchange pass. */
async function withoutKeys(secured: Secured): Promise<Found> {
  const { subject, hosts, stages } = secured;
  const rules = subject.rules.map((one) => {
    const policy = { ...one.policy, rules: one.policy.rules.filter((r) => !r.services.includes('ike')) };
    const { printed } = printPolicy({ ...policy, dialect: one.dialect });
    return printed ? { ...one, policy, text: printed.text, lines: printed.lines } : one;
  });
  await loadAll({ ...subject, rules }, 'reject');
  const byAddress = new Map(stages.residents.all.map((one) => [one.address.address, one]));
  const crosses = ({ from, to }: IpsecStart): boolean => {
    const [one, other] = [byAddress.get(from), byAddress.get(to)];
    return one !== undefined && other !== undefined && isFiltered(stages.between(one, other));
  };
  const faults: LabFault[] = [];
  // The first of each connection: the others need the same exchange of keys.
  const first = hosts.map(({ ipsec, ...host }) => {
    const starts = (ipsec?.starts ?? []).filter(
      (start, n, all) => crosses(start) && all.findIndex((s) => s.connection === start.connection) === n,
    );
    return { ...host, ...(ipsec && { ipsec: { ...ipsec, starts } }) };
  });
  const tunnels = await openTunnels(first, NONE);
  for (const { start, failed } of tunnels)
    if (failed === undefined)
      faults.push(
        startFault(start, 'no association without the rule for the key exchange, but there is one'),
      );
  const isMeant = securedIn(secured);
  const crossing = subject.conversations.filter(
    ({ from, to, stages: between }) => isFiltered(between) && isMeant(from, to),
  );
  const seen = await askAll(subject.bench, crossing, SILENCE);
  for (const [i, one] of crossing.entries()) {
    const it = seen[i] as Seen;
    if (gotThere(one, it))
      faults.push(faultOf(one, 'it to fail without the rule for the key exchange', seenText(it)));
  }
  await closeTunnels(first);
  return { asked: tunnels.length + crossing.length, faults };
}

function associations(tunnels: readonly Tunnel[]): Found {
  const faults = tunnels.flatMap(({ start, failed }) =>
    failed === undefined ? [] : startFault(start, `a security association, but: ${failed}`),
  );
  return { asked: tunnels.length, faults };
}

function startFault({ says, from, to, transport, ports }: IpsecStart, expected: string): LabFault {
  const port = ports?.first ?? 0;
  return { says: `${says}: expected ${expected}`, from, to, transport, port, flows: [] };
}

/** Everything planned in its protocol; what has no association has been named already. */
async function flows(
  secured: Secured,
  tunnels: readonly Tunnel[],
  observations: Observation[],
): Promise<Found> {
  const { subject, hierarchy, plan, stages } = secured;
  const failed = tunnels.flatMap(({ start, failed: why }) => (why === undefined ? [] : start));
  const tasks = [...tasksIn(plan, hierarchy, stages, securedIn(secured))].filter(
    ([, one]) => !failed.some((start) => isFor(start, one)),
  );
  const asked = new Map(tasks);
  await askTasks(subject.bench.inside, asked, (observation) => observations.push(observation));
  const faults = observations.flatMap((observation): LabFault[] => {
    const one = asked.get(observation.task ?? '');
    const says = one && faultIn(observation, one, undefined);
    if (!one || says === undefined) return [];
    const { task, from, to } = one;
    const ends = { from: from.host.label, to: to.host.label };
    const port = task.port ?? 0;
    return [
      { says: `inside of IPsec, ${says}`, ...ends, transport: task.transport, port, flows: [task.flow] },
    ];
  });
  return { asked: observations.length, faults };
}

function isFor({ from, to, transport, ports }: IpsecStart, { task, ...ends }: Asked): boolean {
  const port = task.port ?? 0;
  return (
    from === ends.from.address.address &&
    to === ends.to.address.address &&
    transport === task.transport &&
    (ports === undefined || (ports.first <= port && port <= ports.last))
  );
}

/** Ports that the plan has elsewhere, between the same ends: no association is for them, and no filter lets them pass. */
async function unplanned(secured: Secured): Promise<Found> {
  const { subject, hosts, plan, stages } = secured;
  const { inside } = subject.bench;
  const own = new Set(hosts.flatMap(({ id, ipsec }) => (ipsec ? [id] : [])));
  const model = { ...inside.model, hosts: inside.model.hosts.filter(({ id }) => own.has(id)) };
  const tcp = portsOf(plan).flatMap(({ transport, port }) => (transport === 'tcp' ? port : []));
  // Where a port can't be opened, a server has it: then that would answer.
  const bystanders = openBystanders({ ...inside, model }, tcp);
  try {
    const questions = beside(plan, stages, securedIn(secured));
    const seen = await askAll(subject.bench, questions, SILENCE);
    const faults = questions.flatMap((one, i): LabFault[] => {
      const it = seen[i] as Seen;
      return isBlocked(it) ? [] : [faultOf(one, 'no association for it', seenText(it))];
    });
    return { asked: questions.length, faults };
  } finally {
    bystanders.close();
  }
}

const KEYS: ReadonlySet<string> = new Set(['500', '4500']);

/** All that a filter has let through between two such ends is the exchange of keys, and ESP inside of UDP. */
async function seenByFilters(secured: Secured): Promise<Found> {
  const { subject, stages } = secured;
  const isMeant = securedIn(secured);
  const byAddress = new Map(stages.residents.all.map((one) => [one.address.address, one]));
  const names = new Map([...subject.filterIds].map(([name, id]) => [id, name]));
  const faults: LabFault[] = [];
  const tracked = await trackedBy(subject.bench.inside, subject.filterIds.values());
  for (const [place, entries] of tracked) {
    const filter = names.get(place) ?? place;
    for (const entry of entries) {
      const [transport = '', source = '', ...more] = entry.split(' ');
      const [target = '', port = '0'] = transport === 'icmp' ? more : more.slice(1);
      const [from, to] = [byAddress.get(source), byAddress.get(target)];
      if (!from || !to || !isMeant(from, to) || (transport === 'udp' && KEYS.has(port))) continue;
      const says = `${filter} let a packet through that isn't inside of IPsec: ${entry}`;
      const ends = { from: from.host.label, to: to.host.label };
      faults.push({ says, ...ends, transport, port: Number(port), flows: [], filter });
    }
  }
  return { asked: tracked.size, faults };
}
