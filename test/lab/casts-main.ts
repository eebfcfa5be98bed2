/**
 * Run inside of namespaces by `casts.test.ts`: the lab of a hierarchy, in which Debian's own programs send to
 * everybody, route multicast and relay DHCP. Prints what got where as JSON.
 */
import type { ChildProcess } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { answersOf } from '../../src/lab/inside/answers.ts';
import { forgetConnections } from '../../src/lab/inside/conntrack.ts';
import { loadDenyAll, loadRules, unloadRules } from '../../src/lab/inside/firewall.ts';
import { guestBeside } from '../../src/lab/inside/guest.ts';
import { enterLab, type Inside } from '../../src/lab/inside/lab.ts';
import { listenEverywhere } from '../../src/lab/inside/listeners.ts';
import { join, sendingTo } from '../../src/lab/inside/multicast.ts';
import { runIn } from '../../src/lab/inside/run-in.ts';
import { authorityOf } from '../../src/lab/inside/trust.ts';
import { makeModel } from '../../src/lab/make-model.ts';
import type { LabHost } from '../../src/lab/model.ts';
import { castPhase } from '../../src/lab/proof/cast-phase.ts';
import { castsOf } from '../../src/lab/proof/casts.ts';
import { conversationsOf } from '../../src/lab/proof/conversations.ts';
import { stagesOf } from '../../src/lab/proof/stages.ts';
import { type LabRules, rulesOf } from '../../src/lab/rules.ts';
import { libc } from '../../src/probe/native/libc.ts';
import { closeSocket, socketIn } from '../../src/probe/native/socket.ts';
import { planned } from './kit.ts';

export interface CastJob {
  readonly text: string;
  readonly scenario: 'planted' | 'wakeonlan' | 'smcroute' | 'dhclient';
  /** Replaces the first by the second in the printed rules of every filter that has it. */
  readonly replace?: readonly [string, string];
}

const job = JSON.parse(readFileSync(0, 'utf8')) as CastJob;
const { hierarchy, plan } = planned(job.text);
const model = makeModel(hierarchy, plan);
const printed = rulesOf(model, hierarchy, plan, { dialect: 'nftables', hostFirewalls: false }).rules;
const [first, second] = job.replace ?? ['', ''];
const rules = printed.map((one): LabRules => ({ ...one, text: one.text.replace(first, second) }));
if (job.replace && rules.every(({ text }, i) => text === printed[i]?.text)) throw new Error(`no ${first}`);
const stages = stagesOf(hierarchy, plan, model, false);
const inside = await enterLab(model);
const folder = mkdtempSync(path.join(tmpdir(), 'portolan-casts-'));

function hostNamed(name: string): LabHost {
  const host = model.hosts.find(({ label }) => label === name);
  if (!host) throw new Error(`no host ${name}`);
  return host;
}

const addressOf = (host: LabHost): string => host.interfaces[0]?.addresses[0]?.address ?? '';

type State = 'none' | 'deny' | 'rules';

async function load(state: State): Promise<void> {
  for (const one of rules) {
    await unloadRules(inside, one.place, 'nftables');
    if (state === 'deny') await loadDenyAll(inside, one.place, 'network');
    if (state === 'rules') await loadRules(inside, one, 'drop');
    forgetConnections(inside, one.place);
  }
}

/** What a question gets without rules, with none that pass, and with the printed ones. */
async function inEach<T>(ask: (state: State) => Promise<T>): Promise<Record<State, T>> {
  const found: Partial<Record<State, T>> = {};
  for (const state of ['none', 'deny', 'rules'] as const) {
    await load(state);
    found[state] = await ask(state);
  }
  return found as Record<State, T>;
}

/** Whether it is heard, sent up to so many times. */
async function isHeard(
  host: LabHost,
  port: number,
  send: () => Promise<unknown>,
  expected: (bytes: Buffer) => boolean,
  group?: string,
): Promise<boolean> {
  const namespace = inside.namespaces.handle(host.id);
  const local = { address: '', port };
  const fd = socketIn({ type: 'udp', family: 4, namespace, local, reuseAddress: true, broadcast: true });
  if (group !== undefined) join(fd, group, addressOf(host));
  const socket = createSocket('udp4');
  let heard = false;
  socket.on('message', (bytes) => {
    heard ||= expected(bytes);
  });
  socket.bind({ fd });
  for (let turn = 0; turn < 3 && !heard; turn++) {
    await send();
    const until = performance.now() + 300;
    while (!heard && performance.now() < until) await wait(5);
  }
  socket.close();
  return heard;
}

