/** Holds findings against the oracle, packet by packet. */
import { expect } from 'vitest';
import { formatPacket, matchHolds, type Packet } from '../../src/net/packet.ts';
import type { FilterRule, Ruleset } from '../../src/policy/ruleset.ts';
import type { Finding } from '../../src/verify/finding.ts';
import { type Answer, backOf, type Hook, isAnswer, isNeeded, type Oracle } from './oracle.ts';

/** What was seen, so that a test can make sure that it saw something of everything. */
export type Seen = Map<string, number>;

const count = (seen: Seen, what: string): void => {
  seen.set(what, (seen.get(what) ?? 0) + 1);
};

const holds = (finding: Finding, packet: Packet): boolean =>
  finding.packets?.some((match) => matchHolds(match, packet)) === true;

const ABSENT = /^(?:inbound |outbound |)rules for IPv[46]$/;

/**
 * @param complete whether the packets stand for all there are.
 */
export function check(
  oracle: Oracle,
  findings: readonly Finding[],
  packets: readonly Packet[],
  complete: boolean,
  seen: Seen,
): void {
  expect(findings.filter((f) => f.code === 'PT9503')).toEqual([]);
  for (const hook of oracle.cut.hooks) {
    checkNeeds(oracle, findings, hook, packets, complete, seen);
    checkExcess(oracle, findings, hook, packets, seen);
  }
  if (complete) checkLater(oracle, findings, packets, seen);
  for (const found of findings) checkFinding(oracle, found, packets, complete, seen);
}

const nameOf = ({ ruleset }: Answer): string => ruleset?.name ?? 'absent';
const isOf = (finding: Finding, name: string): boolean =>
  finding.ruleset === name || (name === 'absent' && ABSENT.test(finding.ruleset ?? ''));

function checkNeeds(
  oracle: Oracle,
  findings: readonly Finding[],
  hook: Hook,
  packets: readonly Packet[],
  complete: boolean,
  seen: Seen,
): void {
  const missing = findings.filter((f) => f.code === 'PT9001' || f.code === 'PT9002');
  const unproven = findings.filter((f) => f.code === 'PT9501' && !isLater(f));
  const expected = { deny: new Set<string>(), depends: new Set<string>() };
  const unsure = new Set<string>();
  const keyOf = (name: string, packet: Packet): string => `${name}: ${formatPacket(packet)}`;
  for (const { rule, hook: own, known } of oracle.rules()) {
    if (own !== hook) continue;
    const asked = packets.filter((packet) => isNeeded(rule, packet));
    const verdicts = asked.map((packet) => oracle.answersFor(rule, hook, packet));
    const names = new Set(verdicts.flatMap((answers) => answers.map(nameOf)));
    for (const name of names) {
      const own = verdicts.map((answers) => answers.find((a) => nameOf(a) === name)?.verdict);
      const some = known === 'by-name' && own.some((v) => v === 'permit' || v === 'depends');
      // Of a sample nobody can say that none of the addresses is permitted.
      if (known === 'by-name' && !complete) {
        for (const packet of asked) unsure.add(keyOf(name, packet));
        continue;
      }
      if (some && own.some((v) => v === 'deny' || v === 'depends')) {
        count(seen, 'by name');
        expect(
          findings.some((f) => f.code === 'PT9504' && isOf(f, name) && f.message.includes(`"${rule.title}"`)),
        ).toBe(true);
      }
      if (some) continue;
      own.forEach((verdict, n) => {
        const packet = asked[n] as Packet;
        if (verdict === 'deny') expected.deny.add(keyOf(name, packet));
        if (verdict === 'depends') expected.depends.add(keyOf(name, packet));
      });
    }
  }
  const told = (list: readonly Finding[]): Set<string> =>
    new Set(
      list
        .filter((f) => rulesetsOf(oracle, hook).has(f.ruleset ?? ''))
        .flatMap((f) =>
          packets
            .filter((packet) => holds(f, packet))
            .map((packet) => keyOf(ABSENT.test(f.ruleset ?? '') ? 'absent' : (f.ruleset ?? ''), packet)),
        ),
    );
  const sure = (keys: Set<string>): string[] => [...keys].filter((key) => !unsure.has(key));
  same(sure(told(missing)), sure(expected.deny));
  same(sure(told(unproven)), sure(expected.depends));
  for (const _ of expected.deny) count(seen, 'missing packets');
  for (const _ of expected.depends) count(seen, 'unproven packets');
}

