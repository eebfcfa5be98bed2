/** Node's own modules in a bundle. */
import { builtinModules } from 'node:module';
import type { Plugin } from 'rolldown';

/** Node's modules that take milliseconds to load and that many a run doesn't need: loaded when first called. */
const HEAVY: ReadonlySet<string> = new Set(['crypto']);

/** What names of Node's modules begin with inside of a bundle. */
export const BUILTIN_PREFIX = '\0builtin:';
const REQUIRED = '\0required-builtin:';

/**
 * Takes Node's own modules by `process.getBuiltinModule`. An import statement reads every property of the module, and
 * some of them are getters that start something: `process.stdin` a stream, `crypto.subtle` all of Web Crypto.
 */
export const plainBuiltins: Plugin = {
  name: 'plain-builtins',
  resolveId(id, importer, { kind }) {
    // Rolldown's own module for CommonJS comes with every file; without an import, nothing is left of it.
    if (importer?.includes('rolldown/runtime')) return { id, external: true, moduleSideEffects: false };
    const name = id.replace(/^node:/, '');
    if (!builtinModules.includes(name)) return null;
    return kind === 'require-call' ? `${REQUIRED}${name}` : `${BUILTIN_PREFIX}${name}`;
  },
  load(id) {
    if (id.startsWith(REQUIRED))
      return `module.exports = process.getBuiltinModule('node:${id.slice(REQUIRED.length)}');`;
    if (!id.startsWith(BUILTIN_PREFIX)) return null;
    const name = id.slice(BUILTIN_PREFIX.length);
    if (name === 'process') return 'export default process;';
    const isHeavy = HEAVY.has(name);
    // Besides functions, plain objects like `fs.constants`; never what a getter gives.
    const exports = Object.entries(Object.getOwnPropertyDescriptors(process.getBuiltinModule(name)))
      .filter(([, { value }]) => typeof value === 'function' || (!isHeavy && typeof value === 'object'))
      .map(([key]) => key)
      .filter((key) => /^\w+$/.test(key) && key !== 'default');
    if (isHeavy)
      return exports
        .map(
          (key) =>
            `export const ${key} = (...all) => process.getBuiltinModule('node:${name}').${key}(...all);`,
        )
        .join('\n');
    return [
      `const builtin = process.getBuiltinModule('node:${name}');`,
      'export default builtin;',
      ...exports.map((key) => `export const ${key} = builtin.${key};`),
    ].join('\n');
  },
};
