import { counted } from './counted.ts';
import type { DraftTerm } from './draft-term.ts';
import type { Side, TermService } from './term.ts';

/**
 * Numbers for what terms are made of, the same for what says the same. Keys made of them are short, which those of
 * thousands of terms, compared again and again, had better be.
 */
export class TermKeys {
  readonly #sides = new Map<Side, number>();
  readonly #services = new Map<readonly TermService[], number>();
  readonly #texts = new Map<string, number>();
  #last: { readonly term: DraftTerm; readonly besides: string; readonly number: number } | undefined;

  /** Sides that say the same are the same object. */
  side(side: Side): number {
    let number = this.#sides.get(side);
    if (number === undefined) {
      number = this.#sides.size;
      this.#sides.set(side, number);
    }
    return number;
  }

  services(services: readonly TermService[]): number {
    let number = this.#services.get(services);
    if (number === undefined) {
      number = this.#numberOf(servicesText(services));
      this.#services.set(services, number);
    }
    return number;
  }

  /** For what must be alike in any case, and something besides. */
  frame(term: DraftTerm, besides = ''): number {
    const last = this.#last;
    // Terms that follow each other are mostly alike in this.
    if (last && last.besides === besides && isAlike(last.term, term)) return last.number;
    const number = this.#numberOf(frameText(term) + besides);
    this.#last = { term, besides, number };
    return number;
  }

  /** One key of three of these numbers: a number itself, which is compared faster, as long as all fit into one. */
  static join(frame: number, side: number, other: number): number | string {
    return frame < MOST_FRAMES && side < MOST_NUMBERS && other < MOST_NUMBERS
      ? (frame * MOST_NUMBERS + side) * MOST_NUMBERS + other
      : `${frame} ${side} ${other}`;
  }

  #numberOf(text: string): number {
    let number = this.#texts.get(text);
    if (number === undefined) {
      number = this.#texts.size;
      this.#texts.set(text, number);
    }
    return number;
  }
}

/** Three of them fit into the 53 bits of an exact number. */
const MOST_NUMBERS = 2 ** 21;
const MOST_FRAMES = 2 ** 11;

function servicesText(services: readonly TermService[]): string {
  let text = '';
  for (const { transport, ports, rpc } of services) {
    text += `${transport}/`;
    for (const { first, last } of ports) text += `${first}-${last},`;
    text += `/${rpc ?? ''};`;
  }
  return text;
}

/** Whether two terms certainly have one frame: where they hold the same values. */
const isAlike = (a: DraftTerm, b: DraftTerm): boolean =>
  a.direction === b.direction &&
  a.fromInterface === b.fromInterface &&
  a.toInterface === b.toInterface &&
  a.families === b.families &&
  a.phase === b.phase &&
  a.window === b.window &&
  a.program === b.program &&
  a.windowsService === b.windowsService &&
  rpcOf(a) === rpcOf(b);

function rpcOf({ services }: DraftTerm): string {
  for (const { rpc } of services) if (rpc !== undefined) return rpc;
  return '';
}

function frameText(term: DraftTerm): string {
  const { direction, fromInterface, toInterface, families, phase, window, program, windowsService } = term;
  const rpc = rpcOf(term);
  const names = counted(fromInterface) + counted(toInterface) + counted(program) + counted(windowsService);
  return `${direction} ${families.join('')} ${phase} ${counted(window?.from)}${counted(window?.until)} ${rpc} ${names}`;
}
