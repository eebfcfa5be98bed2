/** A line on the terminal that says how far it is; nothing where standard error is no terminal. */
import type { Observation } from '../../plan/observation.ts';
import { FINE_VERDICTS } from '../../report/observations-order.ts';

const BAR = 24;
const EVERY = 100;

export class Progress {
  readonly #total: number;
  readonly #write: ((text: string) => void) | undefined;
  #done = 0;
  #bad = 0;
  #shown = 0;

  /** @param write where the line goes; absent: nowhere */
  constructor(total: number, write: ((text: string) => void) | undefined) {
    this.#total = total;
    this.#write = write;
  }

  add({ verdict }: Observation): void {
    this.#done++;
    if (!FINE_VERDICTS.has(verdict)) this.#bad++;
    const now = performance.now();
    if (now - this.#shown < EVERY && this.#done < this.#total) return;
    this.#shown = now;
    this.#write?.(`\r${progressLine(this.#done, this.#total, this.#bad)}\u001b[K`);
  }

  /** Takes the line away again. */
  end(): void {
    if (this.#shown > 0) this.#write?.('\r\u001b[K');
  }
}

/** `[####      ] 40/100, 3 not fine`. */
function progressLine(done: number, total: number, bad: number): string {
  const filled = total === 0 ? BAR : Math.round((BAR * done) / total);
  return `[${'#'.repeat(filled)}${' '.repeat(BAR - filled)}] ${done}/${total}, ${bad} not fine`;
}
