import { describe, expect, it } from 'vitest';
import { fixture, type Reading, readWith } from '../../../test/dialects/reader-kit.ts';
import { recogniseDialect } from '../readers.ts';
import type { CpConfig } from './model.ts';
import { checkpointReader } from './reader.ts';

const read = (text: string, interfaces: Record<string, string[]> = {}): Reading<CpConfig> =>
  readWith(checkpointReader, text, interfaces);

const ANY = { uid: '97aeb369-9aea-11d5-bd16-0090272ccb30', name: 'Any', type: 'CpmiAnyObject' };
const ACCEPT = { uid: '6c488338-8eec-4103-ad21-cd461ac2c472', name: 'Accept', type: 'RulebaseAction' };
const DROP = { uid: '6c488338-8eec-4103-ad21-cd461ac2c473', name: 'Drop', type: 'RulebaseAction' };
type Object = Record<string, unknown>;

const rule = (fields: Object): Object => ({
  type: 'access-rule',
  source: [ANY.uid],
  destination: [ANY.uid],
  service: [ANY.uid],
  action: ACCEPT.uid,
  enabled: true,
  ...fields,
});
/** One layer as the management API answers. */
const layer = (rules: readonly Object[], objects: readonly Object[] = [], more: Object = {}): string =>
  JSON.stringify({
    uid: 'layer-1',
    name: 'Network',
    rulebase: rules,
    'objects-dictionary': [ANY, ACCEPT, DROP, ...objects],
    ...more,
  });

describe('a layer', () => {
  const text = fixture('checkpoint/network.out');
  const fw = read(text);

  it('is read without a word about what it holds, but for what is left out', () => {
    expect(fw.diagnostics.map((d) => [d.code, d.place?.line])).toEqual([
      ['PT8004', 153],
      ['PT8010', 1],
    ]);
    expect(recogniseDialect(text, 'x')?.id).toBe('checkpoint');
  });

  it('permits what its rules accept, in their order, and drops the rest', () => {
    expect(fw.ask('tcp 10.20.1.5:50000 > 10.0.0.1:80')).toBe('permit');
    expect(fw.ask('tcp 10.20.1.5:50000 > 10.0.0.29:10123')).toBe('permit');
    expect(fw.ask('icmp 10.20.1.5 > 10.0.0.20')).toBe('permit');
    expect(fw.ask('tcp 10.20.1.5:50000 > 10.0.0.29:10124')).toBe('deny');
    expect(fw.ask('tcp [fd00::1]:50000 > [fd00::2]:80')).toBe('deny');
  });

  it('takes excluded members out of a group', () => {
    expect(fw.ask('tcp 10.20.1.5:50000 > 10.0.0.24:80')).toBe('permit');
    expect(fw.ask('tcp 10.20.1.5:50000 > 10.0.0.25:80')).toBe('deny');
  });

  it('leaves open what a time, a domain or a list of the vendor decides', () => {
    expect(fw.ask('tcp 10.20.1.5:50000 > 10.0.0.1:22')).toBe('depends');
    expect(fw.why('tcp 10.20.1.5:50000 > 10.0.0.1:22')).toEqual(['the time "worktime"']);
    expect(fw.why('tcp 10.0.0.1:50000 > 10.99.0.1:443')).toEqual([
      'the addresses of "*.manage.microsoft.com"',
      'the addresses of the updatable object "Azure Services"',
    ]);
  });

  it('judges by an inline layer what the rule matches, and never comes back', () => {
    expect(fw.ask('tcp 10.99.0.1:50000 > 192.0.2.8:443')).toBe('permit');
    expect(fw.ask('tcp 10.20.1.5:50000 > 192.0.2.8:443')).toBe('permit');
    expect(fw.ask('tcp 10.20.1.5:50000 > 192.0.2.9:2000')).toBe('deny');
    const inner = fw.configuration.rulesets[0]?.rules.find((r) => r.name === 'web');
    expect(inner?.via).toMatchObject([{ text: 'to the DMZ' }]);
    expect(fw.configuration.rulesets).toHaveLength(1);
  });

  it('reads negation, wildcards, ports above a number and source ports', () => {
    expect(fw.ask('tcp 10.20.1.5:50000 > 10.99.0.1:2000')).toBe('permit');
    expect(fw.ask('tcp 10.20.1.5:1000 > 10.99.0.1:2000')).toBe('deny');
    expect(fw.ask('47 10.20.1.5 > 10.99.0.1')).toBe('permit');
    expect(fw.ask('tcp 10.20.1.5:50000 > 10.0.0.22:2000')).toBe('deny');
    expect(fw.ask('tcp 10.20.7.9:50000 > 10.99.0.1:2000')).toBe('deny');
  });
});

