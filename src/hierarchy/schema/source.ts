import type { Code } from '../../diagnostics/codes.ts';
import { diagnostic } from '../../diagnostics/codes.ts';
import type { Diagnostic, Place } from '../../diagnostics/diagnostic.ts';
import { didYouMean } from '../../diagnostics/didYouMean.ts';
import { isAlias, isList, isMap, type YamlNode } from '../yaml/node.ts';
import { type ParsedYaml, parseYaml, type SyntaxProblem } from '../yaml/parse-yaml.ts';
import { lineStarts, placeAt } from './position.ts';
import type { Problem, ReadContext } from './shape.ts';

const MAX_LENGTH = 64 * 1024 * 1024;
const MAX_ALIASES = 10_000;
const MAX_PROBLEMS = 1_000;
const MAX_SUGGESTIONS = 100;

/** A document's text, its problems so far, and how to place more. */
export interface Source extends ReadContext {
  readonly place: (offset: number, length?: number) => Place;
  /** The syntax is broken or the document can't be read at all: what it means is unknown. */
  readonly broken: () => boolean;
  /** Whether one of the codes was reported so far, anywhere or between two offsets. */
  readonly has: (codes: readonly Code[], from?: number, to?: number) => boolean;
  /** Everything reported, in the order of the text. */
  readonly problems: () => Diagnostic[];
}

interface Reported {
  readonly code: Code;
  readonly offset: number;
  readonly problem: Problem;
  readonly length: number | undefined;
}

/**
 * Parses YAML and hands the root node to `read`. The tree is not kept. If the syntax is broken, only what was
 * found before the break is believed.
 */
export function readSource(
  text: string,
  file: string,
  read: (root: YamlNode, source: Source) => void,
): Source {
  let starts: Uint32Array | undefined;
  const place = (offset: number, length?: number): Place => {
    starts ??= lineStarts(text);
    return placeAt(text, file, starts, offset, length);
  };
  const reported: Reported[] = [];
  let suggestions = 0;
  let anchors: Map<string, YamlNode[]> | undefined;
  let aliases = 0;
  let root: YamlNode | undefined;
  let unreadable = false;

  const source: Source = {
    place,
    report: (code, offset, problem, length) => {
      if (reported.length <= MAX_PROBLEMS) reported.push({ code, offset, problem, length });
    },
    suggest: (word, candidates) => {
      if (reported.length >= MAX_PROBLEMS || ++suggestions > MAX_SUGGESTIONS) return undefined;
      const meant = didYouMean(word, candidates);
      return meant === undefined ? undefined : `did you mean \`${meant}\`?`;
    },
    resolve: (node) => {
      if (!isAlias(node)) return node;
      anchors ??= anchorsOf(root);
      const target = anchors.get(node.source)?.findLast((candidate) => candidate.start < node.start);
      const inside = target && target.end > node.start;
      if (target && !inside && ++aliases <= MAX_ALIASES) return target;
      const message = !target
        ? `there is no anchor \`&${node.source}\` before this alias`
        : inside
          ? 'the alias stands inside of its own anchor'
          : `the document uses more than ${MAX_ALIASES} aliases`;
      source.report('PT1007', node.start, { message });
      return undefined;
    },
    broken: () => unreadable,
    has: (codes, from = 0, to = Number.POSITIVE_INFINITY) =>
      reported.some((r) => codes.includes(r.code) && r.offset >= from && r.offset < to),
    problems: () => {
      // A stable sort by offset gives the order of the text whatever order the checks run in.
      const sorted = reported.slice(0, MAX_PROBLEMS).sort((a, b) => a.offset - b.offset);
      const diagnostics = sorted.map(({ code, offset, problem, length }) =>
        diagnostic(code, {
          ...problem,
          place: place(offset, length),
          related: problem.related?.map((r) => ({ message: r.message, place: place(r.offset) })),
        }),
      );
      if (reported.length > MAX_PROBLEMS) {
        diagnostics.push(
          diagnostic('PT1010', { message: `only the first ${MAX_PROBLEMS} problems are shown` }),
        );
      }
      return diagnostics;
    },
  };

  if (text.length > MAX_LENGTH) {
    unreadable = true;
    source.report(
      'PT1005',
      0,
      { message: `the document has ${text.length} characters`, expected: `at most ${MAX_LENGTH}` },
      0,
    );
    return source;
  }
  try {
    const parsed = parseYaml(text);
    const broken = reportSyntax(parsed, source);
    unreadable = broken !== undefined;
    root = parsed.root;
    const before = reported.length;
    if (root) read(root, source);
    else if (broken === undefined) {
      source.report(
        'PT1004',
        0,
        { message: 'the document is empty', help: '`portolan init` writes one to start from' },
        0,
      );
    }
    if (broken !== undefined) keepBefore(reported, before, broken);
  } catch (error) {
    // Only deep nesting exhausts the stack; anything else is a bug and must not be hidden.
    if (!(error instanceof RangeError)) throw error;
    unreadable = true;
    reported.length = 0;
    source.report('PT1006', 0, { message: 'the document is nested too deeply' }, 0);
  }
  root = undefined;
  anchors = undefined;
  return source;
}

