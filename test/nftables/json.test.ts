/** nft's JSON: read as the text of the same rules is, and what is printed in it is loaded into a kernel. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nftablesReader } from '../../src/dialects/nftables/reader.ts';
import { printPolicy } from '../../src/dialects/print-policy.ts';
import { ANY_IPV4, ANY_IPV6 } from '../../src/net/match.ts';
import { parsePacket } from '../../src/net/packet.ts';
import { hostPolicy } from '../../src/policy/host-policy.ts';
import type { Policy, Rule } from '../../src/policy/model.ts';
import { networkPolicy } from '../../src/policy/network-policy.ts';
import type { Configuration } from '../../src/policy/ruleset.ts';
import { judgeAll } from '../../src/verify/judge.ts';
import { expectExactly, meantPackets } from '../dialects/meant-packets.ts';
import { generatedNft } from '../referee/generated-nft.ts';
import { EXAMPLES, planExample } from '../rules/examples.ts';
import { generatedPlan } from '../rules/generated-plan.ts';
import { listings, unavailable } from '../rules/nft-engine.ts';

if (unavailable !== undefined && process.env.CI) throw new Error(unavailable);
if (unavailable !== undefined) console.warn(`NOT RUN: json.test.ts: ${unavailable}`);

const INTERFACES = new Map([
  ['eth0', [ANY_IPV4, ANY_IPV6]],
  ['eth1', [ANY_IPV4, ANY_IPV6]],
]);

function read(text: string): { configuration: Configuration; codes: string[] } {
  const { config, diagnostics } = nftablesReader.parse(text, 'rules.json');
  const raised = nftablesReader.raise(config, { interfaces: INTERFACES });
  const codes = [...diagnostics, ...raised.diagnostics].map(({ code }) => code);
  return { configuration: raised.configuration, codes };
}

/** All that decides, without the words; in a listing, sets are sorted in another way. */
function meaning(text: string): unknown {
  const sorted = (values: readonly unknown[]): string[] =>
    values.map((v) => JSON.stringify(v, (_, x) => (typeof x === 'bigint' ? `${x}` : x))).sort();
  return read(text).configuration.rulesets.map(({ name, hook, rules, otherwise, scope }) => ({
    name,
    hook,
    otherwise: otherwise.action,
    scope: scope?.length,
    rules: rules
      .filter((rule) => rule.matches.length > 0)
      .map(({ action, matches, states, depends, name: comment }) => ({
        action,
        states,
        comment,
        depends: depends.map(({ kind, value }) => [kind, value]),
        matches: sorted(
          matches.map(({ sources, destinations, services }) => [
            sorted(sources),
            sorted(destinations),
            sorted(services),
          ]),
        ),
      })),
  }));
}

const table = (...commands: readonly string[]): string =>
  `{"nftables": [
{"metainfo": {"json_schema_version": 1}},
{"table": {"family": "inet", "name": "t"}},
{"chain": {"family": "inet", "table": "t", "name": "c", "type": "filter", "hook": "forward", "prio": 0, "policy": "drop"}},
${commands.join(',\n')}
]}`;
const rule = (expr: string, more = ''): string =>
  `{"rule": {"family": "inet", "table": "t", "chain": "c", "handle": 7, "expr": ${expr}${more}}}`;
const HTTP =
  '{"match": {"op": "==", "left": {"payload": {"protocol": "tcp", "field": "dport"}}, "right": 80}}';
const ACCEPT = '{"accept": null}';

function ask(text: string, packet = 'tcp 10.1.0.5:50000 > 10.0.0.1:80'): string {
  const parsed = parsePacket(packet);
  if ('error' in parsed) throw new Error(parsed.error);
  return judgeAll(read(text).configuration, 'forward', parsed).verdict;
}

