import { diagnostic } from '../../diagnostics/codes.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { type Lines, type Written, writtenAt } from '../source/lines.ts';
import type { Cursor, Work } from './cursor.ts';
import { ROOT } from './schema.ts';
import { type Node, nodeOf } from './tree.ts';

const MOST_NOT_UNDERSTOOD = 200;
const MOST_DOUBTS = 20;
/** Commands that change what stands before look through what is there. */
const MOST_LOOKED_THROUGH = 4_000_000;

/** What grows while the text is read. */
export class Draft {
  readonly lines: Lines;
  readonly root: Node = nodeOf('', '', { start: 0, end: 0, index: 0 });
  readonly diagnostics: Diagnostic[] = [];
  /** Statements that could decide about any packet. */
  readonly doubts: Written[] = [];
  /** What was switched off and left out. */
  readonly inactive: Node[] = [];
  isMoved = false;
  readonly work: Work = { left: MOST_LOOKED_THROUGH };
  private unread = 0;

  constructor(lines: Lines) {
    this.lines = lines;
  }

  get top(): Cursor {
    return { node: this.root, body: ROOT };
  }

  written(start: number, end: number): Written {
    return writtenAt(this.lines, start, end);
  }

  /** A statement, with the text that shows what it is. */
  statement({ start, end, textEnd }: Node): Written {
    return { ...this.written(start, textEnd), span: { start, end } };
  }

  /** Says that something was not understood; after some hundred only how much more. */
  notUnderstood(statement: Written, consequence: string, code: 'PT8001' | 'PT8002' = 'PT8001'): void {
    this.unread++;
    if (this.unread > MOST_NOT_UNDERSTOOD) return;
    const text = statement.text.length > 80 ? `${statement.text.slice(0, 79)}…` : statement.text;
    this.diagnostics.push(
      diagnostic(code, {
        message: `${JSON.stringify(text)} was not understood`,
        place: statement.place,
        help: consequence,
      }),
    );
  }

  /** A statement that could decide about any packet. */
  doubt(statement: Written): void {
    if (this.doubts.length < MOST_DOUBTS) this.doubts.push(statement);
    this.notUnderstood(statement, 'It could decide about any packet, so that every verdict depends on it');
  }

  finish(): void {
    const more = this.unread - MOST_NOT_UNDERSTOOD;
    if (more <= 0) return;
    this.diagnostics.push(
      diagnostic('PT8001', {
        message: `${more} more ${more === 1 ? 'statement was' : 'statements were'} not understood in ${this.lines.file}`,
        help: 'Check that the file is the output of "show configuration" of an SRX, with or without "| display set"',
      }),
    );
  }
}