describe('what is not understood', () => {
  const fw = read(fixture('checkpoint/network-warn.out'));

  it('is named', () => {
    expect(fw.diagnostics.map((d) => [d.code, d.message.replace(/^"\{.*\}"/, '{…}')])).toEqual([
      ['PT8001', '{…} was not understood'],
      ['PT8003', 'what the group "thin group" holds is defined nowhere'],
      ['PT8002', 'the service "odd" was not understood'],
      ['PT8002', 'the object "teapot" of the type "teapot-object" was not understood'],
      ['PT8003', 'the object "00000000-0000-4000-8000-000000000098" is defined nowhere'],
      ['PT8002', '"quantum-tunnel" of a rule was not understood'],
      ['PT8005', expect.stringMatching(/^the text does not say which addresses the gateway "fw1" has/)],
      ['PT8003', 'the inline layer "00000000-0000-4000-8000-000000000050" is not in the text'],
      ['PT8010', expect.stringMatching(/^implied rules/)],
    ]);
  });

  it('leaves open what it concerns', () => {
    expect(fw.ask('tcp 10.20.1.5:50000 > 10.0.0.1:80')).toBe('depends');
    expect(fw.why('tcp 10.20.1.5:50000 > 10.0.0.1:80')).toEqual(
      expect.arrayContaining([
        'the VPN community "MyIntranet"',
        'the application "Facebook"',
        'a rule that is not shown of the layer "Network", which the text does not hold',
        'rules 11 to 12 of the layer "Network", which the text does not hold',
      ]),
    );
    expect(fw.why('icmp 10.20.1.5 > 10.0.0.1')).toContain('"quantum-tunnel", which was not understood');
    expect(fw.why('tcp 10.20.1.5:50000 > 10.0.0.1:445')).toContain(
      'the gateway that it is installed on, "fw1"',
    );
    expect(fw.why('tcp 10.20.1.5:50000 > 10.0.0.254:443')).toContain('what the user answers (Ask)');
    expect(fw.why('tcp 10.99.1.5:50000 > 10.0.0.1:443')).toContain('the access role "admins"');
  });
});

describe('the line of a rule', () => {
  it('says what stands in its columns, whatever the JSON looks like', () => {
    const objects = [
      { uid: 'h', name: 'web servers', type: 'host', 'ipv4-address': '10.0.0.1' },
      { uid: 's', name: 'https', type: 'service-tcp', port: '443' },
    ];
    const rules = [
      rule({
        name: 'web',
        'rule-number': 1,
        destination: ['h'],
        service: ['s', 's'],
        'source-negate': false,
      }),
      rule({ 'rule-number': 2, source: ['h'], 'source-negate': true, action: DROP.uid }),
    ];
    const made = read(layer(rules, objects)).configuration.rulesets[0]?.rules;
    expect(made?.map(({ text }) => text)).toEqual([
      'rule 1 "web": source Any, destination web servers, service https, https, action Accept',
      'rule 2: source not web servers, destination Any, service Any, action Drop',
    ]);
    const many = Array.from({ length: 9 }, (_, i) => ({ ...objects[0], uid: `h${i}`, name: 'x'.repeat(80) }));
    const long = read(layer([rule({ source: many.map(({ uid }) => uid) })], many));
    expect(long.configuration.rulesets[0]?.rules[0]?.text).toHaveLength(200);
  });
});

