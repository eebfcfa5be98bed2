/**
 * The kernel as referee: real packets through a router whose filter is the configuration in question.
 *
 * The router is a network namespace with `eth0` towards a sender and `eth1` towards a receiver. Any source and any
 * destination is routed. The packets are made here byte for byte and put on the sender's wire by tcpreplay; tcpdump
 * writes down what comes out: behind the router (`forward`), or, for packets to the router itself (`in`), what gets
 * past its last input chain, where every destination is its own.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ICMP, ICMPV6, TCP } from '../../src/net/match.ts';
import type { Packet } from '../../src/net/packet.ts';
import { INVALID, NEW, type StateSet, UNTRACKED } from '../../src/net/state.ts';
import { capture, frameOf, type Link, markOf, records } from './wire.ts';

export interface Question {
  /** Shell commands that load the filter, run in the router and in the folder of `files`. */
  readonly load: string;
  /** Shell commands that take it away again; if absent, `nft flush ruleset` (enough for iptables-nft too). */
  readonly clear?: string;
  /** Name → text. */
  readonly files: Readonly<Record<string, string>>;
  /** First packets of connections; for TCP a SYN. */
  readonly packets: readonly Packet[];
  readonly hook: 'forward' | 'in';
}

/**
 * `undeliverable`: the packet doesn't arrive without any filter either, as one from 127.0.0.1 doesn't. Whoever asks
 * should check that these are few.
 */
export type KernelVerdict = 'permit' | 'deny' | 'undeliverable';

const LINK: Link = { from: Buffer.from('020000000001', 'hex'), to: Buffer.from('020000000002', 'hex') };
/** Goes last, while no filter is loaded: when it has arrived, so has everything before it. */
const LAST: Packet = {
  family: 4,
  source: 0x0a_ff_ff_01n,
  destination: 0x0a_ff_ff_02n,
  protocol: TCP,
  sourcePort: 1,
  destinationPort: 1,
};
const LAST_MARK = 0xffff_fff0;
const UNFILTERED = 0x8000_0000;

const SCRIPT: string = `
folder=$1 hook=$2
PATH=$PATH:/usr/sbin:/sbin
mount -t tmpfs tmpfs /run
mkdir /run/netns
ip netns add sender
ip netns add receiver
ip link set lo up
ip link add eth0 address 02:00:00:00:00:02 type veth peer name wire address 02:00:00:00:00:01 netns sender
ip link add eth1 address 02:00:00:00:00:03 type veth peer name wire address 02:00:00:00:00:04 netns receiver
for n in sender receiver; do
  ip netns exec $n sh -ec 'echo 1 >/proc/sys/net/ipv6/conf/all/disable_ipv6; ip link set wire up'
done
cd /proc/sys/net
echo 1 >ipv4/ip_forward
echo 1 >ipv6/conf/all/forwarding
for i in all default eth0 eth1; do
  echo 0 >ipv4/conf/$i/rp_filter
  echo 1 >ipv4/conf/$i/accept_local
  echo 0 >ipv6/conf/$i/accept_dad
done
ip link set eth0 up
ip link set eth1 up
ip addr add 198.18.0.1/30 dev eth1
ip -6 addr add fdff:ffff::1/64 dev eth1 nodad
if [ $hook = in ]; then
  ip route add local default dev lo
  ip -6 route add local default dev lo
else
  ip neigh add 198.18.0.2 lladdr 02:00:00:00:00:04 dev eth1 nud permanent
  ip -6 neigh add fdff:ffff::2 lladdr 02:00:00:00:00:04 dev eth1 nud permanent
  ip route add default via 198.18.0.2
  ip -6 route add default via fdff:ffff::2
fi
cd "$folder/files"
witness() {
  [ $hook = in ] || return 0
  nft 'add table inet witness; add chain inet witness c { type filter hook input priority 2147483647; }; add rule inet witness c iifname eth0 log group 9 queue-threshold 1'
}
sh -e ../load
witness
if [ $hook = in ]; then
  # NFLOG's buffer holds few packets, and can't be made larger from here.
  set -- -i nflog:9
  in= rate=4000
else
  set -- -i wire
  in='ip netns exec receiver' rate=20000
fi
$in tcpdump -Z root -B 65536 -U --immediate-mode -n "$@" -w ../seen.pcap 2>../tcpdump.log &
tcpdump=$!
until grep -q 'listening on' ../tcpdump.log; do kill -0 $tcpdump; sleep 0.01; done
ip netns exec sender tcpreplay -q -i wire --pps=$rate ../filtered.pcap >../tcpreplay.log 2>&1
sh -e ../clear
witness
ip netns exec sender tcpreplay -q -i wire --pps=$rate ../unfiltered.pcap >../tcpreplay.log 2>&1
sleep 0.1
kill -INT $tcpdump
wait $tcpdump
`;

const UNSHARE = 'unshare';
/** Root needs no user namespace; without one, an nftables transaction has no size limit. */
const FLAGS: readonly string[] = process.getuid?.() === 0 ? ['-nm'] : ['-rnm'];

function inNamespace(script: string, ...args: string[]): { status: number | null; stderr: string } {
  return spawnSync(UNSHARE, [...FLAGS, 'sh', '-ec', script, 'sh', ...args], { encoding: 'utf8' });
}

