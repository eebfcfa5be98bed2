/** Import directions of `src/`. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { checkImports, readSources } from '../imports.ts';
import { ROOT } from '../process.ts';
import { type Check, verdict } from './check.ts';

export const importsCheck: Check = {
  name: 'imports',
  about: 'imports between the folders of src/ go down the list of stages only',
  async run() {
    const { dependencies } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
    };
    const sources = readSources(path.join(ROOT, 'src'));
    const faults = checkImports(sources, Object.keys(dependencies));
    const details = faults.map((fault) => `src/${fault.file}:${fault.line} ${fault.message}\n`).join('');
    return verdict(faults.length === 0, details, `${sources.size} files`);
  },
};
