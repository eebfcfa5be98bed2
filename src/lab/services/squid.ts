/** A web proxy: Squid, which denies all but what Portolan's own rules for it allow. */
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { launch } from './launch.ts';
import type { LabService, Listen, ServedHost } from './service.ts';

export function squid(host: ServedHost, serves: readonly Listen[]): LabService {
  return {
    program: 'squid',
    serves,
    start: (context) => {
      const folder = path.join(context.folder, 'squid');
      mkdirSync(folder, { recursive: true });
      // It lays down its root's rights.
      chmodSync(folder, 0o755);
      const file = path.join(folder, 'squid.conf');
      writeFileSync(path.join(folder, 'rules.conf'), host.proxyRules ?? '');
      writeFileSync(file, configuration(serves));
      return launch(
        {
          program: 'squid',
          command: '/usr/sbin/squid',
          args: ['-N', '-f', '/etc/squid/squid.conf'],
          mounts: [[folder, '/etc/squid']],
          ready: serves.map(({ transport, port }) => ({ transport, port })),
        },
        context,
      );
    },
  };
}

function configuration(serves: readonly Listen[]): string {
  return `${serves.map(({ port }) => `http_port ${port}`).join('\n')}
include /etc/squid/rules.conf
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
hosts_file /etc/hosts
max_filedescriptors 1024
shutdown_lifetime 0 seconds
forward_timeout 5 seconds
connect_timeout 5 seconds
dns_timeout 2 seconds
visible_hostname proxy
`;
}
