/** A Windows site system's SMB and RPC: Samba's file server with its endpoint mapper, for real. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { PortRange } from '../../net/ports.ts';
import { launch } from './launch.ts';
import { netbiosName } from './names.ts';
import { SAMBA_FOLDERS, sambaMounts, smbConf } from './samba-files.ts';
import type { LabService, Listen, ServedHost } from './service.ts';

/**
 * The endpoint mapper, and the remote registry behind a dynamic port: what the installation of a site system talks to.
 * The other interfaces of Samba start with it by default and would take a second more on each host.
 */
const SCRIPT = `/usr/libexec/samba/samba-dcerpcd --foreground --no-process-group \\
  /usr/libexec/samba/rpcd_epmapper /usr/libexec/samba/rpcd_winreg &
exec /usr/sbin/smbd --foreground --no-process-group --debug-stdout`;

const DEFAULT_RPC: PortRange = { first: 49152, last: 65535 };

export function smbd(host: ServedHost, serves: readonly Listen[]): LabService {
  const smb = [...new Set(['smb', 'netbios-session'].flatMap((id) => portsOf(serves, id)))];
  const ports = smb.length > 0 ? smb : [445];
  const hasRpc = serves.some(({ services }) => services.some((id) => id.startsWith('rpc-')));
  return {
    program: 'smbd',
    serves,
    start: (context) => {
      const folder = path.join(context.folder, 'smbd');
      for (const name of [...SAMBA_FOLDERS, 'lib/share'])
        mkdirSync(path.join(folder, name), { recursive: true });
      writeFileSync(path.join(folder, 'etc/smb.conf'), configuration(host, ports));
      return launch(
        {
          program: 'smbd',
          command: '/bin/sh',
          args: ['-c', SCRIPT],
          folder,
          mounts: sambaMounts(folder),
          ready: [...ports, ...(hasRpc ? [135] : [])].map((port) => ({ transport: 'tcp', port })),
        },
        context,
      );
    },
  };
}

function configuration(host: ServedHost, ports: readonly number[]): string {
  const { first, last } = host.rpc ?? DEFAULT_RPC;
  return smbConf({
    global: {
      'netbios name': netbiosName(host.name),
      workgroup: 'LAB',
      'server role': 'standalone server',
      'disable netbios': ports.includes(139) ? 'no' : 'yes',
      'smb ports': ports.join(' '),
      'rpc start on demand helpers': 'no',
      'rpc server dynamic port range': `${Math.max(first, 1024)}-${last}`,
      // Started when first asked, and kept: the next one is answered at once.
      'rpcd_epmapper:idle_seconds': '86400',
      'rpcd_winreg:idle_seconds': '86400',
      'map to guest': 'Bad User',
      'load printers': 'no',
      'printcap name': '/dev/null',
      'disable spoolss': 'yes',
      'log level': '0',
    },
    SMS_SITE: { path: '/var/lib/samba/share', 'guest ok': 'yes', 'read only': 'yes' },
  });
}

function portsOf(serves: readonly Listen[], service: string): number[] {
  return serves.filter(({ services }) => services.includes(service)).map(({ port }) => port);
}
