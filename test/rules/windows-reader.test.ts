/** What the reader makes of the scripts that are printed, held against the policy and against the strict reader. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printPolicy } from '../../src/dialects/print-policy.ts';
import type { Hierarchy } from '../../src/hierarchy/model.ts';
import { ANY_ADDRESS, ANY_PACKET, ICMP, ICMPV6, type Match, TCP, UDP } from '../../src/net/match.ts';
import type { AddressRange, Network } from '../../src/net/network.ts';
import { formatPacket, type Packet } from '../../src/net/packet.ts';
import type { PortRange } from '../../src/net/ports.ts';
import type { Plan } from '../../src/plan/model.ts';
import { hostPolicy } from '../../src/policy/host-policy.ts';
import type { Policy, Rule } from '../../src/policy/model.ts';
import type { FilterRule } from '../../src/policy/ruleset.ts';
import { EXAMPLES, planExample } from './examples.ts';
import { generatedPlan } from './generated-plan.ts';
import { type Box, pairedBoxes, witness } from './packets.ts';
import { readScript } from './powershell-reader.ts';
import { readWindows } from './windows-kit.ts';

const TRANSPORTS: Readonly<Record<number, string>> = {
  [TCP]: 'tcp',
  [UDP]: 'udp',
  [ICMP]: 'icmp',
  [ICMPV6]: 'icmp',
};
/** What Windows hands out to RPC servers; the strict reader has another range for the same word. */
const RPC: readonly PortRange[] = [{ first: 49152, last: 65535 }];

interface Printed {
  readonly policy: Policy;
  readonly script: string;
  readonly own: readonly Network[];
}

function printed(plan: Plan, hierarchy: Hierarchy, host: string): Printed {
  const policy = hostPolicy(plan, hierarchy, host);
  const own = hierarchy.hosts.find((h) => h.name === host)?.addresses ?? [];
  return { policy, script: printPolicy(policy).printed?.text ?? '', own };
}

const isAny = (ranges: readonly AddressRange[]): boolean =>
  ranges.every((r) => ANY_ADDRESS.some((any) => any.first === r.first && any.last === r.last));

/** Any address on the host's side stands for the addresses that the policy names there. */
function boxesOf(rule: FilterRule, direction: 'in' | 'out', local: readonly AddressRange[]): Box[] {
  const boxes: Box[] = [];
  const ends = ({ sources, destinations }: Match): [readonly AddressRange[], readonly AddressRange[]] => {
    if (direction === 'in') return [sources, isAny(destinations) ? local : destinations];
    return [isAny(sources) ? local : sources, destinations];
  };
  for (const match of rule.matches) {
    const [sources, destinations] = ends(match);
    for (const source of sources) {
      for (const destination of destinations.filter((d) => d.family === source.family)) {
        for (const service of match.services) boxes.push(boxOf(source, destination, service));
      }
    }
  }
  return boxes;
}

function boxOf(source: AddressRange, destination: AddressRange, service: Match['services'][number]): Box {
  const transport = TRANSPORTS[service.protocol.first] ?? 'other';
  const isEcho = service.source.first >> 8 === (source.family === 4 ? 8 : 128);
  if (transport === 'icmp')
    expect({ isEcho, types: service.source.last >> 8 }).toEqual({
      isEcho: true,
      types: service.source.first >> 8,
    });
  else expect(service.source).toEqual({ first: 0, last: 65535 });
  const { first, last } = transport === 'icmp' ? { first: 0, last: 0 } : service.destination;
  return {
    family: source.family,
    transport,
    source: [source.first, source.last],
    destination: [destination.first, destination.last],
    port: [BigInt(first), BigInt(last)],
  };
}

function expectedBoxes({ from, to, transport, direction, rpc, ports }: Rule): Box[] {
  const isRange = direction === 'in' && transport === 'tcp' && rpc === 'dynamic';
  const isMapper = direction === 'in' && transport === 'tcp' && rpc === 'endpoint-mapper';
  const some = isRange
    ? RPC
    : isMapper
      ? [{ first: 135, last: 135 }]
      : transport === 'icmp'
        ? [{ first: 0, last: 0 }]
        : ports;
  return pairedBoxes(
    transport,
    from.flatMap((f) => f.networks),
    to.flatMap((t) => t.networks),
    some,
  );
}

/** The rule of the policy that an entry was printed for. */
const idOf = (rule: FilterRule): string => /Name = 'Portolan-(.*?)(?:-v[46])?'/.exec(rule.text)?.[1] ?? '';