/** Names of a hook's rule sets; those that were not given stand for it where no other does. */
function rulesetsOf(oracle: Oracle, hook: Hook): Set<string> {
  const names = oracle.configurations.flatMap((c) =>
    c.rulesets.filter((r) => r.hook === hook).map((r) => r.name),
  );
  const way = { forward: '', in: 'inbound ', out: 'outbound ' }[hook];
  return new Set([...names, ...[4, 6].map((family) => `${way}rules for IPv${family}`)]);
}

/** Whether it is about packets after a connection's first. */
const isLater = ({ message }: Finding): boolean => /^whether (?:answers to|packets of) "/.test(message);

/** The packets after a connection's first, where a rule set doesn't follow connections by itself. */
function checkLater(
  oracle: Oracle,
  findings: readonly Finding[],
  packets: readonly Packet[],
  seen: Seen,
): void {
  const judging = oracle.configurations
    .flatMap((c) => c.rulesets)
    .filter((r) => !r.stateful && (r.otherwise.place !== undefined || r.otherwise.action !== 'unknown'));
  const expected = { permit: new Set<string>(), deny: new Set<string>(), depends: new Set<string>() };
  for (const { rule, hook, known } of oracle.rules()) {
    if (known === 'by-name') continue;
    const asked = packets.filter((packet) => isNeeded(rule, packet));
    const first = asked.map((packet) => oracle.answersFor(rule, hook, packet));
    const names = new Set(first.flatMap((answers) => answers.map(nameOf)));
    const whole = (name: string): boolean =>
      first.every((answers) => answers.find((a) => nameOf(a) === name)?.verdict === 'deny');
    if ([...names].some(whole)) continue;
    for (const ruleset of judging) {
      const later = ruleset.hook === backOf(hook) ? packets.filter((packet) => isAnswer(rule, packet)) : [];
      if (ruleset.hook === hook)
        later.push(
          ...asked.filter((_, n) => first[n]?.find((a) => nameOf(a) === ruleset.name)?.verdict === 'permit'),
        );
      for (const packet of later) {
        const verdict = oracle.established(ruleset, rule, packet) ?? 'permit';
        expected[verdict].add(`${ruleset.name}: ${formatPacket(packet)}`);
      }
    }
  }
  const told = (list: readonly Finding[]): string[] => [
    ...new Set(
      list
        .filter((f) => judging.some((r) => r.name === f.ruleset))
        .flatMap((f) => packets.filter((p) => holds(f, p)).map((p) => `${f.ruleset}: ${formatPacket(p)}`)),
    ),
  ];
  const denied = findings.filter((f) => f.code === 'PT9003');
  const unproven = findings.filter((f) => f.code === 'PT9501' && isLater(f));
  same(told(denied), expected.deny);
  same(told(unproven), expected.depends);
  for (const _ of expected.deny) count(seen, 'later packets denied');
  for (const _ of expected.depends) count(seen, 'later packets unproven');
}

/** Says only what differs: the lists are long. */
function same(found: Iterable<string>, expected: Iterable<string>): void {
  const [a, b] = [new Set(found), new Set(expected)];
  const few = (of: Set<string>, without: Set<string>): string[] =>
    [...of].filter((x) => !without.has(x)).slice(0, 5);
  expect({ tooMany: few(a, b), tooFew: few(b, a) }).toEqual({ tooMany: [], tooFew: [] });
}

function checkExcess(
  oracle: Oracle,
  findings: readonly Finding[],
  hook: Hook,
  packets: readonly Packet[],
  seen: Seen,
): void {
  const names = rulesetsOf(oracle, hook);
  const own = findings.filter((f) => names.has(f.ruleset ?? ''));
  const excess = own.filter((f) => f.kind === 'excess');
  const perhaps = own.filter((f) => f.code === 'PT9502');
  for (const packet of packets) {
    const asked = oracle.isInScope(hook, packet) && !oracle.isAllowed(hook, packet);
    const answers = oracle.opened(hook, packet);
    const verdicts = new Set(answers.map(({ verdict }) => verdict));
    const meant = hook !== 'out' || answers.some((answer) => isMeant(answer));
    const certain = asked && meant && !verdicts.has('deny') && !verdicts.has('depends');
    const conditional = asked && meant && !verdicts.has('deny') && verdicts.has('depends');
    const text = `${hook} ${formatPacket(packet)}: ${JSON.stringify(answers.map((a) => [nameOf(a), a.verdict, a.judgement?.by, a.judgement?.rule?.text]))}`;
    expect(excess.filter((f) => holds(f, packet)).length, text).toBe(certain ? 1 : 0);
    expect(perhaps.filter((f) => holds(f, packet)).length, text).toBe(conditional ? 1 : 0);
    if (certain) count(seen, 'excess packets');
    if (conditional) count(seen, 'perhaps excess packets');
  }
}

