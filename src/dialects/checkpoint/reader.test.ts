/** Layers of rules: in what order they are asked, and what is open where something is missing. */
import { describe, expect, it } from 'vitest';
import { DROP, type Fields, layer, read, rule } from '../../../test/dialects/checkpoint-kit.ts';
import { fixture } from '../../../test/dialects/reader-kit.ts';
import { recogniseDialect } from '../readers.ts';

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
    const object = (more: Fields): Fields => ({
      uid: 'layer-1',
      name: 'Network',
      type: 'access-layer',
      ...more,
    });
    const ask = (more: Fields): string => read(layer([], [object(more)])).ask('tcp 1.1.1.1:1 > 2.2.2.2:81');
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
