/**
 * The lines of a text, as a printer says them. Those of the last few rules are joined from time to time: thousands of
 * short strings that live until the end are copied by the garbage collector again and again.
 */
export class TextLines {
  private readonly parts: string[] = [];
  private open: string[] = [];
  /** How many lines there are. */
  count = 0;

  /** One line, which may come in two pieces: those are put together with all others only. */
  add(line: string, rest = ''): void {
    this.open.push(line, rest, '\n');
    this.count++;
    if (this.open.length >= MOST_OPEN) this.close();
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
    this.parts.push(this.open.join(''));
    this.open = [];
  }
}

const MOST_OPEN = 2048;
