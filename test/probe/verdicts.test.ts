import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { Observation } from '../../src/plan/observation.ts';
import { bannerOf } from '../../src/probe/banner.ts';
import { socketIn } from '../../src/probe/native/socket.ts';
import type { Responder, ResponderContext } from '../../src/probe/protocol.ts';
import { protocolOf } from '../../src/probe/protocols/registry.ts';
import { runProbes } from '../../src/probe/run.ts';
import type { ProbeTask } from '../../src/probe/task.ts';
import { Network, type Node, V4, V6 } from './network.ts';

let network: Network;
const sockets: UdpSocket[] = [];

const CONTEXT: ResponderContext = {
  host: { name: 'server', fqdn: 'server.example.com', roles: [], addresses: [] },
  service: 'smb',
  port: 445,
  hints: {},
};

function responder(service: string): Responder['tcp'] & object {
  const speak = protocolOf(service)?.responder?.tcp;
  if (!speak) throw new Error(`no responder for ${service}`);
  return speak;
}

/** Ports of the server, with what happens to them on the way. */
const FAR = `
table inet filter {
  chain forward {
    type filter hook forward priority 0;
    tcp dport 389 drop
    tcp dport 636 reject with tcp reset
    tcp dport 88 reject with icmpx port-unreachable
    udp dport 88 reject with icmpx port-unreachable
    udp dport 137 drop
  }
}
table ip nat4 {
  chain pre {
    type nat hook prerouting priority -100;
    tcp dport 2701 dnat to 10.3.0.3:2702
    tcp dport 8005 dnat to 10.4.0.2:445
  }
}
table ip6 nat6 {
  chain pre {
    type nat hook prerouting priority -100;
    tcp dport 2701 dnat to [fd00:3::3]:2702
    tcp dport 8005 dnat to [fd00:4::2]:445
  }
}
`;
const NEAR = `
table inet filter {
  chain forward {
    type filter hook forward priority 0;
    tcp dport 3268 reject with tcp reset
    tcp dport 1433 reject with icmpx admin-prohibited
    tcp dport 8531 drop
    tcp dport 4022 ct state invalid,untracked synproxy mss 1460 wscale 7 timestamp sack-perm
    tcp dport 4022 ct state invalid drop
  }
}
table inet raw {
  chain pre {
    type filter hook prerouting priority -300;
    iifname "c0" tcp dport 4022 tcp flags syn notrack
  }
}
table inet nat {
  chain pre {
    type nat hook prerouting priority -100;
    tcp dport 3269 redirect to :4455
  }
}
`;
const SERVER = `
table inet filter {
  chain input {
    type filter hook input priority 0;
    tcp dport 10123 reject with icmpx port-unreachable
    tcp dport 5986 drop
    udp dport 161 reject with icmpx admin-prohibited
  }
}
`;

beforeAll(async () => {
  network = await Network.start();
  network.rules('far', FAR);
  network.rules('near', NEAR);
  network.rules('server', SERVER);
  // A SYN proxy takes only what it has opened itself.
  network.run('near', 'echo 0 >/proc/sys/net/netfilter/nf_conntrack_tcp_loose');
  const smb = responder('smb');
  await network.listen('server', 445, (socket) => smb(socket, CONTEXT));
  await network.listen('server', 4022, (socket) => smb(socket, CONTEXT));
  await network.listen('deep', 445, (socket) => smb(socket, CONTEXT));
  await network.listen('near', 4455, (socket) => smb(socket, CONTEXT));
  await network.listen('server', 8530, (socket) => socket.write('220 mail.example.com ESMTP\r\n'));
  await network.listen('server', 139, (socket) => socket.destroy());
  await network.listen('server', 3389, () => {});
  for (const [node, port, host] of [
    ['other', 2702, 'other'],
    ['server', 8003, 'server'],
  ] as const) {
    await network.listen(node, port, (socket) => {
      setTimeout(() => socket.end(`${bannerOf({ host, token: '0123456789abcdef' })}\r\n`), 200);
    });
  }
  for (const family of [4, 6] as const) {
    const fd = socketIn({
      type: 'udp',
      family,
      namespace: network.namespace('server'),
      local: { address: '', port: 9 },
    });
    const socket = createSocket(family === 4 ? 'udp4' : 'udp6');
    socket.bind({ fd });
    socket.on('message', (_, { address, port }) => {
      const sender = `${address}:${port}`;
      socket.send(bannerOf({ host: 'server', token: '00000000000000aa', sender }), port, address);
    });
    sockets.push(socket);
  }
});

