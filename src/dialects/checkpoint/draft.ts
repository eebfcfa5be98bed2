import { diagnostic } from '../../diagnostics/codes.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { type Lines, linesOf, writtenAt } from '../source/lines.ts';
import type { CpConfig, CpObject, Layer, Span } from './model.ts';

const MOST_NOT_UNDERSTOOD = 200;
/** Doubts that are kept one by one; each stands for every packet. */
const MOST_DOUBTS = 20;

/** What grows while a text is read. */
export class Draft {
  readonly lines: Lines;
  readonly diagnostics: Diagnostic[] = [];
  readonly objects: Map<string, CpObject> = new Map();
  readonly doubts: Span[] = [];
  private unread = 0;

  constructor(text: string, file: string) {
    this.lines = linesOf(text, file);
  }

  /** Of several texts about one object the one that says more. */
  add(object: CpObject): void {
    const known = this.objects.get(object.uid);
    if (!known || known.fields.size <= object.fields.size) this.objects.set(object.uid, object);
  }

  doubt(at: Span): void {
    if (this.doubts.length < MOST_DOUBTS) this.doubts.push({ start: at.start, end: at.end });
    this.say(at, 'It could decide about any packet, so that every verdict depends on it');
  }

  say(at: Span, help: string): void {
    this.unread++;
    if (this.unread > MOST_NOT_UNDERSTOOD) return;
    const { text, place } = writtenAt(this.lines, at.start, at.end);
    const shown = text.length > 80 ? `${text.slice(0, 79).toWellFormed()}…` : text;
    this.diagnostics.push(
      diagnostic('PT8001', { message: `${JSON.stringify(shown)} was not understood`, place, help }),
    );
  }

  done(
    form: CpConfig['form'],
    layers: readonly Layer[],
    ordered?: readonly string[],
  ): { config: CpConfig; diagnostics: readonly Diagnostic[] } {
    const more = this.unread - MOST_NOT_UNDERSTOOD;
    if (more > 0)
      this.diagnostics.push(
        diagnostic('PT8001', {
          message: `${more} more statements were not understood in ${this.lines.file}`,
          help: 'Check that the file is what "mgmt_cli show access-rulebase … --format json" prints, or a script of "mgmt_cli add …"',
        }),
      );
    const byName = new Map([...this.objects.values()].map((object) => [object.name, object]));
    const { file } = this.lines;
    const config: CpConfig = {
      file,
      lines: this.lines,
      form,
      objects: this.objects,
      byName,
      layers,
      ...(ordered && { ordered }),
      doubts: this.doubts,
    };
    return { config, diagnostics: this.diagnostics };
  }
}
