/** Asking casts with real packets: each has a number of its own, by which it is known again where it is heard. */
import { createSocket, type Socket } from 'node:dgram';
import { setTimeout as wait } from 'node:timers/promises';
import type { Crossing } from '../../hierarchy/model.ts';
import { libc } from '../../probe/native/libc.ts';
import { closeSocket, SocketError, socketIn } from '../../probe/native/socket.ts';
import { DHCP, OPTION, pxeOptions, readDhcp, writeDhcp } from '../../probe/protocols/dhcp/wire.ts';
import { magicPacket } from '../../probe/protocols/unpublished/magic-packet.ts';
import { guestBeside } from '../inside/guest.ts';
import type { Inside } from '../inside/lab.ts';
import { join, routeMulticast, sendingTo } from '../inside/multicast.ts';
import { type Relay, relayIn } from '../inside/relay.ts';
import { localPort } from '../inside/scan.ts';
import type { Cast } from './casts.ts';

/** What became of one. */
export interface Heard {
  readonly isHeard: boolean;
  /** The port that it was sent from. */
  readonly localPort: number;
}

export interface CastBench {
  /** Those that can be asked here. */
  readonly casts: readonly Cast[];
  /** Sends all of them, and a second time what is expected to be heard and isn't. */
  ask(casts: readonly Cast[], isExpected: (cast: Cast) => boolean): Promise<Heard[]>;
  /** What can't be asked here, in sentences. */
  readonly notes: readonly string[];
  close(): void;
}

/** How long what is expected is waited for, in milliseconds; a busy machine is no fault of the rules. */
const PATIENCE = 4000;
/** How long silence is listened to: whatever comes was sent before. */
const SILENCE = 250;

/** @param crossings the filters between the sender of a stream and whoever hears it. */
export async function openCasts(
  inside: Inside,
  casts: readonly Cast[],
  crossings: (cast: Cast) => readonly Crossing[],
): Promise<CastBench> {
  const heard = new Set<number>();
  const closers: (() => void)[] = [];
  const notes: string[] = [];
  const ears = new Map<string, Socket>();
  const listen = (cast: Cast): void => {
    const { kind, hearer, port, to } = cast;
    const { host, address } = hearer;
    const own = kind === 'relayed' ? 68 : port;
    const group = kind === 'multicast' ? to.address.address : '';
    const key = earOf(cast);
    if (ears.has(key)) return;
    const namespace = inside.namespaces.handle(host.id);
    const local = { address: group, port: own };
    const fd = socketIn({ type: 'udp', family: 4, namespace, local, reuseAddress: true, broadcast: true });
    if (group) join(fd, group, address.address);
    const socket = createSocket('udp4');
    socket.on('error', () => undefined);
    socket.on('message', (bytes) => {
      const number = kind === 'relayed' ? offerOf(bytes, pending) : numberIn(bytes);
      const meant = number === undefined ? undefined : pending.get(number);
      // A host of several zones hears a stream in one that isn't meant for it in the other.
      if (number !== undefined && meant && earOf(meant) === key) heard.add(number);
    });
    socket.bind({ fd });
    ears.set(key, socket);
    closers.push(() => socket.close());
  };
  const pending = new Map<number, Cast>();
  const relays = new Map<string, Relay>();
  for (const cast of casts) {
    listen(cast);
    const { address } = cast.from.address;
    if (cast.kind !== 'relayed' || relays.has(address)) continue;
    const guest = await guestBeside(inside, cast.hearer, address, relays.size);
    const relay = relayIn(inside.namespaces.handle(guest), address);
    relays.set(address, relay);
    closers.push(() => relay.close());
  }
  const streams = casts.filter(({ kind }) => kind === 'multicast');
  const routes = streams.map((cast) => ({
    source: cast.from.address.address,
    group: cast.to.address.address,
    crossings: crossings(cast),
  }));
  let askable = casts;
  try {
    closers.push(routeMulticast(inside, routes));
  } catch (error) {
    if (!(error instanceof SocketError)) throw error;
    askable = casts.filter(({ kind }) => kind !== 'multicast');
    notes.push(`multicast isn't asked: this kernel doesn't route it (${error.code})`);
  }

  let last = 0;
  const send = (cast: Cast): { readonly number: number; readonly localPort: number } => {
    const number = ++last;
    const { kind, from, to, port } = cast;
    pending.set(number, cast);
    if (kind === 'relayed') {
      relays.get(from.address.address)?.servers.set(number, to.address.address);
      discover(ears.get(earOf(cast)), number, cast);
      return { number, localPort: 67 };
    }
    const namespace = inside.namespaces.handle(from.host.id);
    const source = from.address.address;
    const target = to.address.address;
    const bytes = magicPacket(number.toString(16).padStart(12, '0'));
    return { number, localPort: sendOnce(namespace, source, target, port, bytes) };
  };

  return {
    casts: askable,
    notes,
    ask: async (asked, isExpected) => {
      const sent = asked.map(send);
      const isHeard = (i: number): boolean => heard.has(sent[i]?.number ?? 0);
      const expected = asked.flatMap((cast, i) => (isExpected(cast) ? [i] : []));
      for (let turn = 0; turn < 2; turn++) {
        const until = performance.now() + PATIENCE / 2;
        while (!expected.every(isHeard) && performance.now() < until) await wait(5);
        if (expected.every(isHeard) || turn > 0) break;
        for (const i of expected) if (!isHeard(i)) sent[i] = send(asked[i] as Cast);
      }
      if (expected.length < asked.length) await wait(SILENCE);
      return sent.map(({ localPort }, i) => ({ isHeard: isHeard(i), localPort }));
    },
    close: () => {
      for (const close of closers) close();
    },
  };
}

