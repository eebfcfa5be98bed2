import { truncateBytes, visibleAscii } from '../plain-text.ts';
import { timeText } from '../time-text.ts';
import { flowsText, type Term } from './term.ts';

/** One line of ASCII for command lines, which take a question mark for a call for help. */
export function asciiLine(text: string, longest: number): string {
  // Most texts are that already.
  if (text.length <= longest && PLAIN.test(text)) return text;
  const plain = visibleAscii(text).replaceAll('?', '.').replace(/ +/g, ' ').trim();
  return truncateBytes(plain, longest).trim();
}

/** Words of printable ASCII without a question mark, with single spaces between them; or nothing. */
const PLAIN = /^(?:[!->@-~]+(?: [!->@-~]+)*)?$/;

/** What stands above a rule: who talks to whom and when, and the flows that need it, each on a line. */
export function remarksOf(term: Term, longest: number): readonly string[] {
  const title = asciiLine(`${term.title} (${timeText(term)})`, longest);
  const names = flowsText(term);
  const flows = names === '' ? '' : asciiLine(`flows: ${names}`, longest);
  if (title !== '' && flows !== '') return [title, flows];
  return [title, flows].filter((line) => line !== '');
}
