// Half of the start-up time is compiling, where this version of Node can't keep what it compiled. Nothing is imported before.
process.getBuiltinModule('node:module').enableCompileCache?.();
await (process.argv[2] === 'test' ? import('./test.ts') : import('./keep.ts'));

export {};