/**
 * Whether a rule set permits, or may permit, on purpose: what a host sends is permitted by default where nobody says
 * otherwise, and that is no line's doing.
 */
function isMeant({ ruleset, judgement }: Answer): boolean {
  if (!ruleset || !judgement) return true;
  const { otherwise } = ruleset;
  if (judgement.by === 'bypassed' || otherwise.place !== undefined || otherwise.action !== 'permit')
    return true;
  return judgement.rule !== undefined || judgement.conditional.some(({ action }) => action !== 'deny');
}

/** What a finding says of itself. */
function checkFinding(
  oracle: Oracle,
  found: Finding,
  packets: readonly Packet[],
  complete: boolean,
  seen: Seen,
): void {
  const { witness } = found;
  if (found.packets) {
    expect(found.packets.length).toBeGreaterThan(0);
    expect(witness && holds(found, witness)).toBe(true);
  }
  const ruleset = oracle.configurations.flatMap((c) => c.rulesets).find((r) => r.name === found.ruleset);
  if (!ruleset) return;
  if (found.code === 'PT9001' || found.code === 'PT9002')
    checkBlockers(oracle, found, ruleset, packets, complete, seen);
  if (found.code === 'PT9101') checkInstead(oracle, found, ruleset, packets, seen);
}

const placeOf = (rule: FilterRule | undefined, { otherwise }: Ruleset): string =>
  rule?.text ?? otherwise.text;

function checkBlockers(
  oracle: Oracle,
  found: Finding,
  ruleset: Ruleset,
  packets: readonly Packet[],
  complete: boolean,
  seen: Seen,
): void {
  const named = [
    found.text,
    ...found.lines.filter(({ note }) => note !== 'permits a part').map((line) => line.text),
  ];
  const rules = oracle
    .rules()
    .filter(({ rule, hook }) => hook === ruleset.hook && found.message.startsWith(`"${rule.title}" is`));
  const [first] = rules;
  if (!first || rules.length > 1) return;
  const deciders = new Set<string>();
  const all = found.witness ? [...packets, found.witness] : packets;
  for (const packet of all) {
    if (!holds(found, packet)) continue;
    expect(isNeeded(first.rule, packet)).toBe(true);
    const answer = oracle
      .answersFor(first.rule, ruleset.hook, packet)
      .find((a) => nameOf(a) === ruleset.name);
    expect(answer?.verdict).toBe('deny');
    deciders.add(placeOf(answer?.judgement?.rule, ruleset));
  }
  if (complete) expect([...named].sort()).toEqual([...deciders].sort());
  else expect(named).toEqual(expect.arrayContaining([...deciders]));
  count(seen, 'blockers');
  if (deciders.size > 1) count(seen, 'several blockers');
}

function checkInstead(
  oracle: Oracle,
  found: Finding,
  ruleset: Ruleset,
  packets: readonly Packet[],
  seen: Seen,
): void {
  const { hook } = ruleset;
  let any = false;
  for (const packet of packets) {
    const answer = oracle.opened(hook, packet).find((a) => nameOf(a) === ruleset.name);
    const { rule, conditional = [] } = answer?.judgement ?? {};
    const decides =
      rule?.text === found.text &&
      conditional.every(({ action }) => action === 'permit') &&
      answer?.verdict === 'permit';
    if (holds(found, packet)) expect(decides, formatPacket(packet)).toBe(true);
    const kept =
      decides &&
      oracle.isInScope(hook, packet) &&
      oracle.isAllowed(hook, packet) &&
      !oracle.isIncidental(hook, packet);
    if (conditional.length > 0) continue;
    expect(
      found.instead?.some((match) => matchHolds(match, packet)),
      formatPacket(packet),
    ).toBe(kept);
    any ||= kept;
  }
  count(seen, any ? 'narrower rules' : 'needless lines');
}