function expectSame({ policy, script }: Printed): void {
  const read = readWindows(script);
  const real = read.diagnostics.filter((d) => !(d.code === 'PT8007' && policy.rules.length === 0));
  expect(real).toEqual([]);
  const byId = new Map<string, FilterRule[]>();
  for (const { rules, hook } of read.configuration.rulesets) {
    for (const rule of rules)
      byId.set(`${hook} ${idOf(rule)}`, [...(byId.get(`${hook} ${idOf(rule)}`) ?? []), rule]);
  }
  const all = new Map(byId);
  for (const rule of policy.rules) {
    if (rule.direction === 'forward') continue;
    const found = byId.get(`${rule.direction} ${rule.id}`) ?? twinOf(rule, policy, all);
    byId.delete(`${rule.direction} ${rule.id}`);
    const local = (rule.direction === 'in' ? rule.to : rule.from).flatMap((party) => party.networks);
    const got = found.flatMap((r) => boxesOf(r, rule.direction === 'in' ? 'in' : 'out', local));
    const wanted = expectedBoxes(rule);
    expect({ missing: witness(wanted, got), excess: witness(got, wanted) }).toEqual({});
    const depends = [
      ...(rule.program === undefined ? [] : [['program', rule.program.toLowerCase()]]),
      ...(rule.windowsService === undefined ? [] : [['windows-service', rule.windowsService.toLowerCase()]]),
    ];
    for (const r of found) {
      expect(r.action).toBe('permit');
      expect(r.depends.map(({ kind, value }) => [kind, value])).toEqual(depends);
    }
  }
  expect([...byId.keys()]).toEqual([]);
}

/** What is sent to everybody on the host's subnet is no rule of its own where the one to the host says the same. */
function twinOf(
  rule: Rule,
  { rules }: Policy,
  byId: ReadonlyMap<string, FilterRule[]>,
): readonly FilterRule[] {
  const flows = rule.origins.map((origin) => origin.flow);
  const twins = rules.filter(
    (other) =>
      other !== rule &&
      other.cast !== undefined &&
      flows.every((f) => other.origins.some((o) => o.flow === f)),
  );
  return twins.flatMap((twin) => byId.get(`${twin.direction} ${twin.id}`) ?? []);
}

const windowsOf = (hierarchy: Hierarchy): Hierarchy => ({
  ...hierarchy,
  hosts: hierarchy.hosts.map((h) => ({ ...h, os: 'windows' as const })),
});

describe('scripts that are printed', () => {
  it.each(EXAMPLES)(
    'mean the policy of every Windows host of the example %s, and nothing in them is strange',
    (name) => {
      const { plan, hierarchy } = planExample(name);
      const hosts = hierarchy.hosts.filter((host) => host.os === 'windows');
      expect(hosts.length).toBeGreaterThan(0);
      for (const host of hosts) expectSame(printed(plan, hierarchy, host.name));
    },
  );

  it('mean their policy whatever names look like', () => {
    fc.assert(
      fc.property(generatedPlan, ({ plan, hierarchy, hosts }) => {
        for (const host of hosts) expectSame(printed(plan, windowsOf(hierarchy), host));
      }),
      { numRuns: 100 },
    );
  });

  it('are read alike by the strict reader, entry by entry', () => {
    const compare = ({ script, own, policy }: Printed): void => {
      const strict = readScript(script);
      const read = readWindows(script);
      expect(read.rules.length).toBe(strict.length);
      for (const direction of ['in', 'out'] as const) {
        const theirs = strict.filter((r) => r.direction === direction);
        const ours = read.configuration.rulesets.find((r) => r.hook === direction)?.rules ?? [];
        expect(ours.map((r) => /Name = '(.*?)'/.exec(r.text)?.[1])).toEqual(theirs.map((r) => r.name));
        for (const [i, rule] of ours.entries()) {
          const isRpc =
            policy.rules.find((r) => r.id === idOf(rule))?.rpc === 'dynamic' && direction === 'in';
          if (isRpc) continue;
          const a = boxesOf(rule, direction, own);
          const b = theirs[i]?.boxes(own) ?? [];
          expect({ ours: witness(a, b), theirs: witness(b, a) }).toEqual({});
        }
      }
    };
    for (const name of EXAMPLES) {
      const { plan, hierarchy } = planExample(name);
      for (const host of hierarchy.hosts)
        if (host.os === 'windows') compare(printed(plan, hierarchy, host.name));
    }
    fc.assert(
      fc.property(generatedPlan, ({ plan, hierarchy, hosts }) => {
        for (const host of hosts) compare(printed(plan, windowsOf(hierarchy), host));
      }),
      { numRuns: 60 },
    );
  });
});

