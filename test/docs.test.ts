/** The documents: what they show is what the command prints, and their links lead somewhere. */
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT, run } from '../scripts/process.ts';

const DOCUMENTS: readonly string[] = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...readdirSync(path.join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .sort()
    .map((file) => path.join('docs', file)),
];

interface Shown {
  readonly line: number;
  readonly command: string;
  readonly output: readonly string[];
}

/** Commands of the document's `console` blocks, each with the output that it shows. Setting up npm or git is not run. */
function shownCommands(text: string): Shown[] {
  const shown: { line: number; command: string; output: string[] }[] = [];
  let inside = false;
  for (const [index, line] of text.split('\n').entries()) {
    if (line.startsWith('```')) inside = line === '```console';
    else if (inside && line.startsWith('$ '))
      shown.push({ line: index + 1, command: line.slice(2), output: [] });
    else if (inside) shown.at(-1)?.output.push(line);
  }
  return shown.filter(({ command }) => !/^(npm|npx|git) /.test(command));
}

/** The shown output as a pattern: a line of `…` stands for any lines, trailing blanks don't count. */
function asPattern(lines: readonly string[]): RegExp {
  const parts = lines.map((line) =>
    line.trim() === '…' ? '(?:.*\n)*?' : `${escapeRegExp(line.trimEnd())}\n`,
  );
  return new RegExp(`^${parts.join('')}$`);
}

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

function normalize(text: string): string {
  const lines = text.split('\n').map((line) => line.trimEnd());
  while (lines.at(-1) === '') lines.pop();
  return lines.map((line) => `${line}\n`).join('');
}

const folder = mkdtempSync(path.join(tmpdir(), 'portolan-docs-'));
const bin = path.join(folder, 'bin');

beforeAll(() => {
  mkdirSync(bin);
  const portolan = path.join(bin, 'portolan');
  writeFileSync(
    portolan,
    `#!/bin/sh\nexec '${process.execPath}' '${path.join(ROOT, 'src/cli/main.ts')}' "$@"\n`,
  );
  chmodSync(portolan, 0o755);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('finds commands to run in the README', () => {
  expect(shownCommands(readFileSync(path.join(ROOT, 'README.md'), 'utf8')).length).toBeGreaterThan(2);
});

describe.each(DOCUMENTS)('%s', (document) => {
  const file = path.join(ROOT, document);
  const text = readFileSync(file, 'utf8');

  it('has links that lead somewhere', () => {
    const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? '');
    const missing = targets
      .filter((target) => !/^[a-z]+:/.test(target))
      .filter((target) => !leadsSomewhere(file, text, target));
    expect(missing).toEqual([]);
  });

  const commands = shownCommands(text);
  const where = path.join(folder, document.replaceAll(/\W/g, '-'));
  beforeAll(() => cpSync(path.join(ROOT, 'examples'), path.join(where, 'examples'), { recursive: true }));

  // In order and in one folder: a document may show a file being made and then used. Only results are compared.
  if (commands.length === 0) return;
  it('shows what the commands print', async () => {
    for (const { line, command, output } of commands) {
      const env = {
        PATH: `${bin}${path.delimiter}${process.env.PATH ?? ''}`,
        NO_COLOR: '1',
        COLUMNS: undefined,
      };
      const ended = await run('sh', ['-c', command], { cwd: where, env });
      const actual = normalize(ended.output);
      if (!asPattern(output).test(actual)) {
        expect(actual, `${document}:${line} $ ${command}`).toBe(normalize(output.join('\n')));
      }
    }
  });
});

function leadsSomewhere(file: string, text: string, target: string): boolean {
  const [name = '', anchor] = target.split('#');
  const other = name === '' ? file : path.resolve(path.dirname(file), name);
  if (!existsSync(other)) return false;
  if (anchor === undefined) return true;
  const headings = (name === '' ? text : readFileSync(other, 'utf8')).matchAll(/^#+ (.+)$/gm);
  return [...headings].some((match) => slug(match[1] ?? '') === anchor);
}

/** A heading's anchor, as GitHub makes it. */
function slug(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}
