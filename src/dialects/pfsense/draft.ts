import { diagnostic } from '../../diagnostics/codes.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { type Lines, type Written, writtenAt } from '../source/lines.ts';
import type { XmlElement } from '../source/xml.ts';
import type { Product } from './model.ts';

const MOST_NOT_UNDERSTOOD = 200;
const MOST_DOUBTS = 20;

/** What grows while the text is read. */
export class Draft {
  readonly lines: Lines;
  readonly product: Product;
  readonly diagnostics: Diagnostic[] = [];
  readonly doubts: Written[] = [];
  private unread = 0;

  constructor(lines: Lines, product: Product) {
    this.lines = lines;
    this.product = product;
  }

  statement({ start, end }: Pick<XmlElement, 'start' | 'end'>): Written {
    return writtenAt(this.lines, start, end);
  }

  /** Says that something was not understood; after some hundred only how much more. */
  notUnderstood(statement: Written, consequence: string, code: 'PT8001' | 'PT8002'): void {
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

  /** Something that could decide about any packet. */
  doubt(statement: Written): void {
    if (this.doubts.length < MOST_DOUBTS) this.doubts.push(statement);
    this.notUnderstood(
      statement,
      'It could decide about any packet, so that every verdict depends on it',
      'PT8001',
    );
  }

  finish(): void {
    const more = this.unread - MOST_NOT_UNDERSTOOD;
    if (more > 0)
      this.diagnostics.push(
        diagnostic('PT8001', { message: `${more} more elements were not understood in ${this.lines.file}` }),
      );
  }
}