describe("nft's JSON", () => {
  it('is told from other JSON', () => {
    expect(nftablesReader.recognises(table(rule(`[${ACCEPT}]`)), 'x')).toBe(1);
    expect(nftablesReader.recognises('{"rules": []}', 'x')).toBe(0);
  });

  it('is read with its places', () => {
    const { configuration, codes } = read(table(rule(`[${HTTP}, ${ACCEPT}]`, ', "comment": "web"')));
    expect(codes).toEqual([]);
    const [found] = configuration.rulesets[0]?.rules ?? [];
    expect(found).toMatchObject({
      name: 'web',
      place: { file: 'rules.json', line: 5, column: 1 },
      depends: [],
    });
    expect(ask(table(rule(`[${HTTP}, ${ACCEPT}]`)))).toBe('permit');
    expect(ask(table(rule(`[${HTTP}, ${ACCEPT}]`)), 'tcp 10.1.0.5:50000 > 10.0.0.1:81')).toBe('deny');
  });

  it.each([
    ['a command', '{"frobnicate": {}}', 'PT8001'],
    ['a rule that is replaced', `{"replace": ${rule(`[${ACCEPT}]`)}}`, 'PT8001'],
    [
      'a rule that is deleted by its handle',
      '{"delete": {"rule": {"family": "inet", "table": "t", "chain": "c", "handle": 4}}}',
      'PT8001',
    ],
    ['a rule at a handle', `{"add": ${rule(`[${ACCEPT}]`)}}`, 'PT8002'],
    ['a statement', rule('[{"xt": null}]'), 'PT8002'],
    [
      'a match',
      rule(`[{"match": {"op": "~", "left": {"meta": {"key": "mark"}}, "right": 1}}, ${ACCEPT}]`),
      'PT8002',
    ],
    [
      'a computed match',
      rule(`[{"match": {"op": "==", "left": {"^": [{"meta": {"key": "mark"}}, 1]}, "right": 1}}, ${ACCEPT}]`),
      'PT8002',
    ],
    ['a key of a rule', rule(`[${ACCEPT}]`, ', "moon": "full"'), 'PT8002'],
    [
      'a value',
      rule(
        `[{"match": {"op": "==", "left": {"payload": {"protocol": "tcp", "field": "dport"}}, "right": {"moon": 1}}}, ${ACCEPT}]`,
      ),
      'PT8002',
    ],
    [
      'a set that is nowhere',
      rule(
        `[{"match": {"op": "==", "left": {"payload": {"protocol": "ip", "field": "saddr"}}, "right": "@s"}}, ${ACCEPT}]`,
      ),
      'PT8003',
    ],
    ['an object with two statements', rule(`[{"counter": null, "accept": null}]`), 'PT8002'],
    ['JSON that ends early', `${rule(`[${ACCEPT}]`)},`, 'PT8001'],
    [
      'a device that is not named',
      '{"chain": {"family": "netdev", "table": "n", "name": "i", "type": "filter", "hook": "ingress", "prio": 0, "policy": "drop"}}',
      'PT8005',
    ],
  ])('what is not understood decides nothing: %s', (_, command, code) => {
    const text = table(command, rule(`[${HTTP}, ${ACCEPT}]`));
    expect(read(text).codes).toContain(code);
    expect(['depends', ...(command.includes(ACCEPT) ? ['permit'] : [])]).toContain(ask(text));
    expect(ask(table(rule(`[${HTTP}, {"drop": null}]`), command))).not.toBe('permit');
    // The chain of another table drops what a chain may let pass.
    expect(ask(table(command))).toBe(command.includes('netdev') ? 'deny' : 'depends');
  });

  it('takes commands in their order', () => {
    const set =
      '{"add": {"set": {"family": "inet", "table": "t", "name": "s", "type": "inet_service", "elem": [22]}}}';
    const element = '{"add": {"element": {"family": "inet", "table": "t", "name": "s", "elem": [80]}}}';
    const uses = rule(
      `[{"match": {"op": "==", "left": {"payload": {"protocol": "tcp", "field": "dport"}}, "right": "@s"}}, ${ACCEPT}]`,
    );
    expect(ask(table(set, uses))).toBe('deny');
    expect(ask(table(set, element, uses))).toBe('permit');
    const drop = rule('[{"drop": null}]').replace('"handle": 7, ', '');
    expect(ask(table(rule(`[${ACCEPT}]`), `{"insert": ${drop}}`))).toBe('deny');
    expect(ask(table(rule(`[${ACCEPT}]`), `{"add": ${drop}}`))).toBe('permit');
    expect(ask(table('{"flush": {"chain": {"family": "inet", "table": "t", "name": "c"}}}'))).toBe('deny');
    expect(read(table('{"flush": {"ruleset": null}}')).codes).toEqual(['PT8007']);
  });

  it('never throws, and never permits what the whole of it denies', () => {
    const whole = table(rule(`[${HTTP}, ${ACCEPT}]`, ', "comment": "web"'));
    fc.assert(
      fc.property(
        fc.nat(whole.length),
        fc.nat(20),
        fc.constantFrom('', '"', '{', '}', '[', ']', ',', ':', '0', 'null'),
        (at, away, more) => {
          const text = whole.slice(0, at) + more + whole.slice(at + away);
          const { config } = nftablesReader.parse(text, 'x');
          nftablesReader.raise(config, { interfaces: new Map() });
        },
      ),
      { numRuns: 500 },
    );
  });

  it.each([
    '{"nftables":[',
    '{"nftables":[{"rule":',
    '{"nftables":[{"rule":{"expr":[{"match":{"right":{"set":[',
  ])('a megabyte of %j is read in time', (part) => {
    const start = performance.now();
    read(part + part.slice(13).repeat(1_000_000 / part.length));
    read(table(...Array.from({ length: 5000 }, () => rule(`[${HTTP}, ${ACCEPT}]`))));
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});

describe.skipIf(unavailable !== undefined)('both listings of a kernel', () => {
  it('mean the same, whatever the statements', () => {
    const source = readFileSync(new URL('../fixtures/nftables/statements.nft', import.meta.url), 'utf8');
    const { text, json } = listings(`flush ruleset\n${source}`);
    // Devices are missing from the JSON of this version.
    const withoutDevice = (listing: string) => listing.replace(/ device "?\w+"?/, '');
    expect(meaning(json)).not.toEqual(meaning(text));
    const [jsonTables, textTables] = [json, withoutDevice(text)].map((listing) =>
      (meaning(listing) as { name: string }[]).filter(({ name }) => !name.includes('netdev')),
    );
    expect(jsonTables).toEqual(textTables);
  });

  it.each(['forward', 'input'] as const)('mean the same for rules at random (%s)', (hook) => {
    fc.assert(
      fc.property(generatedNft(hook), ({ text: source }) => {
        const { text, json } = listings(`flush ruleset\n${source}`);
        expect(meaning(json)).toEqual(meaning(text));
      }),
      { numRuns: 60 },
    );
  });
});

describe('what is printed in JSON', () => {
  const textOf = (policy: Policy): string => {
    const { printed } = printPolicy({ ...policy, dialect: 'nftables-json' });
    if (!printed) throw new Error('nothing was printed');
    return printed.text;
  };

  function check(policy: Policy): void {
    const text = textOf(policy);
    const hooks: Rule['direction'][] = policy.kind === 'network' ? ['forward'] : ['in', 'out'];
    const { text: plain, json } = listings(text, 'json');
    for (const listing of [text, plain, json]) {
      const { configuration } = read(listing);
      for (const hook of hooks) {
        const planned = configuration.rulesets
          .filter((r) => r.hook === hook)
          .flatMap((r) => r.rules)
          .filter((r) => /plan(?:_\w+)?\b/.test(r.via?.at(-1)?.text ?? '') && r.matches.length > 0);
        const rules = policy.rules.filter((r) => r.follows === undefined || !text.includes('"ct helper"'));
        expectExactly(planned, meantPackets({ ...policy, rules }, hook));
      }
    }
  }

  it.skipIf(unavailable !== undefined).each(EXAMPLES)(
    'is loaded, and permits exactly what the example %s needs',
    (name) => {
      const { plan, hierarchy } = planExample(name);
      for (const filter of hierarchy.filters) check(networkPolicy(plan, hierarchy, filter.name));
      for (const host of hierarchy.hosts.slice(0, 4)) check(hostPolicy(plan, hierarchy, host.name));
    },
    120_000,
  );

  it.skipIf(unavailable !== undefined)(
    'stays exact whatever the plan and its names look like',
    () => {
      fc.assert(
        fc.property(generatedPlan, ({ plan, hierarchy, hosts }) => {
          check(networkPolicy(plan, hierarchy, 'core'));
          for (const host of hosts.slice(0, 1)) check(hostPolicy(plan, hierarchy, host));
        }),
        { numRuns: 25 },
      );
    },
    120_000,
  );
});