/** Drops follow-on problems: behind a syntax error, and those that only say that something is missing. */
function keepBefore(reported: Reported[], from: number, broken: number): void {
  const kept = reported
    .splice(from)
    .filter(
      (r) =>
        r.offset < broken &&
        (/^PT1/.test(r.code) || (/^PT2/.test(r.code) && r.code !== 'PT2005' && r.code !== 'PT2004')),
    );
  reported.push(...kept);
}

/** Reports what is wrong with the syntax; gives the offset of the first error. */
function reportSyntax({ errors, warnings }: ParsedYaml, source: Source): number | undefined {
  let first: number | undefined;
  for (const error of errors) {
    const { start, end } = error;
    first = Math.min(first ?? start, start);
    source.report(
      syntaxCode(error),
      start,
      { message: syntaxMessage(error), help: syntaxHelp(error) },
      end - start,
    );
  }
  for (const warning of warnings) {
    const { start, end } = warning;
    source.report(syntaxCode(warning), start, { message: syntaxMessage(warning) }, end - start);
  }
  return first;
}

function syntaxCode(error: SyntaxProblem): Code {
  switch (error.kind) {
    case 'TAB_AS_INDENT':
      return 'PT1009';
    case 'MULTIPLE_DOCS':
      return 'PT1003';
    case 'RESOURCE_EXHAUSTION':
      return 'PT1006';
    case 'BAD_ALIAS':
      return 'PT1007';
    case 'TAG_RESOLVE_FAILED':
    case 'BAD_COLLECTION_TYPE':
      return 'PT1008';
    default:
      return 'PT1001';
  }
}

function syntaxMessage(error: SyntaxProblem): string {
  switch (error.kind) {
    case 'MULTIPLE_DOCS':
      return 'a second YAML document starts here';
    case 'RESOURCE_EXHAUSTION':
      return 'the document is nested too deeply';
    case 'TAB_AS_INDENT':
      return 'a tab is used for indentation';
    default: {
      // Long messages of the parser quote the input; one line is enough.
      const message = (error.message.split('\n')[0] ?? '').trim().replace(/[.:]$/, '');
      return message.charAt(0).toLowerCase() + message.slice(1, 200);
    }
  }
}

function syntaxHelp(error: SyntaxProblem): string | undefined {
  switch (error.kind) {
    case 'TAB_AS_INDENT':
      return 'indent with spaces';
    case 'BLOCK_AS_IMPLICIT_KEY':
    case 'MULTILINE_IMPLICIT_KEY':
      return 'is a line above or below indented differently, or a `:` missing?';
    default:
      return undefined;
  }
}

/** All nodes of each anchor in their order; an alias means the last one before it. */
function anchorsOf(root: YamlNode | undefined): Map<string, YamlNode[]> {
  const anchors = new Map<string, YamlNode[]>();
  const visit = (node: YamlNode): void => {
    if (node.anchor !== undefined) {
      const nodes = anchors.get(node.anchor);
      if (nodes) nodes.push(node);
      else anchors.set(node.anchor, [node]);
    }
    if (isList(node)) node.items.forEach(visit);
    else if (isMap(node))
      for (const { key, value } of node.items) {
        visit(key);
        if (value) visit(value);
      }
  };
  if (root) visit(root);
  return anchors;
}
