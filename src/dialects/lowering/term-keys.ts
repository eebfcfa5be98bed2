import { counted } from './counted.ts';
import type { DraftTerm } from './draft-term.ts';
import type { Side, TermService } from './term.ts';

/**
 * Keys of terms, which are the same for terms that are alike in all but one part. They are made of numbers for the
 * parts, the same for what says the same, and are numbers themselves: thousands of them are compared again and again.
 */
export class TermKeys {
  private readonly sides = new Map<Side, number>();
  private readonly services = new Map<readonly TermService[], number>();
  private readonly serviceTexts = new Map<string, number>();
  private readonly frameTexts = new Map<string, number>();

  /** A row for each of the terms. */
  tableOf(terms: readonly DraftTerm[]): TermTable {
    const frames = new Int32Array(terms.length);
    const [transports, names] = [new Int32Array(terms.length), new Int32Array(terms.length)];
    const [from, to] = [new Int32Array(terms.length), new Int32Array(terms.length)];
    const services = new Int32Array(terms.length);
    let last: DraftTerm | undefined;
    for (let row = 0; row < terms.length; row++) {
      const term = terms[row] as DraftTerm;
      // Terms that follow each other are mostly alike in this.
      frames[row] = last && isAlike(last, term) ? (frames[row - 1] as number) : this.frame(frameText(term));
      last = term;
      transports[row] = TRANSPORTS[term.services[0]?.transport ?? 'esp'];
      from[row] = this.side(term.from);
      to[row] = this.side(term.to);
      services[row] = this.serviceList(term.services);
      if (term.to.kind === 'names') names[row] = 1 + (to[row] as number);
    }
    const { sides, serviceTexts } = this;
    return new TermTable({ frames, transports, names, from, to, services }, sides.size, serviceTexts.size);
  }

  private frame(text: string): number {
    return numberOf(text, this.frameTexts);
  }

  /** Sides that say the same are the same object. */
  private side(side: Side): number {
    return numberOf(side, this.sides);
  }

  private serviceList(services: readonly TermService[]): number {
    let number = this.services.get(services);
    if (number === undefined) {
      number = numberOf(servicesText(services), this.serviceTexts);
      this.services.set(services, number);
    }
    return number;
  }
}

function numberOf<T>(one: T, known: Map<T, number>): number {
  let number = known.get(one);
  if (number === undefined) {
    number = known.size;
    known.set(one, number);
  }
  return number;
}

/** A number for each row in each of them. */
interface Columns {
  /** For what must be alike in any case. */
  readonly frames: Int32Array;
  readonly transports: Int32Array;
  /** For destinations that are known by name; others have 0. */
  readonly names: Int32Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly services: Int32Array;
}

type Key = number | string;

/** @property sides and services: how many numbers of them there are. */
export class TermTable {
  private readonly columns: Columns;
  private readonly sides: number;
  private readonly services: number;

  constructor(columns: Columns, sides: number, services: number) {
    this.columns = columns;
    this.sides = sides;
    this.services = services;
  }

  /** Alike in all but the services. */
  besidesServices(row: number): Key {
    const { frames, from, to } = this.columns;
    return this.keyOf(frames[row], from[row], to[row], this.sides);
  }

  besidesServicesOfTransport(row: number): Key {
    const { frames, transports, from, to } = this.columns;
    const frame = (frames[row] as number) * COUNT_OF_TRANSPORTS + (transports[row] as number);
    return this.keyOf(frame, from[row], to[row], this.sides);
  }

  /** Names stay with the flow that they are for. */
  besidesDestination(row: number): Key {
    const { frames, names, from, services } = this.columns;
    const name = names[row] as number;
    const key = this.keyOf(frames[row], from[row], services[row], this.services);
    return name === 0 ? key : `${key} to ${name}`;
  }

  besidesSource(row: number): Key {
    const { frames, to, services } = this.columns;
    return this.keyOf(frames[row], to[row], services[row], this.services);
  }

  /** One number of three, of which the second is a side's; a text where that would be no exact one. */
  private keyOf(frame = 0, side = 0, other = 0, others = 0): Key {
    const key = (frame * this.sides + side) * others + other;
    return key <= Number.MAX_SAFE_INTEGER ? key : `${frame} ${side} ${other}`;
  }
}

const TRANSPORTS: Readonly<Record<TermService['transport'], number>> = {
  tcp: 0,
  udp: 1,
  icmp: 2,
  icmpv6: 3,
  esp: 4,
};
const COUNT_OF_TRANSPORTS = 5;

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
  rpcOf(a.services) === rpcOf(b.services);

function rpcOf(services: readonly TermService[]): string {
  if (services.length === 1) return services[0]?.rpc ?? '';
  return services.find(({ rpc }) => rpc !== undefined)?.rpc ?? '';
}

function frameText(term: DraftTerm): string {
  const { direction, fromInterface, toInterface, families, phase, window, program, windowsService } = term;
  const rpc = rpcOf(term.services);
  const names = counted(fromInterface) + counted(toInterface) + counted(program) + counted(windowsService);
  return `${direction} ${families.join('')} ${phase} ${counted(window?.from)}${counted(window?.until)} ${rpc} ${names}`;
}
