/** Mistakes that are planted in the examples' configurations are found, all of them, and nothing else is. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { RaiseContext } from '../../src/dialects/reader.ts';
import { READERS, recogniseDialect } from '../../src/dialects/readers.ts';
import type { Packet } from '../../src/net/packet.ts';
import { matchHolds } from '../../src/net/packet.ts';
import { PacketSet } from '../../src/net/packet-set.ts';
import { NEW } from '../../src/net/state.ts';
import type { Configuration, Ruleset } from '../../src/policy/ruleset.ts';
import { explainText } from '../../src/report/explain-text.ts';
import { compareConfigurations } from '../../src/verify/compare.ts';
import type { Finding } from '../../src/verify/finding.ts';
import { judgeAll } from '../../src/verify/judge.ts';
import { lint } from '../../src/verify/lint/lint.ts';
import { type Repairable, repair } from '../../src/verify/repair.ts';
import { unifiedDiff } from '../../src/verify/text-edit.ts';
import { cutOf, judgeOf, verify } from '../../src/verify/verify.ts';
import { planExample } from '../rules/examples.ts';
import { type Example, PLANTED, type Told } from './planted-mistakes.ts';

const { plan, hierarchy } = planExample('contoso');
const FOLDER = new URL('../../examples/contoso/configurations/', import.meta.url);
const textOf = (file: string): string => readFileSync(new URL(file, FOLDER), 'utf8');

function contextOf({ kind, name }: Example): RaiseContext {
  const rpc = kind === 'host' ? hierarchy.hosts.find((h) => h.name === name)?.rpc : undefined;
  return { interfaces: new Map(), ...(rpc && { dynamicRpc: rpc }) };
}

function read(
  example: Example,
  text: string,
  file: string,
): { configuration: Configuration; config: unknown; told: string[] } {
  const reader = recogniseDialect(text, file);
  if (!reader) throw new Error(`nobody reads ${file}`);
  const { config, diagnostics } = reader.parse(text, file);
  const raised = reader.raise(config, contextOf(example));
  const told = [...diagnostics, ...raised.diagnostics].flatMap((d) => (d.severity === 'note' ? [] : d.code));
  return { configuration: raised.configuration, config, told };
}

const configurationsOf = (example: Example, file: string): Configuration[] =>
  [file, ...(example.besides === undefined ? [] : [example.besides])].map(
    (name) => read(example, textOf(name), name).configuration,
  );

const findingsOf = (example: Example, configurations: readonly Configuration[]): readonly Finding[] =>
  verify({ plan, hierarchy, targets: [{ kind: example.kind, name: example.name, configurations }] }).findings;

/** The only line of a text with a part. */
function lineWith(text: string, part: string): number {
  const at = text.indexOf(part);
  if (at < 0 || text.includes(part, at + 1)) throw new Error(`not once in the text: ${part}`);
  return text.slice(0, at).split('\n').length;
}

/** What a finding says, as the table has it: with its line as a number. */
function tellingOf({ code, kind, message, place }: Finding): string {
  const about = kind === 'missing' ? (/^"(.*)" is /.exec(message)?.[1] ?? message) : '';
  return `${code} line ${place?.line} ${about}`;
}

const expected = (text: string, [code, about, line]: Told): string =>
  `${code} line ${lineWith(text, line)} ${about}`;

function hookOf(finding: Finding, { rulesets }: Configuration): Ruleset['hook'] {
  const own = rulesets.find((r) => r.name === finding.ruleset);
  if (!own) throw new Error(`no rule set ${finding.ruleset}`);
  return own.hook;
}

const verdictOf = (
  configuration: Configuration | undefined,
  hook: Ruleset['hook'],
  packet: Packet,
): string => (configuration ? judgeAll(configuration, hook, packet).verdict : 'none');

describe.each(PLANTED)('$clean', (example) => {
  it('permits all that is needed and nothing more, and is understood without a warning', () => {
    const text = textOf(example.clean);
    expect(read(example, text, example.clean).told).toEqual([]);
    expect(findingsOf(example, configurationsOf(example, example.clean)).map(tellingOf)).toEqual([]);
  });

  it('is not odd by itself, but for a line that stands for longer than the one that covers it', () => {
    const found = configurationsOf(example, example.clean).flatMap((configuration) => lint(configuration));
    const told = found.filter((f) => f.severity !== 'note').map((f) => [f.code, f.text]);
    const push = 'object-group CM-SITE-SERVERS-P01 object-group CM-DP-CAMPUS object-group SMB-AND-RPC';
    const expectedOf = { core: [['PT9301', expect.stringContaining(push)]] } as Record<string, unknown[]>;
    expect(told).toEqual(expectedOf[example.name] ?? []);
  });
});

