import type { Code } from '../../src/diagnostics/codes.ts';

/** A document in which the text between « and » is what the code is reported at. */
export type Case = readonly [code: Code, document: string];

const HEAD = 'hierarchy: T\nversion: "2509"\n';
const SITE = 'sites:\n  P01: {}\n';
const ALL = '[site-server, sql-server, management-point, distribution-point]';
const HOST = `hosts:\n  cm1: { address: 10.0.0.1, roles: ${ALL} }\n`;
const SMALL = `${HEAD}${SITE}${HOST}`;
/** A hierarchy of two sites. */
const TWO = `${HEAD}sites:
  P01: { server: cm1, database: cm1 }
  S01: { type: secondary, parent: P01, server: sec1 }
hosts:
  cm1: { address: 10.0.0.1, roles: [management-point, distribution-point] }
`;
const SEC = '  sec1: { address: 10.0.0.2, roles: [management-point] }\n';
/** A central administration site and a primary site; `rest` of the primary's entry, then more hosts. */
const central = (cas: string, hosts = ''): string => `${HEAD}sites:
  CAS: { type: central, server: cas1, database: cas1${cas} }
  P01: { parent: CAS, server: cm1, database: cm1 }
hosts:
  cas1: { address: 10.0.0.9 }
  cm1: { address: 10.0.0.1 }
${hosts}`;
const database = (text: string): string =>
  `${HEAD}sites:\n  P01: { database: ${text} }\n${HOST}  sql2: { address: 10.0.0.2 }\n`;
const host = (text: string): string => `${SMALL}  x: { address: 10.0.0.2, ${text} }\n`;
const role = (text: string): string => host(`roles: [${text}]`);

/** Two zones, a filter between them with `interfaces`. */
const interfaces = (text: string): string =>
  `${SMALL}zones:\n  a: [10.0.0.0/8]\n  b: [192.168.0.0/16]\nfilters:\n  f: { between: [a, b], dialect: nftables, interfaces: ${text} }\n`;
/** An entry of other traffic beside a filter and a client network of the name `c`. */
const other = (text: string): string =>
  `${interfaces('{}')}clients:\n  c: { subnet: 10.1.0.0/16 }\notherTraffic:\n  - ${text}\n`;
const backup = (text: string): string => other(`{ name: B, from: a, to: b, services: tcp/1, ${text} }`);

