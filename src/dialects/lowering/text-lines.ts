/**
 * The lines of a text, as a printer says them. Those of the last few rules are joined from time to time: thousands of
 * short strings that live until the end are copied by the garbage collector again and again.
 */
export class TextLines {
  private readonly parts: string[] = [];
  private lines: string[] = [];
  /** How many lines there are. */
  count = 0;

  add(line: string): void {
    this.lines.push(line);
    this.count++;
    if (this.lines.length === MOST_OPEN) this.close();
  }

  addAll(lines: readonly string[]): void {
    for (const line of lines) this.add(line);
  }

  /** All of them, each with its end. */
  text(): string {
    this.close();
    return this.parts.join('');
  }

  private close(): void {
    if (this.lines.length === 0) return;
    this.lines.push('');
    this.parts.push(this.lines.join('\n'));
    this.lines = [];
  }
}

const MOST_OPEN = 512;