describe('other traffic', () => {
  const without = (name: string): Finding[] =>
    PLANTED.flatMap((example) => [
      ...verify({
        plan,
        hierarchy: { ...hierarchy, otherTraffic: hierarchy.otherTraffic.filter((o) => o.name !== name) },
        targets: [
          {
            kind: example.kind,
            name: example.name,
            configurations: configurationsOf(example, example.clean),
          },
        ],
      }).findings,
    ]);

  it.each(hierarchy.otherTraffic)('is excess where nobody declares it: $name', ({ name }) => {
    const found = without(name);
    expect(new Set(found.map((f) => f.code))).toEqual(new Set(['PT9101']));
  });

  it('is told of at the line that permits it, whatever list the filter asks first', () => {
    const line = 'extended permit tcp object-group CAMPUS-ALL object NET-INTRANET object-group WEB';
    const [found] = without('Intranet');
    expect(`${found?.place?.file}:${found?.place?.line}`).toBe(
      `core.cfg:${lineWith(textOf('core.cfg'), line)}`,
    );
    expect(found?.ruleset).toBe('access-list CAMPUS_IN (in, interface campus)');
  });
});

describe.each(PLANTED)('$mistaken', (example) => {
  const text = textOf(example.mistaken);
  const clean = textOf(example.clean);
  const configurations = configurationsOf(example, example.mistaken);
  const [configuration] = configurations as [Configuration];
  const findings = findingsOf(example, configurations);
  const find = (told: Told): Finding | undefined =>
    findings.find((finding) => tellingOf(finding) === expected(text, told));

  it('is told of by exactly these findings', () => {
    const told = example.mistakes.flatMap((mistake) => mistake.told.map((row) => expected(text, row)));
    expect(findings.map(tellingOf).sort()).toEqual(told.sort());
  });

  it.each(example.mistakes)('$what: is there, and is found with a packet', (mistake) => {
    if (mistake.planted !== undefined) {
      lineWith(text, mistake.planted);
      expect(clean).not.toContain(mistake.planted);
    }
    if (mistake.gone !== undefined) {
      expect(clean).toContain(mistake.gone);
      expect(text).not.toContain(mistake.gone);
    }
    const [first] = mistake.told.flatMap((told) => find(told) ?? []);
    expect(first?.origins.map((o) => o.conversation)).toEqual(mistake.conversations ?? []);
    const [before] = configurationsOf(example, example.clean);
    for (const { kind, witness, packets = [], ...finding } of mistake.told.flatMap(
      (told) => find(told) ?? [],
    )) {
      if (kind !== 'missing' && kind !== 'excess') continue;
      if (!witness) throw new Error('there is no packet');
      expect(packets.some((match) => matchHolds(match, witness))).toBe(true);
      const hook = hookOf({ kind, ...finding }, configuration);
      const [now, then] = kind === 'missing' ? ['deny', 'permit'] : ['permit', 'deny'];
      expect(verdictOf(configuration, hook, witness)).toBe(now);
      expect(verdictOf(before, hook, witness)).toBe(then);
    }
  });

  it('what is permitted in part names the lines that permit the rest', () => {
    for (const { code, lines } of findings)
      if (code === 'PT9002') expect(lines.map((l) => l.note)).toContain('permits a part');
  });

  it('explains a packet of each finding by the line that the finding names', () => {
    for (const finding of findings) {
      if ((finding.kind !== 'missing' && finding.kind !== 'excess') || !finding.witness) continue;
      const hook = hookOf(finding, configuration);
      const answer = judgeAll(configuration, hook, finding.witness);
      const told = explainText(
        { ...answer, configuration, hook, packet: finding.witness, state: NEW },
        { width: 1000 },
      );
      expect(told).toMatch(finding.kind === 'missing' ? /^Denied:/ : /^Permitted:/);
      expect(told).toContain(`${example.mistaken}:${finding.place?.line}`);
    }
  });

  it('says by itself, without the hierarchy, which lines are odd', () => {
    const own = lint(configuration).filter((f) => f.severity !== 'note');
    const rows = example.lint.map(([code, line]) => `${code} line ${lintLine(line)} `);
    expect(own.map(tellingOf).sort()).toEqual(rows.sort());
  });

  /** The first line with a text: lint names only the first of those that are alike. */
  function lintLine(part: string): number {
    const at = text.indexOf(part);
    if (at < 0) throw new Error(`not in the text: ${part}`);
    return text.slice(0, at).split('\n').length;
  }
});