const SCENARIOS: Readonly<Record<CastJob['scenario'], () => Promise<unknown>>> = {
  planted: async () => {
    const subject = {
      bench: { inside, listeners: listenEverywhere(inside, answersOf(authorityOf(model))) },
      rules,
      conversations: conversationsOf(plan, stages),
      filterIds: new Map(model.filters.map(({ name, id }) => [name, id])),
    };
    const { phase } = await castPhase(subject, hierarchy, castsOf(hierarchy, plan, stages), 0);
    return phase.faults.map(({ says }) => says);
  },
  wakeonlan: () => {
    const card = '02:aa:bb:cc:dd:ee';
    const magic = Buffer.from('ff'.repeat(6) + card.replaceAll(':', '').repeat(16), 'hex');
    const wake = (from: string, port: number) => () =>
      isHeard(
        hostNamed('hq'),
        port,
        () => runIn(inside, hostNamed(from).id, ['wakeonlan', '-i', '10.20.15.255', '-p', `${port}`, card]),
        (bytes) => bytes.equals(magic),
      );
    return inEach(async () => ({
      planned: await wake('cm01', 9)(),
      stranger: await wake('dc01', 9)(),
      'another port': await wake('cm01', 7)(),
    }));
  },
  smcroute: async () => {
    const group = '239.192.7.7';
    const [core, edge] = ['core', 'edge'].map((name) => model.filters.find((f) => f.name === name)?.id ?? '');
    const server = hostNamed('dp01');
    const daemons = [core, edge].map((id = '', n) => {
      const file = path.join(folder, `${id}.conf`);
      // core: datacenter, transit; edge: transit, campus, lab.
      writeFileSync(file, `mroute from eth0 group ${group} source ${addressOf(server)} to eth1\n`);
      const paths = ['-P', path.join(folder, `${n}.pid`), '-u', path.join(folder, `${n}.sock`)];
      return inside.spawnIn({ id }, ['smcrouted', '-n', '-f', file, ...paths]);
    });
    const found = await inEach((state) => streamed(inside, server, hostNamed('hq'), group, state));
    for (const daemon of daemons) daemon.kill('SIGKILL');
    return found;
  },
  dhclient: async () => {
    const [server, client] = [hostNamed('dhcp01'), hostNamed('hq')];
    const address = client.interfaces[0]?.addresses[0];
    if (!address) throw new Error('the client has no address');
    const relay = '10.20.0.200';
    const guest = await guestBeside(inside, { host: client, address }, relay, 1);
    const common = ['-k', '--user=root', '--pid-file=', '--port=0', '--leasefile-ro', '--no-ping'] as const;
    const range = '--dhcp-range=10.20.1.5,10.20.1.5,255.255.240.0,1h';
    const daemons: ChildProcess[] = [
      inside.spawnIn(server, ['dnsmasq', ...common, range, '--conf-file=/dev/null']),
      inside.spawnIn({ id: guest }, [
        'dnsmasq',
        ...common,
        `--dhcp-relay=${relay},${addressOf(server)}`,
        '--conf-file=/dev/null',
      ]),
    ];
    const settings = path.join(folder, 'dhclient.conf');
    writeFileSync(settings, 'timeout 6;\nretry 60;\ninitial-interval 1;\n');
    const found = await inEach((state) => leased(client, settings, state));
    for (const daemon of daemons) daemon.kill('SIGKILL');
    return found;
  },
};

function streamed(
  { namespaces }: Inside,
  server: LabHost,
  client: LabHost,
  group: string,
  state: State,
): Promise<boolean> {
  const bytes = Buffer.from(`a part of an image, ${state}`);
  const send = async (): Promise<void> => {
    const fd = sendingTo(namespaces.handle(server.id), addressOf(server), group, 63000);
    libc()?.send(fd, bytes, bytes.length, 0);
    closeSocket(fd);
  };
  return isHeard(client, 63000, send, (heard) => heard.equals(bytes), group);
}

/** What the client program says that it got. */
async function leased(client: LabHost, settings: string, state: State): Promise<string> {
  const files = ['-lf', path.join(folder, `${state}.leases`), '-pf', path.join(folder, `${state}.pid`)];
  const dhclient = inside.spawnIn(
    client,
    ['dhclient', '-4', '-1', '-d', '-cf', settings, '-sf', '/bin/true', ...files, 'eth0'],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let said = '';
  const results = /bound to ([0-9.]+)|No (?:working leases|DHCPOFFERS)[^\n]*/;
  await new Promise<void>((resolve) => {
    const hear = (text: string): void => {
      said += text;
      if (results.test(said)) resolve();
    };
    dhclient.stdout?.setEncoding('utf8').on('data', hear);
    dhclient.stderr?.setEncoding('utf8').on('data', hear);
    dhclient.once('close', () => resolve());
  });
  dhclient.kill('SIGKILL');
  const [all = said, bound] = results.exec(said) ?? [];
  return bound ?? all;
}

const found = await SCENARIOS[job.scenario]();
process.stdout.write(JSON.stringify(found), () => process.exit());