const probe = inNamespace(
  'PATH=$PATH:/usr/sbin; for c in nft ip tcpreplay tcpdump; do command -v $c; done; nft list ruleset',
);
/** Why the kernel can't be asked on this machine. */
export const unavailable: string | undefined =
  probe.status === 0
    ? undefined
    : `namespaces, nft, ip, tcpreplay or tcpdump can't be used here: ${probe.stderr}`;

/**
 * What the kernel does with each packet, in their order. A packet that would answer an earlier one (which makes it
 * part of that one's connection) is sent in a namespace of its own, where nothing is remembered.
 */
export function askKernel(question: Question): KernelVerdict[] {
  const verdicts = new Map<string, KernelVerdict>();
  const keyOf = (packet: Packet): string => Object.values(packet).join(' ');
  // The same packet once more would belong to the connection that the first one opened.
  const different = new Map(question.packets.map((packet) => [keyOf(packet), packet]));
  for (const batch of batches([...different.values()])) {
    const found = askOnce(
      question,
      batch.map(([, packet]) => packet),
    );
    for (const [n, [, packet]] of batch.entries()) verdicts.set(keyOf(packet), found[n] ?? 'undeliverable');
  }
  return question.packets.map((packet) => verdicts.get(keyOf(packet)) ?? 'undeliverable');
}

type Batch = [index: number, packet: Packet][];

function batches(packets: readonly Packet[]): Batch[] {
  const all: { readonly batch: Batch; readonly seen: Set<string> }[] = [];
  for (const [index, p] of packets.entries()) {
    const ends = [`${p.source}:${p.sourcePort}`, `${p.destination}:${p.destinationPort}`];
    const answered = `${p.protocol} ${ends.toReversed().join(' ')}`;
    let place = all.find(({ seen }) => !seen.has(answered) || ends[0] === ends[1]);
    if (!place) {
      place = { batch: [], seen: new Set() };
      all.push(place);
    }
    place.batch.push([index, p]);
    place.seen.add(`${p.protocol} ${ends.join(' ')}`);
  }
  return all.map(({ batch }) => batch);
}

function askOnce(question: Question, packets: readonly Packet[]): KernelVerdict[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'portolan-referee-'));
  try {
    mkdirSync(path.join(folder, 'files'));
    for (const [name, text] of Object.entries(question.files))
      writeFileSync(path.join(folder, 'files', name), text);
    writeFileSync(path.join(folder, 'load'), question.load);
    writeFileSync(path.join(folder, 'clear'), question.clear ?? 'nft flush ruleset');
    const frames = packets.map((packet, i) => frameOf(packet, i, LINK));
    const again = packets.map((packet, i) => frameOf(packet, UNFILTERED + i, LINK));
    // A second time: what the machine lost on the way once, under load, is not lost twice.
    writeFileSync(path.join(folder, 'filtered.pcap'), capture([...frames, ...frames]));
    writeFileSync(path.join(folder, 'unfiltered.pcap'), capture([...again, frameOf(LAST, LAST_MARK, LINK)]));
    const { status, stderr } = inNamespace(SCRIPT, folder, question.hook);
    if (status !== 0) throw new Error(`the kernel was not asked: ${stderr}`);
    const lengths = new Map([[LAST_MARK, frameOf(LAST, LAST_MARK, LINK).length]]);
    for (const [i, frame] of frames.entries()) lengths.set(i, frame.length).set(UNFILTERED + i, frame.length);
    const seen = new Set<number>();
    for (const record of records(readFileSync(path.join(folder, 'seen.pcap')))) {
      const mark = markOf(record);
      // A refusal quotes the packet and goes the way of all packets: it is longer. (NFLOG's records have heads.)
      const whole = question.hook === 'in' || record.length === lengths.get(mark ?? -1);
      if (mark !== undefined && whole) seen.add(mark);
    }
    if (!seen.has(LAST_MARK)) throw new Error('the referee lost packets');
    return packets.map((_, i) =>
      seen.has(i) ? 'permit' : seen.has(UNFILTERED + i) ? 'deny' : 'undeliverable',
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** ICMP that opens a connection, as the kernel's connection tracking has it (nf_conntrack_proto_icmp.c). */
const OPENING: ReadonlySet<number> = new Set([8, 13, 15, 17]);
/** The same for ICMPv6 (nf_conntrack_proto_icmpv6.c), and the types that are never tracked. */
const OPENING_V6: ReadonlySet<number> = new Set([128, 139]);
const UNTRACKED_V6: ReadonlySet<number> = new Set([130, 131, 132, 133, 134, 135, 136, 143, 151, 152]);

/** The state that the kernel's connection tracking gives to a packet as `frameOf` makes it. */
export function stateInKernel({ family, protocol, sourcePort }: Packet): StateSet {
  const type = sourcePort >> 8;
  if (protocol === ICMP) return family === 4 && OPENING.has(type) ? NEW : INVALID;
  if (protocol !== ICMPV6) return NEW;
  if (family === 6 && UNTRACKED_V6.has(type)) return UNTRACKED;
  return family === 6 && OPENING_V6.has(type) ? NEW : INVALID;
}

/** What `nft list ruleset` prints after a text was loaded, with the handles of rules as comments. */
export function listed(text: string): string {
  const { status, stdout, stderr } = spawnSync(
    UNSHARE,
    [...FLAGS, 'sh', '-ec', 'PATH=$PATH:/usr/sbin; ip link set lo up; nft -f -; nft -a list ruleset'],
    { encoding: 'utf8', input: text, maxBuffer: 1 << 28 },
  );
  if (status !== 0) throw new Error(`nft refused the text: ${stderr}`);
  return stdout;
}