/** Which socket it is heard by: of streams one for each address, since a host joins a group on an interface. */
function earOf({ kind, hearer: { host, address }, port, to }: Cast): string {
  if (kind === 'relayed') return `${host.id} 68`;
  return kind === 'multicast'
    ? `${host.id} ${port} ${to.address.address} ${address.address}`
    : `${host.id} ${port}`;
}

/** @returns the port that it was sent from; 0 where the host can't send it. */
function sendOnce(
  namespace: number,
  source: string,
  target: string,
  targetPort: number,
  bytes: Uint8Array,
): number {
  try {
    const local = { address: source, port: 0 };
    const remote = { address: target, port: targetPort };
    const fd = isGroup(target)
      ? sendingTo(namespace, source, target, targetPort)
      : socketIn({ type: 'udp', family: 4, namespace, local, remote, broadcast: true });
    const c = libc();
    c?.send(fd, bytes, bytes.length, 0);
    const port = c ? localPort(c, fd) : 0;
    closeSocket(fd);
    return port;
  } catch (error) {
    if (error instanceof SocketError) return 0;
    throw error;
  }
}

/** 224.0.0.0/4: RFC 5771. */
const isGroup = (address: string): boolean => Number(address.split('.')[0]) >> 4 === 14;

/** The number that a magic packet is for. */
function numberIn(bytes: Buffer): number | undefined {
  if (bytes.length < 102 || bytes.readUIntBE(0, 6) !== 0xffff_ffff_ffff) return undefined;
  return bytes.readUIntBE(6, 6);
}

/** The transaction of an offer, where it comes from the server that was meant. */
function offerOf(bytes: Buffer, pending: ReadonlyMap<number, Cast>): number | undefined {
  const message = readDhcp(bytes);
  if (message?.operation !== 2) return undefined;
  const server = [...(message.options.get(OPTION.server) ?? [])].join('.');
  const meant = pending.get(message.transaction)?.to.host.interfaces.flatMap((i) => i.addresses);
  return meant?.some(({ address }) => address === server) ? message.transaction : undefined;
}

/** To everybody on the wire: from a computer that asks for an address, or that boots from a distribution point. */
function discover(socket: Socket | undefined, transaction: number, { to }: Cast): void {
  const { roles } = to.host;
  const boots = roles.includes('distribution-point') && !roles.includes('dhcp-server');
  const id = new Uint8Array(16).fill(7);
  const options = new Map([
    [OPTION.type, Uint8Array.of(DHCP.discover)] as const,
    ...(boots ? pxeOptions(id) : []),
  ]);
  const hardware = Uint8Array.of(2, 4, 0, 0, transaction >> 8, transaction & 255);
  const message = writeDhcp({ operation: 1, transaction, broadcast: true, hardware, options });
  socket?.send(message, 67, '255.255.255.255', () => undefined);
}
