/** DHCP, PXE and TFTP, and DNS where no domain controller is: dnsmasq. */
import {
  type Family,
  formatAddress,
  type Network,
  type NetworkError,
  network,
  overlaps,
  parseAddress,
  parseNetwork,
} from '../../net/network.ts';
import { launch, prepareRun } from './launch.ts';
import { isOnDemand } from './on-demand.ts';
import type { LabService, Listen, ServedHost } from './service.ts';

/** So long that a transfer of it has several blocks. */
const BOOT_PROGRAM = Buffer.alloc(4096, 0x90);
/** Fewer addresses are no network that computers boot in. */
const SMALLEST = 13n;

export function dnsmasq(host: ServedHost, serves: readonly Listen[]): LabService {
  return {
    program: 'dnsmasq',
    serves,
    start: (context) => {
      const folder = prepareRun(context, 'dnsmasq', {
        'dnsmasq.conf': configuration(host, serves),
        'tftp/boot.bin': BOOT_PROGRAM,
        // As the deployment services of Windows have it.
        'tftp/smsboot/x64/wdsnbp.com': BOOT_PROGRAM,
      });
      return launch(
        {
          program: 'dnsmasq',
          command: '/usr/sbin/dnsmasq',
          args: ['--keep-in-foreground', '--conf-file=/run/dnsmasq.conf', '--log-facility=-'],
          folder,
          ready: serves.filter((listen) => !isOnDemand(listen)),
        },
        context,
      );
    },
  };
}

function configuration(host: ServedHost, serves: readonly Listen[]): string {
  const has = (service: string): boolean => serves.some(({ services }) => services.includes(service));
  const lines = [
    'user=root',
    'no-hosts',
    'no-resolv',
    'no-ping',
    'leasefile-ro',
    'bind-dynamic',
    'pid-file=',
    ...(has('dns-udp') || has('dns-tcp')
      ? ['port=53', 'local=/#/', ...host.addresses.map((address) => `address=/lab.test/${address}`)]
      : ['port=0']),
  ];
  if (has('tftp')) lines.push('enable-tftp', 'tftp-root=/run/tftp', 'tftp-port-range=49152,65535');
  const isBoot = has('pxe-binl');
  if (isBoot)
    lines.push(
      'pxe-service=x86-64_EFI,"Boot",boot.bin',
      'pxe-service=x86PC,"Boot",boot.bin',
      'dhcp-boot=boot.bin',
    );
  const leases = !isBoot || host.roles.includes('dhcp-server');
  if (has('dhcp'))
    lines.push(...networksOf(host, 4).map((n) => `dhcp-range=${leases ? leaseRange(n) : proxyRange(n)}`));
  if (has('dhcpv6')) {
    const asked = networksOf(host, 6);
    lines.push(
      'dhcp-option=option6:bootfile-url,tftp://boot/boot.bin',
      ...(asked.length > 0 ? asked : [NOBODYS]).map((n) => `dhcp-range=${leaseRange(n)}`),
    );
  }
  return `${lines.join('\n')}\n`;
}

/** Documentation's (RFC 3849): without any network, the port of DHCPv6 would stay closed. */
const NOBODYS: Network = network(6, 0x20010db8n << 96n, (0x20010db8n << 96n) + 0xffff_ffff_ffff_ffffn);

/** Those that ask it, and what may be its own: an answer to a network that isn't there harms nobody. */
function networksOf({ boots = [], addresses }: ServedHost, family: Family): Network[] {
  const found: Network[] = [];
  for (const asked of [...boots.map(parseNetwork), ...addresses.map(around)]) {
    if ('error' in asked || asked.family !== family || asked.last - asked.first < SMALLEST) continue;
    if (!found.some((other) => overlaps(other, asked))) found.push(asked);
  }
  return found;
}

/** The network that an address is probably in. */
function around(text: string): Network | NetworkError {
  const parsed = parseAddress(text);
  if ('error' in parsed) return parsed;
  const { family, value } = parsed;
  const size = family === 4 ? 256n : 1n << 64n;
  const first = value - (value % size);
  return network(family, first, first + size - 1n);
}

/** The last addresses of the network: the lab's own hosts are among the first. */
function leaseRange({ family, first, last }: Network): string {
  const [from, to] = [last - 6n, last - 2n].map((value) => formatAddress(family, value));
  return `${from},${to},${family === 4 ? netmask(first, last) : '64'},2m`;
}

function proxyRange({ family, first, last }: Network): string {
  return `${formatAddress(family, first)},proxy,${netmask(first, last)}`;
}

const netmask = (first: bigint, last: bigint): string => formatAddress(4, 0xffff_ffffn ^ (first ^ last));
