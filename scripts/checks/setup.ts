/** Programs that some tests run: the kernel's firewall, and namespaces to load it into. */
import { accessSync, constants, existsSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { run } from '../process.ts';
import { type Check, type Outcome, verdict } from './check.ts';

/** Command → Debian package that has it. */
const NEEDED: Readonly<Record<string, string>> = {
  nft: 'nftables',
  ip: 'iproute2',
  unshare: 'util-linux',
  'iptables-restore': 'iptables',
  tcpreplay: 'tcpreplay',
  tcpdump: 'tcpdump',
  xmllint: 'libxml2-utils',
  patch: 'patch',
  aclgen: 'python3-capirca',
  squid: 'squid-openssl',
  pactester: 'libpacparser1',
  swanctl: 'strongswan-swanctl',
  'charon-systemd': 'charon-systemd',
  net: 'samba-common-bin',
  chromium: 'chromium',
  unzip: 'unzip',
  openssl: 'openssl',
  smbd: 'samba',
  samba: 'samba',
  // Depends on winbind, and on the modules of a domain controller.
  winbindd: 'samba-ad-dc',
  nginx: 'nginx-light',
  dnsmasq: 'dnsmasq-base',
  xrdp: 'xrdp',
  curl: 'curl',
  ldapsearch: 'ldap-utils',
  smbclient: 'smbclient',
  tftp: 'tftp-hpa',
  dhclient: 'isc-dhcp-client',
  named: 'bind9',
  dig: 'bind9-dnsutils',
  kinit: 'krb5-user',
  chronyd: 'chrony',
  snmpd: 'snmpd',
  snmpget: 'snmp',
  nmap: 'nmap',
  tsql: 'freetds-bin',
  wakeonlan: 'wakeonlan',
  smcrouted: 'smcroute',
  nc: 'netcat-openbsd',
  shellcheck: 'shellcheck',
  dash: 'dash',
  busybox: 'busybox',
  ping: 'iputils-ping',
};

/** Files that no command stands for → Debian package that has them. */
const MODULES: Readonly<Record<string, string>> = {
  '/usr/lib/python3/dist-packages/samba/__init__.py': 'python3-samba',
  '/usr/share/samba/setup/provision.ldif': 'samba-ad-provision',
  '/usr/lib/ipsec/plugins/libstrongswan-kernel-libipsec.so': 'libcharon-extra-plugins',
  '/usr/lib/ipsec/plugins/libstrongswan-openssl.so': 'libstrongswan-standard-plugins',
  '/usr/lib/python3/dist-packages/impacket/__init__.py': 'python3-impacket',
};

/** Installs what is missing where that is possible. Elsewhere: a failure in CI, a visible skip on a person's machine. */
export const setupCheck: Check = {
  name: 'set-up',
  about: `programs that tests need (installed by apt-get when root on Debian): ${[...new Set(Object.values(NEEDED))].join(', ')}`,
  async run() {
    const before = missingCommands();
    if (before.length === 0) return verdict(true, '');
    const packages = [...new Set(before.map((missing) => NEEDED[missing] ?? MODULES[missing] ?? missing))];
    if (!canInstall())
      return absent(before, `install ${packages.join(', ')} to run the tests that need them`);
    const log = await install(packages);
    const after = missingCommands();
    if (after.length > 0) return absent(after, log);
    return verdict(true, '', `installed ${packages.join(', ')}`);
  },
};

function absent(commands: readonly string[], help: string): Outcome {
  const text = `missing: ${commands.join(', ')}`;
  if (process.env.CI) return verdict(false, `${text}\n${help}`);
  return { passed: 0, failed: 0, skipped: 1, summary: `${text}; ${help.trim().split('\n').at(-1)}` };
}

function missingCommands(): string[] {
  // Administration commands are often outside a user's PATH.
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/sbin', '/sbin'];
  const commands = Object.keys(NEEDED).filter(
    (command) => !folders.some((folder) => isExecutable(path.join(folder, command))),
  );
  return [...commands, ...Object.keys(MODULES).filter((file) => !existsSync(file))];
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function canInstall(): boolean {
  return process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}

async function install(packages: readonly string[]): Promise<string> {
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const update = await run('apt-get', ['update', '-qq'], { env });
  const takeBack = forbidStart();
  try {
    const added = await run('apt-get', ['install', '-qq', '-y', '--no-install-recommends', ...packages], {
      env,
    });
    return update.errors + added.errors;
  } finally {
    takeBack();
  }
}

/** Debian starts a server that it installs, unless this says no. The tests start their own, elsewhere. */
const POLICY = '/usr/sbin/policy-rc.d';

function forbidStart(): () => void {
  if (existsSync(POLICY)) return () => {};
  writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  return () => rmSync(POLICY, { force: true });
}
