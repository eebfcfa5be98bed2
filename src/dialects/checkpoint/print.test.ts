import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readWith } from '../../../test/dialects/reader-kit.ts';
import { generatedPlan } from '../../../test/rules/generated-plan.ts';
import { clientsEnd, flow, hierarchyOf, internetEnd, planOf, service } from '../../../test/rules/plan-kit.ts';
import type { Policy } from '../../policy/model.ts';
import { networkPolicy } from '../../policy/network-policy.ts';
import { checkpoint } from './dialect.ts';
import { checkpointReader } from './reader.ts';
import { shellCommands } from './shell.ts';

const hasBash = spawnSync('bash', ['-c', 'true']).status === 0;

/** What a shell makes of a script: the words of each command, by a program that only says them. */
function wordsOfBash(text: string): string[][] {
  const folder = mkdtempSync(join(tmpdir(), 'portolan-'));
  try {
    const stub = `mgmt_cli() { printf '%s\\0' "$@" >&2; printf '\\1' >&2; }\n${text}`;
    const { stderr, status } = spawnSync('bash', ['-c', stub], { cwd: folder, encoding: 'utf8' });
    expect(status).toBe(0);
    return stderr
      .split('\u0001')
      .slice(0, -1)
      .map((line) => line.split('\0').slice(0, -1));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function wordsOfReader(text: string): string[][] {
  const commands: string[][] = [];
  shellCommands(text, ({ words }) => {
    if (words[0] === 'mgmt_cli') commands.push(words.slice(1));
  });
  return commands;
}

it.skipIf(!hasBash)(
  'is to a shell what it is to the reader, whatever is in names (skipped without bash)',
  () => {
    fc.assert(
      fc.property(generatedPlan, ({ plan, hierarchy }) => {
        const { text } = checkpoint.print(checkpoint.lower(networkPolicy(plan, hierarchy, 'core')).model);
        expect(wordsOfBash(text)).toEqual(wordsOfReader(text));
        execFileSync('bash', ['-n', '-c', text]);
      }),
      { numRuns: 15 },
    );
  },
);

it('says names on the internet as domains, and those that it can not say', () => {
  const plan = planOf([
    flow(
      'a',
      [clientsEnd('hq', '10.20.0.0/20')],
      [internetEnd('azure', 'login.contoso.com', '*.contoso.com', '*.azure.net', '*-x.azure.net')],
      [service('https', 'tcp/443')],
    ),
  ]);
  const policy = networkPolicy(
    plan,
    hierarchyOf({ filters: { core: { internetDestinations: 'refuse' } } }),
    'core',
  );
  const { model, diagnostics } = checkpoint.lower(policy);
  const { text } = checkpoint.print(model);
  expect(text.split('\n').filter((line) => line.includes('dns-domain'))).toEqual([
    "mgmt_cli add dns-domain name '.login.contoso.com' is-sub-domain false -s portolan.sid",
    "mgmt_cli add dns-domain name '.contoso.com' is-sub-domain true -s portolan.sid",
    "mgmt_cli add dns-domain name '.azure.net' is-sub-domain true -s portolan.sid",
  ]);
  expect(diagnostics.map((d) => [d.code, d.message.slice(0, 30)])).toEqual([
    ['PT7001', 'the name "*-x.azure.net" is ne'],
  ]);
  const { configuration } = checkpointReader.raise(checkpointReader.parse(text, 'x').config, {
    interfaces: new Map(),
  });
  expect(configuration.rulesets[0]?.rules[0]?.depends.map((d) => d.value)).toEqual([
    'login.contoso.com',
    '*.contoso.com',
    '*.azure.net',
  ]);
});

it('says ESP by its number', () => {
  const flows = [
    flow(
      'a',
      [clientsEnd('hq', '10.20.0.0/20')],
      [clientsEnd('x', '10.0.0.0/24')],
      [service('http', 'tcp/80')],
    ),
  ];
  const plain = networkPolicy(planOf(flows), hierarchyOf(), 'core');
  const policy: Policy = { ...plain, rules: plain.rules.map((r) => ({ ...r, transport: 'esp', ports: [] })) };
  const fw = readWith(checkpointReader, checkpoint.print(checkpoint.lower(policy).model).text);
  expect(fw.ask('50 10.20.0.5 > 10.0.0.1')).toBe('permit');
  expect(fw.ask('51 10.20.0.5 > 10.0.0.1')).toBe('deny');
});

it('gives no object a name that Check Point keeps for itself', () => {
  const ends = ['drop', 'x-and-5-more', 'SR1', 'dp-01', 'x y'].map((name, i) =>
    clientsEnd(name, `10.0.${i}.0/24`),
  );
  const flows = [flow('a', [clientsEnd('hq', '10.20.0.0/20')], ends, [service('http', 'tcp/80')])];
  const { text } = checkpoint.print(
    checkpoint.lower(networkPolicy(planOf(flows), hierarchyOf(), 'core')).model,
  );
  const names = [...text.matchAll(/add network name '([^']*)'/g)].map((m) => m[1]);
  expect(names).toEqual(['hq', 'n_SR1', 'dp-01', 'drop-2', expect.stringMatching(/^x_y-/), 'x_and-5-more']);
});