afterAll(() => {
  for (const socket of sockets) socket.close();
  network?.stop();
});

function task(
  to: string,
  address: string,
  source: string,
  service: string,
  port: string,
  os = 'linux',
): ProbeTask {
  const [transport, number] = port.split('/') as ['tcp' | 'udp', string];
  return {
    id: `${address} ${port}`,
    flow: 'flow',
    conversation: 'conversation',
    reverse: false,
    service,
    serviceName: service,
    transport,
    port: Number(number),
    from: { name: 'client', host: 'client', address: source, fqdns: [], roles: [] },
    to: { name: to, host: to, address, fqdns: [`${to}.example.com`], roles: [] },
    phase: 'always',
    path: ['near', 'far'],
    hints: { os },
  };
}

async function probe(
  tasks: readonly ProbeTask[],
  { at = 'client', timeout = 2500 }: { readonly at?: Node; readonly timeout?: number } = {},
): Promise<Map<string, Observation>> {
  const found = new Map<string, Observation>();
  const names: Readonly<Record<string, readonly string[]>> = {
    server: [V4.server, V6.server],
    other: [V4.other, V6.other],
  };
  await runProbes(tasks, {
    on: 'client',
    rate: 0,
    timeout,
    placeOf: () => ({ namespace: network.namespace(at), addresses: [V4.client, V6.client, '127.0.0.1'] }),
    addressesOf: (host) => names[host] ?? [],
    found: (observation, { id }) => found.set(id, observation),
  });
  return found;
}

/** `rejected 10.2.0.2`: the verdict, and the hop's address where one is named. */
function said(observation: Observation | undefined): string {
  return [observation?.verdict, observation?.hop?.address].filter((part) => part !== undefined).join(' ');
}

