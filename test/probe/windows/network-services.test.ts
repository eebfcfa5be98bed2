/** The other checks against real servers: a file server with RPC, and the services of a network. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../../../src/probe/protocol.ts';
import { ask, probe, type Target } from './kit.ts';
import { type Namespace, namespace, runs, until } from './namespace.ts';

/** A site system and a server of the network in one: each program on its own port. */
const SERVERS = `
  for folder in /etc/samba /var/lib/samba /run/samba /var/cache/samba /var/log/samba /etc/bind /var/cache/bind /srv; do
    mkdir -p $folder; mount -t tmpfs tmpfs $folder
  done
  mkdir -p /var/lib/samba/private /srv/smsboot
  head -c 3000 /dev/zero > '/srv/boot.bin'
  address=$(ip -4 -o addr show eth0 | sed 's/.*inet \\([0-9.]*\\).*/\\1/')
  net=\${address%.*}
  net6=$(ip -6 -o addr show eth0 scope global | sed 's/.*inet6 \\([0-9a-f:]*\\)::1.*/\\1/')
  cat > /etc/samba/smb.conf <<END
[global]
  netbios name = SITE1
  workgroup = CORP
  server role = standalone server
  server signing = mandatory
  smb ports = 445 139
  rpc start on demand helpers = no
  rpc server dynamic port range = 49152-65535
  load printers = no
  disable spoolss = yes
  log level = 0
END
  cat > /etc/bind/named.conf <<END
options { directory "/var/cache/bind"; recursion no; listen-on-v6 { any; }; pid-file none; session-keyfile none; };
zone "corp.lab" { type master; file "/etc/bind/corp.lab"; };
END
  cat > /etc/bind/corp.lab <<END
\\$TTL 60
@ SOA ns hostmaster 1 60 60 60 60
@ NS ns
ns A $address
_ldap._tcp.dc._msdcs SRV 0 100 389 ns
_ldap._tcp.dc._msdcs SRV 0 100 389 ns.other.
END
  cat > /srv/snmpd.conf <<END
rocommunity secret
rocommunity6 secret
sysName site1.corp.lab
agentAddress udp:161,udp6:161
END
  /usr/libexec/samba/samba-dcerpcd --foreground --no-process-group --libexec-rpcds &
  smbd --foreground --no-process-group --debug-stdout &
  nmbd --foreground --no-process-group --debug-stdout &
  named -f -c /etc/bind/named.conf &
  snmpd -f -Lo -C -c /srv/snmpd.conf -p /srv/snmpd.pid &
  chronyd -d -x -f /dev/null -u root 'local stratum 5' 'allow all' 'cmdport 0' 'pidfile /srv/chronyd.pid' &
  mkdir -p /srv/xrdp; (cd /srv/xrdp; openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -subj /CN=site1.corp.lab -days 3 2>/dev/null)
  cat > /srv/xrdp/xrdp.ini <<END
[Globals]
ini_version=1
fork=true
port=3389
security_layer=negotiate
crypt_level=high
certificate=/srv/xrdp/cert.pem
key_file=/srv/xrdp/key.pem
ssl_protocols=TLSv1.2, TLSv1.3
[Logging]
LogFile=/dev/null
EnableSyslog=false
[Xorg]
name=Xorg
lib=libxup.so
username=ask
password=ask
END
  xrdp --nodaemon --config /srv/xrdp/xrdp.ini &
  exec dnsmasq --keep-in-foreground --conf-file=/dev/null --user=root --pid-file= --leasefile-ro --port=0 --no-ping --log-dhcp \\
    --interface=eth0 --log-facility=- --dhcp-range=$net.100,$net.120 --dhcp-range=$net6::100,$net6::120 \\
    --dhcp-option=option6:bootfile-url,tftp://x/boot --enable-tftp --tftp-root=/srv --dhcp-boot=boot.bin
`;

/** A boot server beside somebody else's DHCP server. */
const BOOT_SERVER = `
  address=$(ip -4 -o addr show eth0 | sed 's/.*inet \\([0-9.]*\\).*/\\1/')
  exec dnsmasq --keep-in-foreground --conf-file=/dev/null --user=root --pid-file= --port=0 --log-dhcp --interface=eth0 \\
    --log-facility=- --dhcp-range=\${address%.*}.0,proxy --pxe-service=X86PC,Boot,boot --pxe-service=X86-64_EFI,Boot,boot.efi
`;

