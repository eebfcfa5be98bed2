/**
 * Sets of rules as networks have them, made from a seed. Each family is hard in its own way:
 * - `configmgr`: many narrow permits from client subnets to servers, and few denies;
 * - `access-list`: pairs of prefixes that nest in each other, 30 % denies anywhere;
 * - `firewall`: one or both ends are often any address, ports often ranges, 30 % denies anywhere;
 * - `random-deny`: pairs of middling prefixes, 30 % denies anywhere that cut most permits.
 * In all of them some 2 % of the rules are narrower copies of earlier ones, and some 0.5 % are covered only by
 * several earlier ones together.
 */
import {
  ANY_ADDRESS,
  ANY_PORT,
  ANY_PROTOCOL,
  type Box,
  type BoxRule,
  type Range,
  withField,
} from './box-rule.ts';
import { Random } from './random.ts';

export const FAMILIES = ['configmgr', 'access-list', 'firewall', 'random-deny'] as const;
export type Family = (typeof FAMILIES)[number];

const COPIES = 0.02;
const COVERED = 0.005;
const DENIES = 0.3;
const FEW_DENIES = 0.004;

const TCP: Range = [6, 6];
const UDP: Range = [17, 17];
const ICMP: Range = [1, 1];

const one = (n: number): Range => [n, n];

/** How a family makes its next rule. */
type Maker = (random: Random, count: number) => () => BoxRule;

const MAKERS: Readonly<Record<Family, Maker>> = {
  configmgr: configManager,
  'access-list': accessList,
  firewall,
  'random-deny': randomDeny,
};

/** As many rules as asked for, the same for the same seed. */
export function generateRules(family: Family, count: number, seed = 1): BoxRule[] {
  const random = new Random(seed * 7919 + FAMILIES.indexOf(family));
  const next = MAKERS[family](random, count);
  const rules: BoxRule[] = [];
  /** Rules whose parts have all been put, to be put later. */
  const covered: BoxRule[] = [];
  while (rules.length < count) {
    const chance = random.next();
    if (chance < COPIES && rules.length > 0) rules.push(narrower(random.pick(rules), random));
    else if (chance < COPIES + COVERED && rules.length + 9 < count) {
      const whole = next();
      for (const box of parts(whole.box, random)) rules.push({ ...whole, box });
      covered.push(whole);
    } else if (covered.length > 8 && random.chance(0.1)) {
      rules.push(covered.splice(random.below(covered.length), 1)[0] as BoxRule);
    } else rules.push(next());
  }
  // The last ones in place of rules that nothing says anything about.
  covered.forEach((rule, i) => {
    rules[count - 1 - i] = rule;
  });
  return rules;
}

/** A copy that matches less, or just as much: half of a range, or one number of it. */
function narrower({ action, box }: BoxRule, random: Random): BoxRule {
  const narrow = box.map((range): Range => {
    const [first, last] = range;
    if (first === last || random.chance(0.6)) return range;
    const size = last - first + 1;
    const half = Math.floor(size / 2);
    return random.chance(0.5) ? [first, first + half - 1] : one(first + random.below(size));
  });
  return { action: random.chance(0.8) ? action : other(action), box: narrow as unknown as Box };
}

/** From two to eight parts that make up a box, some of them wider than need be. */
function parts(box: Box, random: Random): Box[] {
  let cut: Box[] = [box];
  for (const field of random.shuffle([0, 1, 2, 3, 4])) {
    if (cut.length >= 8) break;
    const [first, last] = box[field] as Range;
    if (first === last) continue;
    const middle = first + Math.floor((last - first) / 2);
    const wider = random.below(3);
    cut = cut.flatMap((part) => [
      withField(part, field, [first, Math.min(last, middle + wider)]),
      withField(part, field, [middle + 1, last]),
    ]);
  }
  return random.shuffle(cut);
}

function other(action: BoxRule['action']): BoxRule['action'] {
  return action === 'permit' ? 'deny' : 'permit';
}

/** What clients need of servers, servers of each other, and what administrators need; protocol and destination ports. */
const CLIENT_SERVICES: readonly (readonly [Range, Range])[] = [
  [TCP, one(80)],
  [TCP, one(443)],
  [TCP, [8530, 8531]],
  [TCP, one(10123)],
  [TCP, one(445)],
  [UDP, [67, 69]],
  [UDP, one(4011)],
  [UDP, [63000, 64000]],
];
const SERVER_SERVICES: readonly (readonly [Range, Range])[] = [
  [TCP, one(135)],
  [TCP, [49152, 65535]],
  [TCP, one(445)],
  [TCP, one(1433)],
  [TCP, one(4022)],
  [UDP, [137, 138]],
  [TCP, one(389)],
  [TCP, [3268, 3269]],
  [ICMP, ANY_PORT],
];

