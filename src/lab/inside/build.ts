/** Builds a lab's network in the namespace that this process was started in, which only has to hold its bridges. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { isCrowded, neighbourCommands, ownCommands, wiringCommands } from '../ip-commands.ts';
import type { LabFilter, LabHost, LabModel } from '../model.ts';
import type { Namespaces } from './namespaces.ts';
import { NETNS } from './namespaces.ts';

/** Makes `/run` the lab's own, so that names of namespaces and files of services are nobody else's. */
export function ownRunFolder(): void {
  const { status, stderr } = spawnSync('mount', ['-t', 'tmpfs', 'tmpfs', '/run'], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`/run can't be made the lab's own: ${stderr.trim()}`);
  mkdirSync(NETNS, { recursive: true });
}

/** @throws {Error} with the words of `ip` where the kernel refuses. */
export async function buildNetwork(model: LabModel, namespaces: Namespaces): Promise<void> {
  set({ 'bridge/bridge-nf-call-iptables': '0', 'bridge/bridge-nf-call-ip6tables': '0' });
  set({ 'ipv6/conf/default/disable_ipv6': '1' });
  await runIp(['link set lo up', ...wiringCommands(model)]);
  const crowded = isCrowded(model);
  const all: (LabHost | LabFilter)[] = [...model.filters, ...model.hosts];
  // Two at a time: more are no faster, and fewer leave a core idle.
  const queue = all.values();
  const work = async (): Promise<void> => {
    for (const one of queue) {
      const { lines, six } = ownCommands(one.interfaces);
      const started = namespaces.in(one.id, () => {
        prepare(one);
        return runIp([...lines, ...neighbourCommands(one, model, crowded)]);
      });
      await started;
      if (six.length > 0) await namespaces.in(one.id, () => runIp(six, ['-6']));
      if ('broadcasts' in one) await deliverBroadcasts(one, namespaces);
    }
  };
  await Promise.all([work(), work()]);
}

/** Settings of the namespace that one is in. */
function prepare(one: LabHost | LabFilter): void {
  for (const { name } of one.interfaces)
    set({
      // Addresses are used at once, and nobody's announcement is.
      [`ipv6/conf/${name}/accept_dad`]: '0',
      [`ipv6/conf/${name}/accept_ra`]: '0',
      // The wires' answers may come by another interface than the question went out by.
      [`ipv4/conf/${name}/rp_filter`]: '0',
    });
  set({
    // Answers of filters and hosts are results here: none may be held back.
    'ipv4/icmp_ratemask': '0',
    'ipv6/icmp/ratelimit': '0',
    'ipv6/icmp/ratemask': '0',
    // A host may have its subnet's first address, which is every router's (RFC 4291, 2.6.1); it is answered, too.
    'ipv6/icmp/error_anycast_as_unicast': '1',
    'ipv4/conf/all/rp_filter': '0',
    // Any user of the namespace may ping.
    'ipv4/ping_group_range': '0 0',
    'ipv4/ip_local_port_range': '1024 65535',
    'ipv4/tcp_syn_retries': '1',
    'ipv4/neigh/default/unres_qlen_bytes': '4194304',
    'ipv6/neigh/default/unres_qlen_bytes': '4194304',
    'ipv4/igmp_max_memberships': '200',
  });
  // What a host sends starts with its system's time to live: by it a reset of its own can be told from a filter's.
  if ('hints' in one && one.hints.os === 'windows') {
    set({ 'ipv4/ip_default_ttl': '128' });
    for (const { name } of one.interfaces) set({ [`ipv6/conf/${name}/hop_limit`]: '128' });
  }
  if (!('broadcasts' in one)) return;
  set({
    'ipv4/ip_forward': '1',
    'ipv6/conf/all/forwarding': '1',
    'ipv4/conf/all/send_redirects': '0',
    'netfilter/nf_conntrack_helper': '0',
    // What passed is looked for later, also where it was reset at once.
    'netfilter/nf_conntrack_tcp_timeout_close': '600',
    'netfilter/nf_conntrack_tcp_timeout_syn_sent': '600',
    'netfilter/nf_conntrack_tcp_timeout_syn_recv': '600',
    'netfilter/nf_conntrack_udp_timeout': '600',
    'netfilter/nf_conntrack_icmp_timeout': '600',
    'netfilter/nf_conntrack_icmpv6_timeout': '600',
  });
}

/** Writes settings below `/proc/sys/net`; those that this kernel doesn't have are left out. */
function set(settings: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(settings)) {
    try {
      writeFileSync(`/proc/sys/net/${name}`, value);
    } catch {
      // Each makes the lab faster or its answers clearer, and none is needed for a verdict.
    }
  }
}

/** Lets packets to a subnet's broadcast address reach it from elsewhere, which Wake on LAN needs. */
async function deliverBroadcasts(
  { id, broadcasts, interfaces }: LabFilter,
  namespaces: Namespaces,
): Promise<void> {
  if (broadcasts.length === 0) return;
  await namespaces.in(id, () => {
    for (const name of ['all', ...interfaces.map((i) => i.name)])
      set({ [`ipv4/conf/${name}/bc_forwarding`]: '1' });
    return runIp(broadcasts.map((b) => `route add broadcast ${b.address} dev ${b.interface} table local`));
  });
}

/** Runs `ip` with a batch, in the namespace that one is in now. */
export function runIp(lines: readonly string[], options: readonly string[] = []): Promise<void> {
  const ip = spawn('ip', [...options, '-batch', '-'], { stdio: ['pipe', 'ignore', 'pipe'] });
  let complaints = '';
  ip.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints += text;
  });
  const done = new Promise<void>((resolve, reject) => {
    ip.on('error', reject);
    ip.on('close', (code) => {
      if (code === 0) resolve();
      else
        reject(
          new Error(`the network can't be built: ${complaints.trim()}: ${failedLine(complaints, lines)}`),
        );
    });
  });
  ip.stdin.on('error', () => undefined);
  ip.stdin.end(`${lines.join('\n')}\n`);
  return done;
}

/** The command that `ip` complains about, by the number that it gives. */
function failedLine(complaints: string, lines: readonly string[]): string {
  const number = /Command failed -:(\d+)/.exec(complaints)?.[1];
  return lines[Number(number) - 1] ?? 'no command';
}
