/** A web proxy: Squid, which denies all but what Portolan's own rules for it allow. */
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { launch, prepareRun } from './launch.ts';
import type { LabService, Listen, ServedHost } from './service.ts';

export function squid(host: ServedHost, serves: readonly Listen[]): LabService {
  return {
    program: 'squid',
    serves,
    start: (context) => {
      const folder = prepareRun(context, 'squid', {
        'squid.conf': configuration(serves),
        'rules.conf': host.proxyRules ?? '',
        hosts: hostsFor(host, readFileSync('/etc/hosts', 'utf8')),
      });
      return launch(
        {
          program: 'squid',
          command: '/usr/sbin/squid',
          args: ['-N', '-f', '/run/squid.conf'],
          folder,
          ready: serves.map(({ transport, port }) => ({ transport, port })),
        },
        context,
      );
    },
  };
}

/** Squid takes one address for a name, the last: it has to be one of a family that the proxy has. */
function hostsFor({ addresses }: ServedHost, text: string): string {
  const families = new Set(addresses.map((address) => isIP(address)));
  const lines = text.split('\n').filter((line) => families.has(isIP(line.split(/\s/)[0] ?? '')));
  return `${lines.join('\n')}\n`;
}

function configuration(serves: readonly Listen[]): string {
  return `${serves.map(({ port }) => `http_port ${port}`).join('\n')}
include /run/rules.conf
http_access deny all
cache deny all
cache_mem 8 MB
access_log none
cache_log /dev/null
cache_store_log none
netdb_filename none
pinger_enable off
pid_filename none
coredump_dir /run
hosts_file /run/hosts
max_filedescriptors 1024
shutdown_lifetime 0 seconds
forward_timeout 5 seconds
connect_timeout 5 seconds
dns_timeout 2 seconds
visible_hostname proxy
`;
}