/** Servers in 10.0.0.0/12, client subnets of 256 addresses from 10.32.0.0 on, eight rules for each subnet. */
function configManager(random: Random, count: number): () => BoxRule {
  const servers = Math.max(16, Math.ceil(count / 20));
  const server = (n: number): Range => one(0x0a_00_00_0a + n);
  let subnet = 0;
  let service = 0;
  return () => {
    if (random.chance(FEW_DENIES)) {
      const from = 0x0a_20_00_00 + random.below(subnet + 1) * 256;
      const [protocol, port] = random.pick(CLIENT_SERVICES);
      const end = server(random.below(servers));
      return { action: 'deny', box: [one(from + random.below(256)), end, protocol, ANY_PORT, port] };
    }
    if (random.chance(0.25)) {
      const [protocol, port] = random.pick(SERVER_SERVICES);
      const ends = [server(random.below(servers)), server(random.below(servers))] as const;
      return { action: 'permit', box: [...ends, protocol, ANY_PORT, port] };
    }
    const first = 0x0a_20_00_00 + subnet * 256;
    const [protocol, port] = CLIENT_SERVICES[service] as readonly [Range, Range];
    if (++service === CLIENT_SERVICES.length) {
      service = 0;
      subnet++;
    }
    const end = server((subnet * 7 + (service % 3)) % servers);
    return { action: 'permit', box: [[first, first + 255], end, protocol, ANY_PORT, port] };
  };
}

/** Prefixes that nest: a few long chains of networks within networks, and hosts in them. */
function prefixes(random: Random, count: number, lengths: readonly number[]): Range[] {
  const made: Range[] = [];
  while (made.length < count) {
    const base = random.below(2 ** 16) * 2 ** 16;
    let address = base;
    for (const length of lengths) {
      const size = 2 ** (32 - length);
      address = Math.floor((address + random.below(2 ** 16)) / size) * size;
      made.push([address, address + size - 1]);
      if (made.length === count) break;
    }
  }
  return made;
}

const ACCESS_PORTS: readonly number[] = [
  21, 22, 23, 25, 53, 80, 110, 123, 161, 389, 443, 445, 993, 1433, 3389, 8080,
];

function accessList(random: Random, count: number): () => BoxRule {
  const pool = Math.max(32, Math.ceil(count / 2));
  const sources = prefixes(random, pool, [16, 20, 24, 26, 28, 30, 32, 32]);
  const destinations = prefixes(random, pool, [18, 22, 24, 27, 29, 32, 32, 32]);
  // A longer list has not many more of them.
  const wild = Math.min(0.03, 5 / count);
  return () => {
    const protocol = random.pick([TCP, TCP, TCP, TCP, UDP, UDP, ICMP, ANY_PROTOCOL]);
    const ports = protocol === TCP || protocol === UDP;
    const start = random.pick(ACCESS_PORTS);
    const port =
      !ports || random.chance(0.1) ? ANY_PORT : random.chance(0.8) ? one(start) : [start, start + 100];
    return {
      action: action(random),
      box: [
        random.chance(wild) ? ANY_ADDRESS : random.pick(sources),
        random.chance(wild) ? ANY_ADDRESS : random.pick(destinations),
        protocol,
        ports && random.chance(0.05) ? [1024, 65535] : ANY_PORT,
        port as Range,
      ],
    };
  };
}

function firewall(random: Random, count: number): () => BoxRule {
  const pool = Math.max(32, Math.ceil(count / 2));
  const ends = prefixes(random, pool, [12, 16, 20, 24, 28, 31, 32, 32]);
  return () => {
    const wild = random.next();
    const protocol = random.pick([TCP, TCP, TCP, UDP, UDP, ICMP]);
    const ports = protocol !== ICMP;
    const low = random.below(60000);
    const port = random.pick<Range>([
      one(random.below(65536)),
      one(random.pick(ACCESS_PORTS)),
      [low, low + random.below(5000)],
      [1024, 65535],
    ]);
    const source = random.chance(0.15) ? ([1024, 65535] as const) : random.chance(0.1) ? one(low) : ANY_PORT;
    return {
      action: action(random),
      box: [
        wild < 0.22 ? ANY_ADDRESS : random.pick(ends),
        wild > 0.78 ? ANY_ADDRESS : random.pick(ends),
        protocol,
        ports ? source : ANY_PORT,
        ports ? port : ANY_PORT,
      ],
    };
  };
}

function randomDeny(random: Random, count: number): () => BoxRule {
  const pool = Math.max(32, count);
  const ends = prefixes(random, pool, [8, 12, 16, 20, 24, 28]);
  return () => {
    const protocol = random.pick([TCP, TCP, TCP, UDP]);
    const low = random.below(60000);
    const port: Range = random.chance(0.4) ? one(random.pick(ACCESS_PORTS)) : [low, low + random.below(5000)];
    return { action: action(random), box: [random.pick(ends), random.pick(ends), protocol, ANY_PORT, port] };
  };
}

function action(random: Random): BoxRule['action'] {
  return random.chance(DENIES) ? 'deny' : 'permit';
}
