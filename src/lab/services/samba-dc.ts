/** A domain controller: Samba's, with LDAP, global catalog, Kerberos, DNS, RPC and SMB on the host's own addresses. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { launch } from './launch.ts';
import { type Domain, provisionDomain } from './provision.ts';
import { sambaMounts, smbConf } from './samba-files.ts';
import type { LabService, Listen, ServedHost } from './service.ts';

const TCP = [53, 88, 135, 139, 389, 445, 464, 636, 3268, 3269] as const;
const UDP = [53, 88, 389, 464] as const;

export function sambaDc(host: ServedHost, serves: readonly Listen[]): LabService {
  return {
    program: 'samba',
    serves,
    start: async (context) => {
      const folder = path.join(context.folder, 'samba');
      const domain = await provisionDomain(host, folder, context);
      const tls = path.join(folder, 'lib/private/tls');
      mkdirSync(tls, { recursive: true });
      const { cert, key, authority } = context.certificate;
      writeFileSync(path.join(tls, 'cert.pem'), cert);
      writeFileSync(path.join(tls, 'key.pem'), key, { mode: 0o600 });
      writeFileSync(path.join(tls, 'ca.pem'), authority);
      writeFileSync(path.join(folder, 'etc/smb.conf'), configuration(host, domain));
      return launch(
        {
          program: 'samba',
          command: '/usr/sbin/samba',
          // One process for what would be a dozen: a lab has several of them on two cores.
          args: ['--interactive', '--model=single', '--debug-stdout'],
          folder,
          mounts: sambaMounts(folder),
          ready: [
            ...TCP.map((port) => ({ transport: 'tcp', port }) as const),
            ...UDP.map((port) => ({ transport: 'udp', port }) as const),
          ],
          // Without winbind, nobody gets a session over SMB.
          files: [path.join(folder, 'run/samba/winbindd/pipe')],
        },
        context,
      );
    },
  };
}

function configuration(host: ServedHost, { realm, domain, controller }: Domain): string {
  const { first, last } = host.rpc ?? { first: 49152, last: 65535 };
  const nothing = '/bin/true';
  return smbConf({
    global: {
      'netbios name': controller,
      realm,
      workgroup: domain,
      'server role': 'active directory domain controller',
      'rpc server dynamic port range': `${Math.max(first, 1024)}-${last}`,
      'tls enabled': 'yes',
      'tls keyfile': 'tls/key.pem',
      'tls certfile': 'tls/cert.pem',
      'tls cafile': 'tls/ca.pem',
      // Nobody to update, and no time for it.
      'dns update command': nothing,
      'spn update command': nothing,
      'samba kcc command': nothing,
      'gpo update command': nothing,
      'load printers': 'no',
      'printcap name': '/dev/null',
      'disable spoolss': 'yes',
    },
    sysvol: { path: '/var/lib/samba/sysvol', 'read only': 'no' },
    netlogon: { path: `/var/lib/samba/sysvol/${realm.toLowerCase()}/scripts`, 'read only': 'no' },
  });
}
