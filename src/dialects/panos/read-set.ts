import { isSign, placeWords } from './place-words.ts';
import { ROOT } from './schema.ts';
import type { Growing, Span } from './tree.ts';
import { type Word, wordsAt } from './words.ts';

/** What a text in one of the forms gives beside the tree. */
export interface Leftovers {
  /** What was not understood and could decide about any packet. */
  readonly doubts: Span[];
}

/** What a terminal shows around a configuration, and what a person types to get it. */
const NOISE: ReadonlySet<string> = new Set(
  `configure commit exit quit show run entering exiting lines validate --more-- display warning: invalid
  configuration building`.split(/\s+/),
);
const PROMPT = /^[^\s@]+@[^\s@]+[>#]$/;
/** Rules that `move` may pass by, all commands together. */
const MOST_MOVED = 5_000_000;

/** Reads set commands, with `delete`, `move` and `edit` between them; line by line, never throws. */
export function readSet(text: string, root: Growing): Leftovers {
  const doubts: Span[] = [];
  const work: Work = { text, root, doubts, context: [], moves: MOST_MOVED };
  for (let at = 0; at < text.length; ) {
    const { words, next, open } = wordsAt(text, at, '[]');
    at = next;
    const command = PROMPT.test(words[0]?.text ?? '') ? words.slice(1) : words;
    if (command.length > 0) readCommand(command, work);
    const first = words[0];
    const last = words.at(-1);
    if (open !== undefined && first && last) doubts.push({ start: first.start, end: last.end });
  }
  return { doubts };
}

interface Work {
  readonly text: string;
  readonly root: Growing;
  readonly doubts: Span[];
  /** Where `edit` has gone. */
  context: readonly Word[];
  moves: number;
}

function readCommand(words: readonly Word[], work: Work): void {
  const first = words[0] as Word;
  const span = { start: first.start, end: (words.at(-1) as Word).end };
  const command = first.text.toLowerCase();
  switch (first.quoted ? '' : command) {
    case 'set': {
      const path = [...work.context, ...words.slice(1)];
      placeWords(work.root, ROOT, { text: work.text, words: path, span, strict: undefined }, 0);
      return;
    }
    case 'delete':
      remove(work.root, [...work.context, ...words.slice(1)]);
      return;
    case 'move':
      if (!move([...work.context, ...words.slice(1)], work)) work.doubts.push(span);
      return;
    case 'edit':
      work.context = [...work.context, ...words.slice(1)];
      return;
    case 'top':
      work.context = [];
      return;
    case 'up':
      work.context = work.context.slice(0, -1);
      return;
    default: {
      const isNoise = NOISE.has(command) || (isSign(first) && words[1]?.text.startsWith('edit'));
      if (!isNoise) work.doubts.push(span);
    }
  }
}

/** Takes back what a path leads to: a node, a value, or the values in brackets. */
function remove(root: Growing, path: readonly Word[]): void {
  let node = root;
  for (const [at, word] of path.entries()) {
    if (isSign(word)) {
      for (const value of path.slice(at + 1)) node.children.delete(value.text);
      return;
    }
    const child = node.children.get(word.text);
    if (!child) return;
    if (at === path.length - 1) node.children.delete(word.text);
    node = child;
  }
}

/** `move rulebase security rules R before S`, `… top`, `… bottom`; false where it is none. */
function move(words: readonly Word[], work: Work): boolean {
  const [lastButOne, last] = [words.at(-2)?.text, words.at(-1)?.text];
  const beside = lastButOne === 'before' || lastButOne === 'after' ? lastButOne : undefined;
  if (!beside && last !== 'top' && last !== 'bottom') return false;
  const path = words.slice(0, beside ? -2 : -1).map((word) => word.text);
  const name = path.pop() ?? '';
  let parent: Growing | undefined = work.root;
  for (const key of path) parent = parent?.children.get(key);
  const moved = parent?.children.get(name);
  // A rule that is not in the text may stand where it does.
  if (!parent || !moved) return false;
  const { children } = parent;
  work.moves -= children.size;
  if (work.moves < 0 || (beside && (last === name || !children.has(last ?? '')))) return false;
  children.delete(name);
  const rest = [...children];
  children.clear();
  if (last === 'top' && !beside) children.set(name, moved);
  for (const [key, node] of rest) {
    if (beside === 'before' && key === last) children.set(name, moved);
    children.set(key, node);
    if (beside === 'after' && key === last) children.set(name, moved);
  }
  if (!children.has(name)) children.set(name, moved);
  return true;
}
