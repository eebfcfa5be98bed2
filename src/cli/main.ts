#!/usr/bin/env node
import module from 'node:module';
import process from 'node:process';

// Saves a third of the start-up time where this version of Node can do it.
module.enableCompileCache?.();
const { runCommandLine } = await import('./run.ts');
process.exitCode = await runCommandLine(process.argv.slice(2), process);