describe('pages', () => {
  const one = rule({ name: 'a', 'rule-number': 1, service: ['s'] });
  const two = rule({ name: 'b', 'rule-number': 2, action: DROP.uid });
  const service = { uid: 's', name: 's', type: 'service-tcp', port: '80' };

  it('are put together in whatever order they come', () => {
    const text = `${layer([two], [], { from: 2, to: 2, total: 2 })}\n${layer([one], [service], { from: 1, to: 1, total: 2 })}`;
    expect(read(text).ask('tcp 1.1.1.1:1 > 2.2.2.2:80')).toBe('permit');
    expect(read(text).ask('tcp 1.1.1.1:1 > 2.2.2.2:81')).toBe('deny');
    expect(read(`[${text.replace('\n', ',')}]`).ask('tcp 1.1.1.1:1 > 2.2.2.2:80')).toBe('permit');
  });

  it('leave open what stands on one that is missing', () => {
    const last = layer([two], [], { from: 2, to: 2, total: 2 });
    expect(read(last).ask('tcp 1.1.1.1:1 > 2.2.2.2:81')).toBe('depends');
    const first = layer([one], [service], { from: 1, to: 1, total: 2 });
    expect(read(first).ask('tcp 1.1.1.1:1 > 2.2.2.2:81')).toBe('depends');
    expect(read(first).ask('tcp 1.1.1.1:1 > 2.2.2.2:80')).toBe('permit');
  });
});

describe('layers', () => {
  it('that no rule holds must all be passed', () => {
    const web = { uid: 's', name: 's', type: 'service-tcp', port: '80-81' };
    const http = { uid: 'h', name: 'h', type: 'service-tcp', port: '80' };
    const second = layer([rule({ service: ['h'] })], [http], { uid: 'layer-2', name: 'Second' });
    const fw = read(`${layer([rule({ service: ['s'] })], [web])}\n${second}`);
    expect(fw.ask('tcp 1.1.1.1:1 > 2.2.2.2:80')).toBe('permit');
    expect(fw.ask('tcp 1.1.1.1:1 > 2.2.2.2:81')).toBe('deny');
  });

  it('of a package are those that it names', () => {
    const other = layer([rule({ action: DROP.uid })], [], { uid: 'layer-2', name: 'Other' });
    const pack = JSON.stringify({
      uid: 'p',
      name: 'P',
      type: 'package',
      'access-layers': [{ uid: 'layer-1' }],
    });
    expect(read(`${layer([rule({})])}\n${other}\n${pack}`).ask('tcp 1.1.1.1:1 > 2.2.2.2:81')).toBe('permit');
  });

  it('end as their own object says, or as it is not said for layers of applications', () => {
    const object = (more: Object): Object => ({
      uid: 'layer-1',
      name: 'Network',
      type: 'access-layer',
      ...more,
    });
    const ask = (more: Object): string => read(layer([], [object(more)])).ask('tcp 1.1.1.1:1 > 2.2.2.2:81');
    expect(ask({ 'implicit-cleanup-action': 'accept' })).toBe('permit');
    expect(ask({ 'implicit-cleanup-action': 'drop' })).toBe('deny');
    expect(ask({ firewall: false })).toBe('depends');
    expect(read(layer([])).ask('tcp 1.1.1.1:1 > 2.2.2.2:81')).toBe('deny');
    expect(read(layer([], [], { name: 'Application' })).ask('tcp 1.1.1.1:1 > 2.2.2.2:81')).toBe('depends');
  });

  it('within themselves are not followed for ever', () => {
    const inner = { uid: 'i', name: 'Inner Layer', type: 'Global' };
    const fw = read(
      layer([rule({ action: 'i', 'inline-layer': 'layer-1' }), rule({})], [inner]) +
        layer([rule({})], [], { uid: 'b', name: 'B' }),
    );
    expect(fw.ask('tcp 1.1.1.1:1 > 2.2.2.2:81')).not.toBe('deny');
  });
});