const HERE = runs('nft', 'smbd', 'nmbd', 'named', 'snmpd', 'chronyd', 'xrdp', 'dnsmasq', 'openssl');
let server: Namespace;
let boots: Namespace;

beforeAll(async () => {
  if (!HERE) return;
  [server, boots] = await Promise.all([namespace(SERVERS), namespace(BOOT_SERVER)]);
  const ready: readonly Target[] = [
    { service: 'smb', port: 445 },
    { service: 'rpc-endpoint-mapper', port: 135 },
    { service: 'remote-desktop', port: 3389 },
    { service: 'dns-udp', port: 53 },
    { service: 'netbios-name', port: 137 },
    { service: 'snmp', port: 161 },
    { service: 'ntp', port: 123 },
    { service: 'tftp', port: 69 },
  ];
  const last = new Map<string, Answer | unknown>();
  const isReady = async (target: Target): Promise<boolean> => {
    const outcome = await ask({ ...target, address: server.address, timeout: 500 }).catch(String);
    last.set(target.service, outcome);
    return typeof outcome === 'object' && outcome.answer === 'right';
  };
  await Promise.all(ready.map((target) => until(() => isReady(target), 40_000))).catch((error) => {
    throw new Error(`${error}\n${JSON.stringify([...last])}\n${server.log()}`);
  });
}, 60_000);

afterAll(async () => {
  await Promise.all([server?.[Symbol.asyncDispose](), boots?.[Symbol.asyncDispose]()]);
});

const RANGE = { first: 49_152, last: 65_535 };
const TFTP_RANGE = { first: 1024, last: 65_535 };

const CASES: readonly (readonly [target: Target, facts: Record<string, unknown>])[] = [
  [
    { service: 'smb', port: 445 },
    { 'SMB dialect': '3.1.1', 'SMB signing': 'required', 'SMB authentication': 'NTLM' },
  ],
  [{ service: 'netbios-session', port: 139 }, { 'SMB dialect': '3.1.1' }],
  [{ service: 'rpc-endpoint-mapper', port: 135 }, { 'RPC interface': expect.any(String) }],
  [{ service: 'rpc-dynamic', port: 49_152, range: RANGE }, { 'RPC bind': 'accepted' }],
  [
    { service: 'dns-udp', port: 53 },
    { 'DNS answer': 'NOERROR', 'DNS records': '2', 'DNS authoritative': 'yes' },
  ],
  [
    { service: 'dns-tcp', port: 53 },
    { 'DNS answer': 'NOERROR', 'DNS records': '2' },
  ],
  [{ service: 'dns-udp', port: 53, fqdns: ['a.other.lab'] }, { 'DNS answer': 'REFUSED' }],
  [
    { service: 'netbios-name', port: 137 },
    { 'NetBIOS name': 'SITE1', 'NetBIOS domain': 'CORP' },
  ],
  [
    { service: 'snmp', port: 161, hints: { snmpCommunity: 'secret' } },
    { sysName: 'site1.corp.lab', 'SNMP version': '2c' },
  ],
  [{ service: 'snmp', port: 161 }, { 'SNMP version': '3' }],
  [{ service: 'ntp', port: 123 }, { stratum: '5' }],
  [
    { service: 'remote-desktop', port: 3389, fqdns: ['site1.corp.lab'] },
    {
      'RDP security': 'with TLS, without network level authentication',
      'certificate subject': 'CN=site1.corp.lab',
    },
  ],
  [{ service: 'tftp', port: 69, hints: { tftpFile: 'boot.bin' } }, { 'TFTP file': 'boot.bin' }],
  [{ service: 'tftp', port: 69 }, { 'TFTP error': expect.stringMatching(/not found/) }],
  [
    { service: 'tftp-data', range: TFTP_RANGE, hints: { tftpFile: 'boot.bin' } },
    { 'TFTP data port': expect.any(String) },
  ],
];

