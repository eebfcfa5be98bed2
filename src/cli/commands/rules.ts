import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { renderDiagnostics } from '../../diagnostics/render.ts';
import { DIALECTS } from '../../dialects/registry.ts';
import type { Hierarchy } from '../../hierarchy/model.ts';
import { selectFlows } from '../../plan/select.ts';
import { policyJsonChunks } from '../../report/policy-json.ts';
import { rulesListing } from '../../report/rules-listing.ts';
import { everyTarget, printRules, type RuleFile, type RuleTargets } from '../../workspace/print-rules.ts';
import { type Arguments, type Command, textOption } from '../command.ts';
import { EXIT, UsageError } from '../exit.ts';
import type { Io } from '../io.ts';
import { HIERARCHY_ARGUMENT, loadPlan } from '../load-hierarchy.ts';
import { knownFilter, knownHost, knownName, knownPhases } from '../names.ts';
import { writeRules } from '../rule-files.ts';

export const rules: Command = {
  name: 'rules',
  about:
    'Prints what a filter, or a host’s own firewall, must let pass, in its own language, each rule with the flow and\n' +
    'conversation that it is for. What is printed is read back and proven to be the plan before you get it.\n' +
    'Portolan never changes a firewall: you apply what it prints.',
  positionals: [HIERARCHY_ARGUMENT],
  options: [
    { name: 'filter', value: 'NAME', about: 'the rules of this filter' },
    {
      name: 'for',
      value: 'HOST',
      about:
        'the rules of this host’s own firewall; in a language of proxies or of IPsec, what it may fetch or protects',
    },
    { name: 'all', about: 'of every filter, host and web proxy; needs --out' },
    {
      name: 'out',
      value: 'DIR',
      about: 'write files below this folder: filters/NAME.nft, hosts/NAME.ps1, proxies/NAME.conf',
    },
    {
      name: 'phase',
      value: 'PHASE,…',
      about: 'only for always, install, migration, on-demand; for all of them if left out',
    },
    {
      name: 'dialect',
      value: 'NAME',
      about: 'in this language instead of the one that the hierarchy says; portolan dialects lists them',
    },
    {
      name: 'format',
      value: 'FORMAT',
      choices: ['text', 'json'],
      about: 'the filter’s own language (text), or the rules and printed lines with their flows (json)',
    },
  ],
  examples: [
    { command: 'portolan rules examples/contoso --filter core', gives: 'nftables rules on standard output' },
    {
      command: 'portolan rules --for mp01 > mp01.ps1',
      gives: 'a PowerShell script for Windows Defender Firewall',
    },
    { command: 'portolan rules --all --out rules --phase always', gives: 'a file for each filter and host' },
  ],
  exits: { fine: 'rules are printed', findings: 'nothing could be printed, or the hierarchy has errors' },

  async run(args, io) {
    const out = textOption(args, 'out');
    checkAsked(args, out);
    const planned = await loadPlan(args.positionals[0], io);
    if (!planned) return EXIT.findings;
    const { hierarchy } = planned;
    const phase = textOption(args, 'phase');
    const plan =
      phase === undefined ? planned.plan : selectFlows(planned.plan, { phases: knownPhases(phase) });
    const dialect = knownDialect(textOption(args, 'dialect'));
    const asked = targets(args, hierarchy, dialect);
    const files = printRules(plan, hierarchy, asked, dialect);
    if (out !== undefined) {
      const entries = writeRules(files, out, io);
      await io.out(rulesListing(entries));
      await findings(
        entries.flatMap((entry) => entry.diagnostics),
        io,
      );
      return entries.some((entry) => entry.file !== undefined) ? EXIT.fine : EXIT.findings;
    }
    if (args.options.format === 'json') {
      let isPrinted = false;
      const noted = function* (): Generator<RuleFile> {
        for (const file of files) {
          isPrinted ||= file.text !== undefined;
          yield file;
        }
      };
      await io.out(policyJsonChunks(noted()));
      return isPrinted ? EXIT.fine : EXIT.findings;
    }
    let printed = false;
    for (const { policy, text, encoding, diagnostics } of files) {
      if (encoding && io.terminal)
        throw new UsageError(
          `the rules of ${policy.name} are a file in UTF-16, which no terminal shows`,
          'write them to a file: --out DIR, or > FILE',
        );
      if (text !== undefined) await io.out(text, encoding);
      printed ||= text !== undefined;
      await findings(diagnostics, io);
    }
    return printed ? EXIT.fine : EXIT.findings;
  },
};

function checkAsked(args: Arguments, out: string | undefined): void {
  const asked = ['filter', 'for', 'all'].filter((name) => args.options[name] !== undefined);
  const help = 'portolan rules --help shows how';
  if (asked.length === 0)
    throw new UsageError('say whose rules: --filter NAME, --for HOST, or --all --out DIR', help);
  if (asked.length > 1) throw new UsageError(`--${asked[0]} and --${asked[1]} exclude each other`, help);
  const json = args.options.format === 'json';
  if (asked[0] === 'all' && out === undefined && !json)
    throw new UsageError('--all writes many files: say where with --out DIR', help);
  if (json && out !== undefined)
    throw new UsageError('--format json goes to standard output: leave --out away', help);
}

const knownDialect = (id: string | undefined): string | undefined =>
  id === undefined ? id : knownName('no rules are printed in the language', id, DIALECTS.keys());

function targets(args: Arguments, hierarchy: Hierarchy, dialect: string | undefined): RuleTargets {
  const [filter, host] = [textOption(args, 'filter'), textOption(args, 'for')];
  const none: RuleTargets = { filters: [], hosts: [], proxies: [], protectedHosts: [] };
  if (filter !== undefined) return { ...none, filters: [knownFilter(filter, hierarchy)] };
  const kinds = (dialect === undefined ? undefined : DIALECTS.get(dialect)?.capabilities.kinds) ?? [];
  const group = kinds.includes('proxy') ? 'proxies' : kinds.includes('ipsec') ? 'protectedHosts' : undefined;
  if (host !== undefined) return { ...none, [group ?? 'hosts']: [knownHost(host, hierarchy)] };
  const all = everyTarget(hierarchy);
  if (group) return { ...none, [group]: all[group] };
  return dialect === undefined ? all : { ...all, proxies: [], protectedHosts: [] };
}

/** Each finding once: the same one often stands at several hosts. */
async function findings(diagnostics: readonly Diagnostic[], io: Io): Promise<void> {
  const shown = new Map<string, Diagnostic>();
  for (const d of diagnostics) if (d.severity !== 'note') shown.set(`${d.code} ${d.message}`, d);
  if (shown.size > 0)
    await io.err(renderDiagnostics([...shown.values()], new Map(), { color: io.color.err }));
}