describe.concurrent.each([
  ['IPv4', V4],
  ['IPv6', V6],
] as const)('verdicts over two routers, %s', (_, at) => {
  const cases: readonly (readonly [service: string, port: string, said: string])[] = [
    ['smb', 'tcp/445', 'open'],
    ['rpc-endpoint-mapper', 'tcp/135', 'refused'],
    ['ldap', 'tcp/389', `filtered ${at.far}`],
    ['https', 'tcp/8531', `filtered ${at.near}`],
    ['ldaps', 'tcp/636', `rejected ${at.far}`],
    ['global-catalog', 'tcp/3268', `rejected ${at.near}`],
    ['kerberos', 'tcp/88', `rejected ${at.far}`],
    ['sql', 'tcp/1433', `rejected ${at.near}`],
    ['netbios-session', 'tcp/8530', 'other'],
    ['netbios-session', 'tcp/139', 'other'],
    ['smb', 'tcp/3389', 'unproven'],
    ['smb', 'tcp/3269', 'intercepted'],
    ['remote-control', 'tcp/2701', 'intercepted'],
    ['peer-cache', 'tcp/8003', 'listener'],
    ['client-notification', 'tcp/10123', `rejected ${at.server}`],
    ['winrm-https', 'tcp/5986', `filtered ${at.far}`],
    ['dns-udp', 'udp/53', 'refused'],
    ['kerberos-udp', 'udp/88', `rejected ${at.far}`],
    ['netbios-name', 'udp/137', 'unproven'],
    ['wake-on-lan', 'udp/9', 'listener'],
    ['snmp', 'udp/161', `rejected ${at.server}`],
  ];

  it('says of each port what is true', async ({ expect }) => {
    const tasks = cases.map(([service, port]) => task('server', at.server, at.client, service, port));
    const found = await probe(tasks);
    const verdicts = cases.map(([, port], i) => [port, said(found.get(tasks[i]?.id ?? ''))]);
    expect(verdicts).toEqual(cases.map(([, port, expected]) => [port, expected]));
  });

  it('calls a host refusing without another answer of it only if the reset is as Windows sends it', async ({
    expect,
  }) => {
    const all = at === V4 ? 'ipv4/ip_default_ttl' : 'ipv6/conf/eth0/hop_limit';
    const ask = async (os: string) => {
      const found = await probe([task('bare', at.bare, at.client, 'smb', 'tcp/445', os)]);
      return [...found.values()].map(said);
    };
    expect(await ask('linux')).toEqual(['unproven']);
    expect(await ask('windows')).toEqual(['unproven']);
    network.run('bare', `echo 128 >/proc/sys/net/${all}`);
    expect(await ask('windows')).toEqual(['refused']);
  });

  it('does not call what answers intercepted because another port is led further', async ({ expect }) => {
    const ports = ['tcp/445', 'tcp/8005'];
    const found = await probe(ports.map((port) => task('server', at.server, at.client, 'smb', port)));
    expect([...found.values()].map(said)).toEqual(['open', 'open']);
  });

  it('does not call a host filtered that is off', async ({ expect }) => {
    const found = await probe([task('down', at.down, at.client, 'smb', 'tcp/445')]);
    expect([...found.values()].map(said)).toEqual([`unproven ${at === V4 ? '10.2.0.2' : 'fd00:2::2'}`]);
  });

  it('takes what only opens the connection in the host’s place for no interception', async ({ expect }) => {
    const ports = ['tcp/445', 'tcp/135', 'tcp/53', 'tcp/4022'];
    // What a SYN proxy is sent before it has reached the host is lost, and sent again.
    const found = await probe(
      ports.map((port) => task('server', at.server, at.client, 'smb', port)),
      { timeout: 4000 },
    );
    const { verdict, facts } = found.get(`${at.server} tcp/4022`) ?? {};
    expect([verdict, facts?.['connection opened']]).toEqual(['open', `by a SYN proxy near ${at.near}`]);
  });

  it('takes a filter’s reset for no sign of a host that is off', async ({ expect }) => {
    const ports = [
      ['global-catalog', 'tcp/3268'],
      ['smb', 'tcp/445'],
    ] as const;
    const found = await probe(
      ports.map(([service, port]) => task('down', at.down, at.client, service, port)),
    );
    expect(ports.map(([, port]) => said(found.get(`${at.down} ${port}`)))).toEqual([
      `rejected ${at.near}`,
      `unproven ${at === V4 ? '10.2.0.2' : 'fd00:2::2'}`,
    ]);
  });

  it('says that nobody on its own wire has the address', async ({ expect }) => {
    const gone = at === V4 ? '10.1.0.99' : 'fd00:1::99';
    const asked = (['smb', 'dns-udp'] as const).map((service) =>
      task('gone', gone, at.client, service, service === 'smb' ? 'tcp/445' : 'udp/53'),
    );
    // A second longer than the kernel looks for it.
    const found = await probe(asked, { timeout: 4500 });
    expect([...found.values()].map(({ verdict, evidence }) => [verdict, evidence])).toEqual(
      asked.map(() => ['unproven', expect.stringMatching('^This machine finds nobody')]),
    );
  });

  it('says which router has no route', async ({ expect }) => {
    const nowhere = at === V4 ? '10.9.0.2' : 'fd00:9::2';
    const found = await probe([task('gone', nowhere, at.client, 'smb', 'tcp/445')]);
    expect([...found.values()].map(({ verdict, evidence }) => [verdict, evidence])).toEqual([
      ['unproven', expect.stringMatching(`^The router ${at.near} has no route to the target`)],
    ]);
  });
});
