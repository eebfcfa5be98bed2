import { lintFindings } from '../../workspace/lint-findings.ts';
import type { ReadConfiguration } from '../../workspace/raise-text.ts';
import { type Command, textOption } from '../command.ts';
import { EXIT } from '../exit.ts';
import { exitFor, FAIL_ON_OPTION } from '../fail-on.ts';
import { ALL_OPTION, FINDINGS_FORMAT_OPTION, printFindings } from '../findings-output.ts';
import { INTERFACE_OPTION } from '../interfaces.ts';
import { contextOf, EMPTY_INCLUDES_OPTION, tellProblems } from '../load-targets.ts';
import { CONFIG_ARGUMENT, configurationFiles, readConfiguration } from '../read-configuration.ts';

export const lint: Command = {
  name: 'lint',
  about:
    'Looks at configurations by themselves, without a hierarchy: lines that never decide because others take all that\n' +
    'they match, lines without which nothing changes, exceptions, lines that could be one, and lines that permit very much.',
  positionals: [{ name: 'CONFIG', about: CONFIG_ARGUMENT, required: true, rest: true }],
  options: [
    { name: 'dialect', value: 'NAME', about: 'its language; found out from the text if left out' },
    INTERFACE_OPTION,
    EMPTY_INCLUDES_OPTION,
    FINDINGS_FORMAT_OPTION,
    FAIL_ON_OPTION,
    ALL_OPTION,
  ],
  examples: [
    { command: 'portolan lint firewall.cfg', gives: 'what is odd about it' },
    { command: 'portolan lint rules.v4 --format sarif', gives: 'the same for code scanning' },
  ],
  exits: {
    fine: 'nothing is odd',
    findings: 'there are findings (see --fail-on), or something could not be read',
  },

  async run(args, io) {
    const context = contextOf(args);
    const results: Awaited<ReturnType<typeof readConfiguration>>[] = [];
    for (const file of args.positionals.flatMap(configurationFiles))
      results.push(await readConfiguration(file, io, context, textOption(args, 'dialect')));
    const problems = results.flatMap((r) => r.diagnostics);
    await tellProblems(problems, io);
    if (problems.some((d) => d.severity === 'error')) return EXIT.findings;
    const read = results.filter((r): r is ReadConfiguration => 'configuration' in r);
    const findings = lintFindings(read);
    await printFindings(findings, args, io);
    // A line that was not understood is no line that nothing is wrong with.
    return exitFor([...findings.findings, ...problems], args);
  },
};
