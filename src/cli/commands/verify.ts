import { verify as verifyTargets } from '../../verify/verify.ts';
import type { Command } from '../command.ts';
import { EXIT } from '../exit.ts';
import { exitFor, FAIL_ON_OPTION } from '../fail-on.ts';
import { ALL_OPTION, FINDINGS_FORMAT_OPTION, printFindings } from '../findings-output.ts';
import { INTERFACE_OPTION, ZONE_INTERFACES_OPTION } from '../interfaces.ts';
import { HIERARCHY_ARGUMENT, loadPlan } from '../load-hierarchy.ts';
import { EMPTY_INCLUDES_OPTION, loadTargets } from '../load-targets.ts';
import { CONFIG_ARGUMENT } from '../read-configuration.ts';

export const verify: Command = {
  name: 'verify',
  about:
    'Proves that configurations permit all that the hierarchy needs and nothing more towards its hosts, or says what\n' +
    'is wrong: each finding with a packet that shows it, the lines that decide, and the conversation it is about.\n' +
    'Exact: nothing is sampled, and what was not understood counts as neither allowed nor denied, but as unproven.\n' +
    'With several filters and hosts, a flow is permitted if every one on its way permits it.',
  positionals: [
    { ...HIERARCHY_ARGUMENT, required: true },
    {
      name: 'CONFIG',
      about: `${CONFIG_ARGUMENT}; NAME=FILE says whose, and a folder stands for all that portolan rules --all wrote`,
      required: true,
      rest: true,
    },
  ],
  options: [
    { name: 'filter', value: 'NAME', about: 'the configurations are those of this filter' },
    { name: 'host', value: 'NAME', about: 'the configurations are those of this host’s own firewall' },
    { name: 'dialect', value: 'NAME', about: 'their language; found out from the text if left out' },
    INTERFACE_OPTION,
    ZONE_INTERFACES_OPTION,
    EMPTY_INCLUDES_OPTION,
    FINDINGS_FORMAT_OPTION,
    FAIL_ON_OPTION,
    ALL_OPTION,
  ],
  examples: [
    {
      command: 'portolan verify examples/contoso core.nft --filter core',
      gives: 'what is wrong with the rules of the filter core',
    },
    {
      command: 'portolan verify examples/contoso rules.v4 rules.v6 --filter core',
      gives: 'a filter in two files',
    },
    {
      command: 'portolan verify examples/contoso core=asa.cfg branch=branch.nft mp01=mp01.ps1',
      gives: 'whole ways over two filters and a host',
    },
  ],
  exits: {
    fine: 'all that is needed is permitted and nothing more',
    findings: 'there are findings (see --fail-on), or something could not be read',
  },

  async run(args, io) {
    const [hierarchyArgument, ...typed] = args.positionals;
    const planned = await loadPlan(hierarchyArgument, io, 'error');
    if (!planned) return EXIT.findings;
    const targets = await loadTargets(typed, planned, args, io);
    if (!targets) return EXIT.findings;
    const findings = verifyTargets({
      ...planned,
      targets: targets.map(({ kind, name, read }) => ({
        kind,
        name,
        configurations: read.map((r) => r.configuration),
      })),
    });
    await printFindings(findings, args, io);
    return exitFor(findings.findings, args);
  },
};