describe('objects', () => {
  const to = (object: Object, interfaces: Record<string, string[]> = {}): Reading<CpConfig> =>
    read(layer([rule({ destination: ['x'] })], [{ uid: 'x', name: 'x', ...object }]), interfaces);

  it.each([
    [{ type: 'network', subnet4: '10.1.0.0', 'mask-length4': 16 }, '10.1.255.255', '10.2.0.0'],
    [
      { type: 'network', subnet4: '10.1.0.0', 'mask-length4': 16, broadcast: 'disallow' },
      '10.1.255.254',
      '10.1.255.255',
    ],
    [{ type: 'network', subnet4: '10.1.0.0', 'subnet-mask': '255.255.0.0' }, '10.1.0.1', '10.2.0.1'],
    [{ type: 'multicast-address-range', 'ipv4-address': '239.0.0.1' }, '239.0.0.1', '239.0.0.2'],
    [
      { type: 'group', members: [{ uid: 'h', name: 'h', type: 'host', 'ipv4-address': '10.1.0.1' }] },
      '10.1.0.1',
      '10.1.0.2',
    ],
  ])('are what they say: %o', (object, inside, outside) => {
    expect(to(object).ask(`tcp 1.1.1.1:1 > ${inside}:1`)).toBe('permit');
    expect(to(object).ask(`tcp 1.1.1.1:1 > ${outside}:1`)).toBe('deny');
  });

  it.each([
    [{ type: 'dynamic-object' }],
    [{ type: 'security-zone' }],
    [{ type: 'host' }],
    [{ type: 'host', 'ipv4-address': '10.0.0.300' }],
    [{ type: 'host', 'ipv4-address': '10.0.0.3', teapot: true }],
    [{ type: 'address-range', 'ipv4-address-first': '10.0.0.9', 'ipv4-address-last': '10.0.0.1' }],
    [{ type: 'wildcard', 'ipv4-address': '10.0.0.9', 'ipv4-mask-wildcard': '170.170.255.254' }],
    [{ type: 'group', members: ['x'] }],
    [{ type: 'dns-domain' }],
  ])('leave open what they do not say: %o', (object) => {
    expect(to(object).ask('tcp 1.1.1.1:1 > 10.0.0.3:1')).toBe('depends');
  });

  it('of zones are what somebody says', () => {
    const fw = to({ type: 'security-zone' }, { x: ['10.0.0.0/8'] });
    expect(fw.ask('tcp 1.1.1.1:1 > 10.0.0.3:1')).toBe('permit');
    expect(fw.ask('tcp 1.1.1.1:1 > 11.0.0.3:1')).toBe('deny');
  });

  it('may stand within the rules', () => {
    const host = { uid: 'h', name: 'h', type: 'host', 'ipv4-address': '10.1.0.1' };
    const text = JSON.stringify({
      name: 'Network',
      rulebase: [rule({ source: [host], destination: [ANY], service: [ANY], action: ACCEPT })],
    });
    expect(read(text).ask('tcp 10.1.0.1:1 > 2.2.2.2:1')).toBe('permit');
    expect(read(text).ask('tcp 10.1.0.2:1 > 2.2.2.2:1')).toBe('deny');
  });
});

describe('a script', () => {
  it('makes objects and rules in their places', () => {
    const text = fixture('checkpoint/script.sh');
    const fw = read(text);
    expect(fw.codes).toEqual(['PT8004', 'PT8010']);
    expect(recogniseDialect(text, 'x')?.id).toBe('checkpoint');
    expect(fw.configuration.rulesets[0]?.rules.map((r) => r.name)).toEqual([
      'first',
      'second',
      'drop the rest',
    ]);
    expect(fw.ask('tcp 10.20.1.5:50000 > 10.0.0.1:80')).toBe('permit');
    expect(fw.ask('tcp [fd20::5]:50000 > [fd00::20]:80')).toBe('permit');
    expect(fw.ask('udp 10.20.1.5:50000 > 10.0.0.1:9')).toBe('deny');
    expect(fw.ask('udp 10.20.1.5:50000 > 10.0.0.20:9')).toBe('permit');
    expect(fw.ask('udp 10.20.1.5:1000 > 10.0.0.20:9')).toBe('deny');
  });

  it('is not certain about commands in blocks and behind others that fail', () => {
    const one =
      'mgmt_cli add access-rule layer N position 1 name a source Any destination Any service Any action Accept';
    const ask = (text: string): string => read(text).ask('tcp 1.1.1.1:1 > 2.2.2.2:1');
    expect(ask(one)).toBe('permit');
    expect(ask(`${one}\n${one.replace('position 1 name a', 'position 2 name b')}`)).toBe('permit');
    const other = one.replace('name a', 'name b').replace('Accept', 'Drop');
    expect(ask(`${other}\nif true; then\n${one}\nfi`)).toBe('depends');
    expect(ask(`${other}\ntrue || ${one}`)).toBe('depends');
    expect(ask(`f() {\n${one}\n}\n${other}`)).toBe('depends');
    expect(ask(`if true; then\necho x\nfi\n${one}`)).toBe('permit');
  });

  it('is not certain about what only its run decides', () => {
    const fw = read(fixture('checkpoint/script-warn.sh'));
    expect(fw.diagnostics.filter((d) => d.code === 'PT8001').map((d) => d.place?.line)).toEqual([
      3, 4, 5, 6, 8,
    ]);
    expect(fw.ask('tcp 10.20.1.5:50000 > 10.0.0.2:443')).toBe('depends');
  });
});