export const CASES: readonly Case[] = [
  ['PT1001', `${SMALL}clients: { a: [1, 2\n«»`],
  ['PT1002', `${SMALL}  «cm1»: { address: 10.0.0.2, roles: [dns-server] }\n`],
  ['PT1003', `${SMALL}«---»\nhierarchy: U\n`],
  ['PT1004', '«»# nothing but a comment\n'],
  ['PT1007', `${HEAD}${SITE}hosts: «*nowhere»\n`],
  ['PT1007', `${HEAD}sites: &loop\n  P01: «*loop»\n${HOST}`],
  ['PT1008', `${HEAD}${SITE}hosts:\n  cm1: { address: «!ip» 10.0.0.1, roles: ${ALL} }\n`],
  ['PT1009', `${HEAD}${SITE}hosts:\n«\t»cm1: { address: 10.0.0.1, roles: ${ALL} }\n`],
  ['PT1011', `${SMALL}? «[»a, b]\n: c\n`],
  ['PT1012', `${HEAD}sites: &s\n  P01: {}\n${HOST}clients:\n  «<<»: *s\n`],

  ['PT2001', `${SMALL}«clinets»: {}\n`],
  ['PT2001', `${HEAD}${SITE}hosts:\n  cm1: { address: 10.0.0.1, roles: ${ALL}, «constructor»: 1 }\n`],
  ['PT2002', `${HEAD}${SITE}hosts: «[»cm1]\n`],
  ['PT2003', `${HEAD}sites:\n  P01: { communication: «htps» }\n${HOST}`],
  ['PT2004', `${SMALL}«clients»:\n`],
  ['PT2004', `${HEAD}${SITE}hosts:\n  cm1: { «address», roles: ${ALL} }\n`],
  ['PT2005', `«hierarchy»: T\n${SITE}${HOST}`],
  ['PT2005', `${SMALL}  «x»: { roles: [dns-server] }\n`],
  ['PT2006', `${SMALL}boundaryGroups:\n  A: { fallback: [{ to: B, after: «soon» }] }\n  B: {}\n`],
  ['PT2007', `${HEAD}sites:\n  P01: { ports: { http: «65536» } }\n${HOST}`],
  ['PT2007', host('rpc: «50000-», roles: [dns-server]')],
  ['PT2008', `${SMALL}clients:\n  a: { subnet: «10.1.0.1/16» }\n`],
  ['PT2008', `${SMALL}clients:\n  a: { subnets: [10.1.0.0/16, «10.2.0.0/33»] }\n`],
  ['PT2009', host('roles: [dns-server]').replace('10.0.0.2', '«10.0.0.0/24»')],
  ['PT2010', `${HEAD}sites:\n  P01: { clientPush: { from: «2026-02-29» } }\n${HOST}`],
  ['PT2011', host('roles: [dns-server], installation: { from: 2026-12-05, until: «2026-12-01» }')],
  ['PT2012', `${SMALL}  «"a\\nb"»: { address: 10.0.0.2, roles: [dns-server] }\n`],
  ['PT2013', host('«addresses»: [10.0.0.3], roles: [dns-server]')],
  ['PT2013', database('{ server: sql2, «availabilityGroup»: { replicas: [cm1, sql2] } }')],
  ['PT2014', `hierarchy: T\nversion: «2513»\n${SITE}${HOST}`],
  ['PT2015', `${HEAD}sites:\n  «P001»: {}\n${HOST}`],
  ['PT2015', `${HEAD}sites:\n  «CON»: {}\n${HOST}`],
  ['PT2016', role('{ dns-server: {}, «dhcp-server»: {} }')],
  ['PT2017', host('siteInitiated: «yes», roles: [dns-server]')],
  ['PT2018', other('{ name: B, from: a, to: b, services: [tcp/80, «443»] }')],
  ['PT2018', other('{ name: B, from: a, to: b, services: «sctp/80» }')],
  ['PT2018', other('{ name: B, from: a, to: b, services: [«icmp/8»] }')],
  ['PT2007', other('{ name: B, from: a, to: b, services: [udp/53, «tcp/0»] }')],
  ['PT2007', other('{ name: B, from: a, to: b, services: «tcp/» }')],
  ['PT2004', other('{ name: B, from: a, «to»: [], services: any }')],
  ['PT2005', other('«{» name: B, from: a, to: b }')],
  ['PT2008', other('{ name: B, from: [a, «10.0.0.1/8»], to: b, services: any }')],
  ['PT2008', interfaces('{ eth0: «10.0.0.256» }')],
  ['PT2008', interfaces('{ eth0: [a, «"fd00::/129"»] }')],
  ['PT2010', backup('until: «2027-02-30»')],
  ['PT2012', interfaces('{ «"eth\\u00070"»: a }')],
  ['PT2012', backup('reason: «"a\\nb"»')],
  ['PT1002', interfaces('{ eth0: a, «eth0»: b }')],

  ['PT3001', `${HEAD}sites:\n  P01: { server: «cm2» }\n${HOST}`],
  ['PT3001', `${SMALL}boundaryGroups:\n  A: { siteSystems: [cm1, «dp1»] }\n`],
  ['PT3002', host('site: «P02», roles: [dns-server]')],
  ['PT3003', `${SMALL}zones:\n  a: [10.0.0.0/8]\nfilters:\n  f: { between: [a, «b»], dialect: nftables }\n`],
  ['PT3004', `${SMALL}zones:\n  a: [10.0.0.0/8]\nroutes: [{ from: a, to: internet, via: [«f»] }]\n`],
  [
    'PT3005',
    `${SMALL}boundaryGroups:\n  A: {}\nclients:\n  c: { subnet: 10.1.0.0/16, boundaryGroup: «B» }\n`,
  ],
  ['PT3006', role('{ cmg-connection-point: { gateway: «g» } }')],
  ['PT3007', role('«managment-point»')],
  ['PT3008', role('«console»')],
  ['PT3009', `${SMALL}filters:\n  f: { between: [network, internet], dialect: «nftable» }\n`],
  ['PT3010', `${SMALL}boundaryGroups:\n  A: { siteSystems: [cm1, «cm1»] }\n`],
  ['PT3010', role('dns-server, «dns»')],
  ['PT3011', `${SMALL}clients:\n  «cm1»: { subnet: 10.1.0.0/16 }\n`],
  ['PT3012', `${TWO}${SEC}  «mp2»: { address: 10.0.0.3, roles: [management-point] }\n`],
  ['PT3013', `${HEAD}sites:\n  «P01»: {}\nhosts:\n  cm1: { address: 10.0.0.1, roles: [sql-server] }\n`],
  ['PT3014', `${HEAD}sites:\n  «P01»: {}\nhosts:\n  cm1: { address: 10.0.0.1, roles: [site-server] }\n`],
  ['PT3015', `${SMALL}boundaryGroups:\n  A: {}\n  B: {}\nclients:\n  «c»: { subnet: 10.1.0.0/16 }\n`],
  ['PT3016', `${SMALL}  «x»: { address: 10.0.0.2 }\n`],
  ['PT3017', role('{ exchange-connector: { target: «cm1» } }')],
  [
    'PT3019',
    `${HEAD}sites:\n  P01: { discoversForests: «fabricam» }\n${HOST}  x: { address: 10.0.0.2, forest: fabrikam, roles: [dc] }\n`,
  ],
  ['PT3003', interfaces('{ eth0: [«dmz»] }')],
  ['PT3004', backup('filters: [f, «g»]')],
  ['PT3010', backup('filters: [f, «f»]')],
  ['PT3010', interfaces('{ eth0: [a, «a»] }')],
  ['PT3020', other('{ name: B, from: [a, «x»], to: b, services: any }')],
  ['PT3020', other('{ name: B, from: a, to: «__proto__», services: any }')],
  [
    'PT3021',
    other('{ name: B, from: a, to: «c», services: any }').replace('  a:', '  c: [172.16.0.0/12]\n  a:'),
  ],
  [
    'PT3021',
    other('{ name: B, from: «any», to: a, services: any }').replace('  b:', '  any:').replace(', b', ''),
  ],
  [
    'PT3022',
    other('{ name: B, from: a, to: b, services: any }\n  - { name: «B», from: b, to: a, services: any }'),
  ],
  ['PT3018', role('{ sms-provider: { callers: [«robot»] } }')],

  ['PT4001', central(', parent: «P01»')],
  [
    'PT4002',
    central('').replace('hosts:', '  CA2: { type: «central», server: cas1, database: cas1 }\nhosts:'),
  ],
  ['PT4003', `${TWO}${SEC}`.replace(', parent: P01', '').replace('S01', '«S01»')],
  ['PT4004', central('').replace('hosts:', '  P02: { parent: «P01», server: cm1, database: cm1 }\nhosts:')],
  ['PT4004', central('').replace('P01: { parent: CAS,', '«P01»: {')],
  ['PT4005', `${TWO}${SEC}`.replace('hosts:', '  «P02»: { server: cm1, database: cm1 }\nhosts:')],
  ['PT4006', central('', '  x: { address: 10.0.0.2, site: CAS, roles: [«distribution-point»] }\n')],
  ['PT4007', `${TWO}${SEC}boundaryGroups:\n  A: { site: «S01», siteSystems: [cm1] }\n`],
  ['PT4007', `${TWO}${SEC}clients:\n  c: { subnet: 10.1.0.0/16, site: «S01» }\n`],
  [
    'PT4008',
    `${TWO}${SEC}`.replace('[management-point] }\n', '[distribution-point] }\n').replace('S01', '«S01»'),
  ],
  ['PT4009', `${TWO}${SEC}`.replace('server: sec1', 'server: sec1, database: «cm1»')],
  ['PT4010', central('', '  x: { address: 10.0.0.2, site: P01, roles: [«service-connection-point»] }\n')],
  [
    'PT4011',
    `${SMALL}  a: { address: 10.0.0.2, roles: [endpoint-protection-point] }\n  b: { address: 10.0.0.3, roles: [«endpoint-protection-point»] }\n`,
  ],
  ['PT4012', `${TWO}${SEC}  x: { address: 10.0.0.3, site: S01, roles: [«reporting-services-point»] }\n`],
  ['PT4013', role('«certificate-registration-point»')],
  ['PT4014', role('«asset-intelligence-sync-point»')],
  ['PT4015', `${HEAD}sites:\n  P01: { communication: «http» }\n${HOST}`],
  ['PT4016', `${SMALL}cloud: { gateways: { g: { service: g.example, instances: «17» } } }\n`],
  ['PT4017', `${SMALL}cloud: { gateways: { «g»: { service: g.example } } }\n`],
  ['PT4018', role('{ distribution-point: { pull: «true» } }')],
  [
    'PT4019',
    `${role('{ distribution-point: { «pull»: [y] } }')}  y: { address: 10.0.0.3, roles: [dns-server] }\n`,
  ],
  [
    'PT4020',
    `${role('{ distribution-point: { «pull»: [y] } }')}  y: { address: 10.0.0.3, roles: [{ distribution-point: { pull: [x] } }] }\n`,
  ],
  ['PT4021', role('{ software-update-point: { ports: { http: 8530, https: «8532» } } }')],
  ['PT4021', role('{ software-update-point: { ports: { http: 80, https: «81» } } }')],
  ['PT4022', role('{ software-update-point: { ports: { http: 8540 }, ssl: «true» } }')],
  ['PT4023', `${role('dns-server')}boundaryGroups:\n  A: { «siteSystems»: [cm1, x] }\n`],
  ['PT4024', `${role('management-point')}boundaryGroups:\n  «A»: { siteSystems: [x] }\n`],
  [
    'PT4025',
    `${central('')}clients:\n  a: { subnet: 10.1.0.0/16, site: P01 }\n  b: { subnet: «10.1.2.0/24», site: P02 }\n`.replace(
      'hosts:',
      '  P02: { parent: CAS, server: cm1, database: cm1 }\nhosts:',
    ),
  ],
  ['PT4026', database('{ server: sql2, port: «dynamic» }')],
  ['PT4026', database('{ server: sql2, port: «0» }')],
  ['PT4027', database('{ server: sql2, port: 4022, broker: «4022» }')],
  ['PT4028', database('{ availabilityGroup: { «replicas»: [sql2] } }')],
  ['PT4029', `${HEAD}sites:\n  P01: { server: cm1, passiveServer: «cm1» }\n${HOST}`],
  ['PT4029', `${TWO}${SEC}`.replace('server: sec1', 'server: «cm1»')],
  ['PT4029', `${HEAD}sites:\n  P01: { contentLibrary: «cm1» }\n${HOST}`],
  [
    'PT4030',
    `${HEAD}sites:\n  P01: { server: cm1, passiveServer: cm2 }\n${HOST}  cm2: { address: 10.0.0.2, roles: [«service-connection-point»] }\n`,
  ],
  ['PT4031', role('«cmg-connection-point»')],
  ['PT4032', role('{ software-update-point: { upstream: «cm1» } }')],
  [
    'PT4033',
    `${role('{ software-update-point: { upstream: y } }')}  y: { address: 10.0.0.3, roles: [{ software-update-point: { upstream: «x» } }] }\n`,
  ],
  [
    'PT4034',
    `${TWO}${SEC}`
      .replace('server: sec1', 'server: sec1, «fileReplication»: [P01]')
      .replace('«fileReplication»: [P01]', 'fileReplication: «P01»'),
  ],
  ['PT4035', host('roles: [dns-server], proxy: «cm1»')],
  ['PT4036', `${SMALL}clients:\n  a: { internet: «true» }\n`],
  [
    'PT4037',
    `${TWO}${SEC}  sec2: { address: 10.0.0.3 }\n`.replace(
      'server: sec1',
      'server: sec1, passiveServer: «sec2»',
    ),
  ],
  ['PT4038', `${SMALL}boundaryGroups:\n  A: { fallback: [«A»] }\n`],

  ['PT5001', host('roles: [dns-server]').replace('10.0.0.2', '«10.0.0.1»')],
  ['PT5002', `${SMALL}zones:\n  a: [10.0.0.0/8]\nclients:\n  c: { subnet: «192.168.0.0/24» }\n`],
  ['PT5003', `${SMALL}zones:\n  a: [10.0.0.0/8]\n  «b»: [10.1.0.0/16]\n`],
  [
    'PT5004',
    `${SMALL}  x: { «addresses»: [10.0.0.2, 10.1.0.2], roles: [dns-server] }\nzones:\n  a: [10.0.0.0/16]\n  b: [10.1.0.0/16]\n`,
  ],
  ['PT5005', `${SMALL}zones:\n  a: [10.0.0.0/8]\nfilters:\n  f: { «between»: [a], dialect: nftables }\n`],
  ['PT5006', `${SMALL}zones:\n  «internet»: [10.0.0.0/8]\n`],
  ['PT5007', host('rpc: «50000-50099», roles: [dns-server]')],
  ['PT5007', host('rpc: «1024-5000», roles: [dns-server]')],
  [
    'PT5008',
    `${role('cmg-connection-point')}cloud: { gateways: { g: { service: g.example } } }\n`.replace(
      '10.0.0.2',
      '«"fd00::2"»',
    ),
  ],
  [
    'PT5009',
    `${SMALL}zones:\n  a: [10.0.0.0/8]\n  «b»: [192.168.0.0/16]\nfilters:\n  f: { between: [a, internet], dialect: nftables }\nclients:\n  c: { subnet: 192.168.0.0/24 }\n`,
  ],
  [
    'PT5010',
    `${SMALL}zones:\n  a: [10.0.0.0/8]\n  «b»: [192.168.0.0/16]\nfilters:\n  f: { between: [a, b], dialect: nftables }\n  g: { between: [a, b], dialect: nftables }\nclients:\n  c: { subnet: 192.168.0.0/24 }\n`,
  ],
  [
    'PT5011',
    `${SMALL}zones:\n  a: [10.0.0.0/8]\n  b: [192.168.0.0/16]\nfilters:\n  f: { between: [a, internet], dialect: nftables }\nroutes: [{ from: a, to: b, «via»: [f] }]\n`,
  ],
  [
    'PT5012',
    `${SMALL}zones:\n  a: [10.0.0.0/8]\nfilters:\n  f: { between: [a, internet], dialect: nftables }\nroutes: [{ from: a, to: internet, via: [f] }, { from: «internet», to: a, via: [f] }]\n`,
  ],
  ['PT5013', interfaces('{ eth0: a, eth1: [b, «a»] }')],
  ['PT5013', interfaces('{ eth0: [a, internet], eth1: «internet» }')],
  ['PT5013', interfaces('{ eth0: [a], eth1: «10.3.0.0/16» }')],
  ['PT5013', interfaces('{ eth0: [0.0.0.0/0, "::/0"], eth1: «internet» }')],
  ['PT5013', interfaces('{ eth0: 10.3.0.0/16, eth1: [b, «a»] }')],
];