describe.skipIf(!HERE)('real servers', () => {
  it.each(CASES)('answer the check of $service: %o', async (target, facts) => {
    const answer = await ask({ ...target, address: server.address, timeout: 4000 });
    expect(answer).toMatchObject({ answer: 'right', facts });
  });

  it('answer over IPv6', async () => {
    // Neither NetBIOS nor DHCP for IPv4 exist there.
    for (const [target, facts] of CASES.filter(([{ service }]) => !service.startsWith('netbios-'))) {
      const answer = await ask({ ...target, address: server.address6, timeout: 4000 });
      expect({ service: target.service, ...answer }).toMatchObject({
        service: target.service,
        answer: 'right',
        facts,
      });
    }
  });

  it('give a DHCP server’s options, and lend nothing', async () => {
    const target = { service: 'dhcp', port: 67, roles: ['dhcp-server'], from: server.here };
    const answer = await ask({ ...target, address: server.address, timeout: 4000 });
    expect(answer).toMatchObject({
      answer: 'right',
      facts: { 'DHCP answer': 'ACK', 'DHCP server': server.address },
    });
    expect(answer.facts['offered address']).toBeUndefined();
  });

  it('answer a relay that asks for a boot', async () => {
    const target = { service: 'dhcp', port: 67, roles: ['distribution-point'], from: server.here };
    const answer = await ask({ ...target, address: server.address, timeout: 4000 });
    expect(answer).toMatchObject({
      answer: 'right',
      facts: { 'DHCP answer': 'OFFER', 'boot file': 'boot.bin' },
    });
  });

  it('answer a relay over DHCPv6', async () => {
    const from = server.address6.replace(/1$/, '2');
    const answer = await ask({ service: 'dhcpv6', port: 547, address: server.address6, from, timeout: 4000 });
    expect(answer).toMatchObject({ answer: 'right', facts: { 'boot file': 'tftp://x/boot' } });
  });

  it('answer on BINL’s port', async () => {
    const target = { service: 'pxe-binl', port: 4011, roles: ['distribution-point'], from: boots.here };
    const answer = await ask({ ...target, address: boots.address, timeout: 4000 });
    expect(answer).toMatchObject({
      answer: 'right',
      facts: { 'boot server': 'yes', 'boot file': expect.stringMatching(/boot/) },
    });
  });
});

describe.skipIf(!HERE)('a probe through a host’s own firewall', () => {
  const filter = (...rules: readonly string[]) =>
    server.run([
      'nft',
      `add table inet t; add chain inet t i { type filter hook input priority 0; }; ${rules.map((rule) => `add rule inet t i ${rule};`).join(' ')}`,
    ]);
  const clear = () => server.run(['nft', 'flush ruleset']);
  const dynamic = { service: 'rpc-dynamic', port: 49_152, range: RANGE };
  const transfer = { service: 'tftp-data', port: 1024, range: TFTP_RANGE, hints: { tftpFile: 'boot.bin' } };
  const seen = async (target: Target) => {
    const { verdict, evidence, facts } = await probe({
      ...target,
      address: server.address,
      from: server.here,
      timeout: 700,
    });
    return { verdict, evidence, facts };
  };

  it.each([
    ['nothing is dropped', 'counter', dynamic, 'open', /accepts a bind/],
    [
      'the dynamic ports are dropped',
      'tcp dport 49152-65535 drop',
      dynamic,
      'filtered',
      / and the host answers otherwise/,
    ],
    ['the mapper is dropped', 'tcp dport 135 drop', dynamic, 'unproven', /TCP 135/],
    [
      'the mapper is dropped',
      'tcp dport 135 drop',
      { service: 'rpc-endpoint-mapper', port: 135 },
      'filtered',
      /./,
    ],
    ['a transfer goes on', 'counter', transfer, 'open', /goes on/],
    [
      'only TFTP’s port is open',
      'udp dport != 69 drop',
      transfer,
      'unproven',
      /what is sent to that port gets no answer/,
    ],
    ['UDP is dropped', 'meta l4proto udp drop', transfer, 'unproven', /No answer/],
    // The range’s first port says itself that nobody has it: so the way to the range is open.
    ['only TFTP’s port is dropped', 'udp dport 69 drop', transfer, 'refused', /nobody listens/],
    ['SMB is reset', 'tcp dport 445 reject with tcp reset', { service: 'smb', port: 445 }, 'refused', /./],
    ['NTP is rejected', 'udp dport 123 reject', { service: 'ntp', port: 123 }, 'refused', /./],
  ] as const)('when %s by “%s”', async (_, rule, target, verdict, evidence) => {
    filter(rule);
    try {
      const found = await seen(target);
      expect(found).toMatchObject({ verdict, evidence: expect.stringMatching(evidence) });
    } finally {
      clear();
    }
  });
});
