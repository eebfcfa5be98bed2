import { truncateBytes, visibleAscii } from '../plain-text.ts';
import { timeText } from '../time-text.ts';
import { originsOf, type Term } from './term.ts';

/** One line of ASCII for command lines, which take a question mark for a call for help. */
export function asciiLine(text: string, longest: number): string {
  const plain = visibleAscii(text).replaceAll('?', '.').replace(/ +/g, ' ').trim();
  return truncateBytes(plain, longest).trim();
}

/** What stands above a rule: who talks to whom and when, and the flows that need it, each on a line. */
export function remarksOf(term: Term, longest: number): readonly string[] {
  const flows = originsOf(term)
    .map((origin) => origin.flow)
    .join(', ');
  const lines = [`${term.title} (${timeText(term)})`, ...(flows === '' ? [] : [`flows: ${flows}`])];
  return lines.map((line) => asciiLine(line, longest)).filter((line) => line !== '');
}