describe('a rule of a script that leaves columns out', () => {
  const script = (rule: string): Reading<CpConfig> =>
    read(`mgmt_cli add access-rule layer Network position bottom name r ${rule}\n`);

  it('is about everything in them, and drops', () => {
    expect(script('action Accept').ask('tcp 1.1.1.1:1 > 2.2.2.2:2')).toBe('permit');
    expect(script('service Any').ask('tcp 1.1.1.1:1 > 2.2.2.2:2')).toBe('deny');
    const first = script('source Any\nmgmt_cli add access-rule layer Network position bottom action Accept');
    expect(first.ask('tcp 1.1.1.1:1 > 2.2.2.2:2')).toBe('deny');
  });

  it('never counts behind the cleanup rule of a new layer', () => {
    const ask = (layer: string, position: string, ...more: string[]): string =>
      read(
        [
          `mgmt_cli add access-layer name L ${layer}`,
          `mgmt_cli add access-rule layer L ${position} name r action Accept`,
          ...more,
        ].join('\n'),
      ).ask('tcp 1.1.1.1:1 > 2.2.2.2:2');
    expect(ask('add-default-rule true', 'position bottom')).toBe('deny');
    expect(ask('add-default-rule false', 'position bottom')).toBe('permit');
    expect(ask('', 'position bottom')).toBe('depends');
    expect(ask('add-default-rule true', 'position 1')).toBe('permit');
    expect(ask('', 'position top')).toBe('permit');
    const first = 'mgmt_cli add access-rule layer L position 2 name s action Accept';
    expect(ask('add-default-rule true', 'position 1 service nowhere', first)).toBe('permit');
  });

  it('is still the one that a later command changes', () => {
    const fw = script('action Accept\nmgmt_cli set access-rule layer Network name r destination nowhere');
    expect(fw.ask('tcp 1.1.1.1:1 > 2.2.2.2:2')).toBe('depends');
  });
});

describe('a damaged text', () => {
  it.each([
    ['a text that ends early', layer([rule({ name: 'a' }), rule({ action: DROP.uid })]).slice(0, 200)],
    ['a rule without its action', layer([rule({ action: 'nowhere' })])],
    ['a rule without a source', layer([rule({ source: undefined })])],
    ['a rule without its type', layer([{ ...rule({}), type: undefined }])],
  ])('permits nothing for certain: %s', (_, text) => {
    expect(read(text).ask('tcp 1.1.1.1:1 > 2.2.2.2:1')).not.toBe('permit');
  });

  it('says that there is nothing in it', () => {
    expect(read('').codes).toEqual(['PT8007']);
  });
});