describe('the table of mistakes', () => {
  const rows = textOf('README.md')
    .split('\n')
    .filter((line) => /^\| \S+-mistakes\S*:\d+ \|/.test(line));

  it('has a row for each, with its line and all codes', () => {
    const all = PLANTED.flatMap((example) => example.mistakes.map((mistake) => ({ example, mistake })));
    expect(rows.length).toBe(all.length);
    for (const [n, { example, mistake }] of all.entries()) {
      const row = rows[n] ?? '';
      const line =
        mistake.planted === undefined ? '\\d+' : lineWith(textOf(example.mistaken), mistake.planted);
      expect(row).toMatch(new RegExp(`^\\| ${example.mistaken}:${line} \\|`));
      const codes = [...new Set(row.match(/PT\d{4}/g))];
      expect(codes.sort(), row).toEqual([...new Set(mistake.told.map(([code]) => code))].sort());
    }
  });
});

describe.each(PLANTED)('the repair of $mistaken', (example) => {
  const text = textOf(example.mistaken);
  const dialect = READERS.get(recogniseDialect(text, example.mistaken)?.id ?? '');
  const cut = cutOf(plan, hierarchy, example.kind, example.name);
  const judge = judgeOf(cut);
  const config: Repairable = {
    text,
    read: (some) => read(example, some, example.mistaken),
    write: (rule, anchor, own) => dialect?.write(rule, anchor, own),
  };
  const repaired = repair(config, judge);
  const before = config.read(text).configuration;
  const after = config.read(repaired.text).configuration;
  const folder = mkdtempSync(path.join(tmpdir(), 'portolan-planted-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('leaves only what it gives a reason for', () => {
    const left = repaired.left.map(({ finding, why }) => `${finding.code} ${why}`);
    expect(left.length).toBe(example.left.length);
    for (const [n, [code, why]] of example.left.entries()) expect(left.sort()[n]).toContain(`${code} ${why}`);
    const again = judge.verify(after).filter((f) => f.severity === 'error');
    const open = again.filter((f) => !f.code.startsWith('PT92')).map((f) => f.code);
    expect(open).toEqual(example.left.map(([code]) => code).filter((code) => !code.startsWith('PT92')));
    expect(repaired.mended.length).toBeGreaterThan(0);
  });

  it('opens what is needed and nothing else, and closes nothing that is', () => {
    const changes = compareConfigurations([before], [after]).changes;
    const needed = (hook: Ruleset['hook']): PacketSet =>
      PacketSet.of(cut.needs.filter((need) => need.hook === hook).flatMap((need) => need.allowed));
    for (const { kind, hook = 'forward', packets } of changes) {
      const set = PacketSet.of(packets);
      expect(['permitted', 'denied']).toContain(kind);
      if (kind === 'permitted') expect(needed(hook).contains(set)).toBe(true);
      else expect(needed(hook).intersect(set).isEmpty()).toBe(true);
    }
    expect(changes.map((change) => change.kind)).toContain('permitted');
    expect(changes.map((change) => change.kind)).toContain('denied');
  });

  it('keeps remarks with their lines', () => {
    const lines = text.split('\n');
    for (const [n, line] of lines.entries()) {
      const next = lines[n + 1] ?? '';
      const isRemark = next !== '' && /^\s*#|^access-list \S+ remark/.test(line);
      if (isRemark && repaired.text.includes(`${next}\n`))
        expect(repaired.text.includes(`${line}\n${next}\n`), line).toBe(true);
    }
  });

  const hasPatch = existsSync('/usr/bin/patch');
  it.skipIf(!hasPatch)('is a patch that patch applies (needs the program patch)', () => {
    const file = path.join(folder, example.mistaken);
    writeFileSync(file, text);
    const patch = unifiedDiff(example.mistaken, text, repaired.edits);
    execFileSync('/usr/bin/patch', ['-p0', '--fuzz=0', '-s'], { cwd: folder, input: patch });
    expect(readFileSync(file, 'utf8')).toBe(repaired.text);
  });
});
