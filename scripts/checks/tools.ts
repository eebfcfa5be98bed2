/** Checks that are one run of a tool. */
import { runTool } from '../process.ts';
import { type Check, verdict } from './check.ts';

function toolCheck(name: string, about: string, runs: readonly (readonly [string, ...string[]])[]): Check {
  return {
    name,
    about,
    async run() {
      let details = '';
      for (const [tool, ...args] of runs) {
        const { code, output, errors } = await runTool(tool, args, { env: { NO_COLOR: '1' } });
        if (code !== 0) details += `${tool} ${args.join(' ')}\n${output}${errors}`;
      }
      return verdict(details === '', details);
    },
  };
}

export const typesCheck: Check = toolCheck('types', 'TypeScript accepts the sources, tests and scripts', [
  ['tsc', '-p', '.'],
  // The package runs under older Nodes than tests and scripts do: it knows less of the language's library.
  ['tsc', '-p', 'tsconfig.build.json', '--noEmit'],
  ['tsc', '-p', 'web'],
]);

export const lintCheck: Check = toolCheck('lint', 'Biome: format and lint', [
  ['biome', 'ci', '--colors=off', '.'],
]);

/** Twice: with tests and scripts as users of an export, then without (what only a test uses is dead code too). */
export const exportsCheck: Check = toolCheck('exports', 'knip: no dead files, exports or dependencies', [
  ['knip', '--no-progress', '--treat-config-hints-as-errors'],
  ['knip', '--no-progress', '--production', '--files', '--dependencies'],
]);