describe('a stealth rule', () => {
  // The usual first rule drops what is sent to the gateway itself. The gateway's own addresses are none that packets
  // pass through it to, and nothing that the rule doesn't name becomes unproven by it.
  const GATEWAY = {
    uid: 'gw',
    name: 'gw',
    type: 'simple-gateway',
    'ipv4-address': '10.20.0.1',
    interfaces: [],
  };
  const ZOOM = { uid: 'zoom', name: 'Zoom', type: 'updatable-object' };
  const rules = [
    rule({ name: 'stealth', destination: ['gw'], action: DROP.uid }),
    rule({ name: 'out', destination: ['zoom'], action: DROP.uid }),
    rule({ name: 'all' }),
  ];
  const fw = read(layer(rules, [GATEWAY, ZOOM]));

  it('leaves nothing but the gateway', () => {
    expect(fw.ask('tcp 10.20.0.7:50000 > 10.20.0.1:22')).toBe('deny');
    expect(fw.ask('tcp 10.20.0.7:50000 > 10.10.1.10:445')).toBe('permit');
  });

  it('is warned about where the text does not say its interfaces', () => {
    expect(fw.codes).toContain('PT8005');
    const told = read(layer(rules, [GATEWAY, ZOOM]), { gw: ['10.10.0.1/32'] });
    expect(told.codes).not.toContain('PT8005');
    expect(told.ask('tcp 10.20.0.7:50000 > 10.10.0.1:22')).toBe('deny');
    const listed = { ...GATEWAY, interfaces: [{ name: 'eth1', 'ipv4-address': '10.10.0.1' }] };
    const whole = read(layer(rules, [listed, ZOOM]));
    expect(whole.codes).not.toContain('PT8005');
    expect(whole.ask('tcp 10.20.0.7:50000 > 10.10.0.1:22')).toBe('deny');
  });

  it('is not the only one that knows that the vendor lists no private addresses', () => {
    expect(fw.ask('tcp 10.20.0.7:50000 > 192.168.1.1:443')).toBe('permit');
    expect(fw.ask('tcp 10.20.0.7:50000 > 198.51.100.1:443')).toBe('depends');
  });
});

describe('a service of RPC', () => {
  it('may be any port of TCP and UDP, and nothing else', () => {
    const RPC = { uid: 'rpc', name: 'ALL_DCE_RPC', type: 'service-dce-rpc' };
    const fw = read(layer([rule({ service: ['rpc'] })], [RPC]));
    expect(fw.ask('tcp 10.20.0.7:50000 > 10.10.1.10:49200')).toBe('depends');
    expect(fw.ask('icmp 10.20.0.7 > 10.10.1.10')).toBe('deny');
    expect(fw.ask('47 10.20.0.7 > 10.10.1.10')).toBe('deny');
  });
});

describe('services that every management server has', () => {
  const script = (
    services: string,
  ): string => `mgmt_cli add network name clients subnet 10.20.0.0 mask-length 16
mgmt_cli add host name srv ip-address 10.10.1.10
mgmt_cli add access-rule layer Network position bottom name r source clients destination srv ${services} action Accept
`;
  const ask = (service: string, packet: string): string => read(script(service)).ask(packet);

  it('are known by their names in a script', () => {
    const all =
      'service.1 https service.2 microsoft-ds service.3 dns service.4 echo-request service.5 Kerberos_v5_UDP';
    expect(read(script(all)).codes).not.toContain('PT8003');
    expect(ask(all, 'tcp 10.20.0.7:50000 > 10.10.1.10:443')).toBe('permit');
    expect(ask(all, 'tcp 10.20.0.7:50000 > 10.10.1.10:445')).toBe('permit');
    expect(ask(all, 'udp 10.20.0.7:50000 > 10.10.1.10:53')).toBe('permit');
    expect(ask(all, 'tcp 10.20.0.7:50000 > 10.10.1.10:53')).toBe('permit');
    expect(ask(all, 'udp 10.20.0.7:50000 > 10.10.1.10:88')).toBe('permit');
    expect(ask(all, 'tcp 10.20.0.7:50000 > 10.10.1.10:88')).toBe('deny');
    expect(ask(all, 'icmp 10.20.0.7 > 10.10.1.10')).toBe('permit');
    expect(ask(all, 'icmp 10.20.0.7 > 10.10.1.10 type 0')).toBe('deny');
  });

  it('are what the text says where it says something', () => {
    const own = `mgmt_cli add service-tcp name https port 8443\n${script('service https')}`;
    expect(read(own).ask('tcp 10.20.0.7:50000 > 10.10.1.10:443')).toBe('deny');
    expect(read(own).ask('tcp 10.20.0.7:50000 > 10.10.1.10:8443')).toBe('permit');
    expect(ask('service HTTPS', 'tcp 10.20.0.7:50000 > 10.10.1.10:443')).toBe('depends');
  });
});
