import { type Namespace, namespace } from './namespace.ts';

const PASSWORD = 'Passw0rd!lab1';

/** Samba as the domain controller dc1.corp.lab, all of its files in memory. */
export function domainController(): Promise<Namespace> {
  return namespace(`
    hostname dc1 2>/dev/null
    for folder in /etc/samba /var/lib/samba /run/samba /var/cache/samba /var/log/samba; do
      mkdir -p $folder; mount -t tmpfs tmpfs $folder
    done
    mkdir -p /var/lib/samba/private
    address=$(ip -4 -o addr show eth0 | sed 's/.*inet \\([0-9.]*\\).*/\\1/')
    samba-tool domain provision --realm=CORP.LAB --domain=CORP --server-role=dc --dns-backend=SAMBA_INTERNAL \\
      --adminpass='${PASSWORD}' --host-name=dc1 --host-ip=$address --option='rpc server dynamic port range=49152-65535' || exit 1
    exec samba -i -M single --debug-stdout
  `);
}
