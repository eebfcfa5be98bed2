/**
 * Multicast across a lab's filters, by the kernel's own routes (linux/mroute.h): what a routing daemon sets up, without
 * one. They are gone when they are closed.
 */
import type { Crossing } from '../../hierarchy/model.ts';
import { C, errorName, type Libc, libc } from '../../probe/native/libc.ts';
import { closeSocket, SocketError, socketIn } from '../../probe/native/socket.ts';
import { socketAddress } from '../../probe/native/socket-address.ts';
import type { LabFilter } from '../model.ts';
import type { Inside } from './lab.ts';

/** A stream, and the filters that it has to cross to get to somebody. */
export interface Stream {
  /** Who sends it, and to which group. */
  readonly source: string;
  readonly group: string;
  readonly crossings: readonly Crossing[];
}

const SOCK_RAW = 3;
const IPPROTO_IGMP = 2;
const MRT = { init: 200, addVif: 202, addRoute: 204 } as const;
/** As many interfaces a kernel routes multicast between. */
const MOST_VIFS = 32;

/**
 * Lets filters forward the streams.
 * @returns how to end it.
 * @throws {SocketError} where the kernel has no multicast routing.
 */
export function routeMulticast({ model, namespaces }: Inside, streams: readonly Stream[]): () => void {
  const c = libc();
  if (!c) throw new SocketError('socket', 'ENOSYS');
  const open: number[] = [];
  const close = (): void => {
    for (const fd of open) closeSocket(fd);
  };
  try {
    for (const filter of model.filters) {
      const routes = routesOf(filter, streams);
      if (routes.length > 0) namespaces.in(filter.id, () => open.push(routeIn(c, filter, routes)));
    }
  } catch (error) {
    close();
    throw error;
  }
  return close;
}

interface Route {
  readonly source: string;
  readonly group: string;
  /** Numbers of interfaces. */
  readonly from: number;
  readonly to: ReadonlySet<number>;
}

function routesOf(filter: LabFilter, streams: readonly Stream[]): Route[] {
  const leg = (zone: string): number =>
    filter.interfaces.findIndex(({ addresses }) => addresses.some((a) => a.zone === zone && a.family === 4));
  const routes = new Map<string, Route & { readonly to: Set<number> }>();
  for (const { source, group, crossings } of streams) {
    const crossing = crossings.find((one) => one.filter === filter.name);
    if (!crossing) continue;
    const [from, to] = [leg(crossing.from), leg(crossing.to)];
    if (from < 0 || to < 0) continue;
    const key = `${source} ${group}`;
    const route = routes.get(key) ?? { source, group, from, to: new Set() };
    routes.set(key, route);
    route.to.add(to);
  }
  return [...routes.values()];
}

/** In the filter's namespace: one socket holds all of its routes. */
function routeIn(c: Libc, filter: LabFilter, routes: readonly Route[]): number {
  const fd = c.socket(C.AF_INET, SOCK_RAW, IPPROTO_IGMP);
  if (fd < 0) throw new SocketError('socket', errorName(c.errno()));
  const set = (name: number, value: Uint8Array): void => {
    if (c.setsockopt(fd, C.IPPROTO_IP, name, value, value.length) === 0) return;
    const error = new SocketError('setsockopt', errorName(c.errno()));
    closeSocket(fd);
    throw error;
  };
  set(MRT.init, Uint8Array.of(1, 0, 0, 0));
  filter.interfaces.slice(0, MOST_VIFS).forEach(({ addresses }, number) => {
    const own = addresses.find(({ family }) => family === 4);
    if (own) set(MRT.addVif, vif(number, own.address));
  });
  for (const route of routes) set(MRT.addRoute, mfc(route));
  return fd;
}

/** An IPv4 address as it stands in a packet. */
const inAddr = (address: string): Uint8Array => socketAddress(address, 0).subarray(4, 8);

/** `struct vifctl`: number, flags, threshold 1, no limit, the interface by its address, no tunnel. */
function vif(number: number, address: string): Uint8Array {
  const bytes = new Uint8Array(16);
  bytes[0] = number;
  bytes[3] = 1;
  bytes.set(inAddr(address), 8);
  return bytes;
}

/** `struct mfcctl`: who sends, the group, the interface that it comes by, and a time to live for each it goes to. */
function mfc({ source, group, from, to }: Route): Uint8Array {
  const bytes = new Uint8Array(60);
  bytes.set(inAddr(source), 0);
  bytes.set(inAddr(group), 4);
  bytes[8] = from;
  for (const number of to) bytes[10 + number] = 1;
  return bytes;
}

const IP_MULTICAST_IF = 32;
const IP_MULTICAST_TTL = 33;
const IP_ADD_MEMBERSHIP = 35;
const IP_MULTICAST_ALL = 49;
/** More than a lab has filters on any way. */
const TTL = 64;

/** A socket that sends to a group by the interface that has an address. */
export function sendingTo(namespace: number, from: string, group: string, port: number): number {
  const c = libc();
  const fd = socketIn({ type: 'udp', family: 4, namespace, local: { address: from, port: 0 } });
  const to = socketAddress(group, port);
  const ok =
    c?.setsockopt(fd, C.IPPROTO_IP, IP_MULTICAST_IF, inAddr(from), 4) === 0 &&
    c.setsockopt(fd, C.IPPROTO_IP, IP_MULTICAST_TTL, Uint8Array.of(TTL, 0, 0, 0), 4) === 0 &&
    c.connect(fd, to, to.length) === 0;
  if (ok) return fd;
  const error = new SocketError('connect', errorName(c?.errno() ?? 0));
  closeSocket(fd);
  throw error;
}

/** Joins a group (IGMP) on the interface that has an address, and hears it there alone. */
export function join(fd: number, group: string, own: string): void {
  const c = libc();
  const request = Uint8Array.from([...inAddr(group), ...inAddr(own)]);
  const isAlone = c?.setsockopt(fd, C.IPPROTO_IP, IP_MULTICAST_ALL, Uint8Array.of(0, 0, 0, 0), 4) === 0;
  if (!isAlone || c.setsockopt(fd, C.IPPROTO_IP, IP_ADD_MEMBERSHIP, request, request.length) !== 0)
    throw new SocketError('setsockopt', errorName(c?.errno() ?? 0));
}
