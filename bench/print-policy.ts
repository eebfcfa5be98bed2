/** One process: reads a policy, says it in a language and writes it. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Dialect } from '../src/dialects/dialect.ts';
import { readPolicyTable } from './policy-table.ts';

/** @param files the table to read, and what to write. */
export function printPolicyFile(
  dialect: Dialect<unknown>,
  [input = '', output = '']: readonly string[],
): void {
  const policy = readPolicyTable(readFileSync(input, 'utf8'));
  writeFileSync(output, dialect.print(dialect.lower(policy).model).text);
}