describe('scripts that were changed', () => {
  const { plan, hierarchy } = planExample('branch');
  const { script } = printed(plan, hierarchy, 'dc1');
  const lines = script.split('\n');
  const packets: readonly Packet[] = readWindows(script).rules.flatMap((rule) =>
    rule.matches.flatMap(({ sources, destinations, services }) => {
      const [s, d, service] = [sources[0], destinations[0], services[0]];
      if (!s || !d || !service || s.family !== d.family) return [];
      return [s.first, s.last + 1n].map(
        (source): Packet => ({
          family: s.family,
          source,
          destination: d.first,
          protocol: service.protocol.first,
          sourcePort: service.source.first,
          destinationPort: service.destination.first,
        }),
      );
    }),
  );

  it('never get more certain by a statement that is not understood', () => {
    const before = readWindows(script);
    const strange = [
      'frobnicate',
      'netsh advfirewall reset',
      "$rules = 'x' )(",
      '& $x',
      '}',
      '"',
      "@'",
      '$group = (',
      'New-NetFirewallRule @x',
    ];
    fc.assert(
      fc.property(fc.nat(lines.length - 1), fc.constantFrom(...strange), (at, line) => {
        const read = readWindows([...lines.slice(0, at), line, ...lines.slice(at)].join('\n'));
        for (const packet of packets) {
          for (const hook of ['in', 'out'] as const) {
            const text = formatPacket(packet);
            if (read.ask(hook, text) === 'depends') continue;
            expect([hook, text, read.ask(hook, text)]).toEqual([hook, text, before.ask(hook, text)]);
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  it('are read without an error, whatever is done to them', () => {
    const edit = fc.record({
      at: fc.nat(script.length),
      away: fc.nat(40),
      text: fc.oneof(
        fc.string({ maxLength: 5 }),
        fc.constantFrom('{', '}', '(', ')', '"', "'", '@{', '$(', '`', '|', '<#', "@'\n"),
      ),
    });
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
        let text = script;
        for (const { at, away, text: more } of edits) text = text.slice(0, at) + more + text.slice(at + away);
        const read = readWindows(text);
        for (const rule of read.rules) {
          expect(rule.span.end).toBeLessThanOrEqual(text.length);
          expect(rule.text.length).toBeLessThanOrEqual(201);
          expect(rule.place.line).toBeLessThanOrEqual(text.split('\n').length);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('of words at random are read without an error, and are named where they are not understood', () => {
    const words = [
      'New-NetFirewallRule',
      ' -LocalPort ',
      '80',
      ',',
      '$a',
      '=',
      '@{',
      '}',
      '(',
      ')',
      '@(',
      '\n',
      ';',
      '|',
      '"',
      "'",
      'if',
      'foreach',
      ' in ',
      '{',
      '$(',
      '+=',
      '.b',
      '[0]',
      '[string]',
      ' -eq ',
      '#',
      'try',
      'function f ',
      'f',
      'return',
      '`',
      '..',
      '@a',
      '-',
      '&',
      'else',
      'while',
      'v2.30|',
      'Dir=In|',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words), { maxLength: 60 }), (soup) => {
        const { codes, configuration } = readWindows(`$z = 1\n${soup.join('')}`);
        const unknown = configuration.rulesets[0]?.rules.some(
          (rule) => rule.action === 'unknown' && rule.matches[0] === ANY_PACKET,
        );
        expect(unknown && !codes.includes('PT8001') && !codes.includes('PT8003') ? codes : []).toEqual([]);
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    '(',
    '(\n',
    '{',
    '@{',
    '"$(',
    "@'\n",
    'if ($x) {',
    '$a.',
    '$x = $x + 1\n',
    'f\n',
    'v2.30|a\n',
    '<#',
    '1,',
    '[int]',
    '{$',
    '!',
    '-not ',
  ])('of half a megabyte of %j are read in time, and without running out of stack', (part) => {
    const start = performance.now();
    readWindows(`$x = 1\n${part.repeat(500_000 / part.length)}`);
    expect(performance.now() - start).toBeLessThan(20_000);
  });
});
