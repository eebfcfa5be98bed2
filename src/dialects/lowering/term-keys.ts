import { counted } from './counted.ts';
import type { DraftTerm } from './draft-term.ts';
import type { Side, TermService } from './term.ts';

/**
 * Numbers for what terms are made of, the same for what says the same: a column for each part, a row for each term.
 * Thousands of them are compared again and again.
 */
export interface TermTable {
  /** For what must be alike in any case. */
  readonly frames: Column;
  /** The same, and the transport besides. */
  readonly framesOfTransports: Column;
  /** The same, and destinations besides where they are known by name. */
  readonly framesOfNames: Column;
  readonly from: Column;
  readonly to: Column;
  readonly services: Column;
}

export interface Column {
  readonly numbers: Int32Array;
  /** More than any of them. */
  limit: number;
}

/** Gives out the numbers. */
export class TermKeys {
  private readonly sides = new Map<Side, number>();
  private readonly services = new Map<readonly TermService[], number>();
  private readonly serviceTexts = new Map<string, number>();
  private readonly frames = new Map<string, number>();

  tableOf(terms: readonly DraftTerm[]): TermTable {
    const column = (): Column => ({ numbers: new Int32Array(terms.length), limit: 0 });
    const table: TermTable = {
      frames: column(),
      framesOfTransports: column(),
      framesOfNames: column(),
      from: column(),
      to: column(),
      services: column(),
    };
    let last: DraftTerm | undefined;
    let frame = 0;
    for (let row = 0; row < terms.length; row++) {
      const term = terms[row] as DraftTerm;
      const { from, to, services } = term;
      // Terms that follow each other are mostly alike in this.
      if (!last || !isAlike(last, term)) frame = numberOf(frameText(term), this.frames);
      last = term;
      const transport = TRANSPORTS[services[0]?.transport ?? 'esp'];
      table.frames.numbers[row] = frame;
      table.framesOfTransports.numbers[row] = frame * COUNT_OF_TRANSPORTS + transport;
      table.framesOfNames.numbers[row] =
        to.kind === 'names' ? numberOf(`${frameText(term)} ${to.key}`, this.frames) : frame;
      table.from.numbers[row] = numberOf(from, this.sides);
      table.to.numbers[row] = numberOf(to, this.sides);
      table.services.numbers[row] = this.numberOfServices(services);
    }
    table.frames.limit = table.framesOfNames.limit = this.frames.size;
    table.framesOfTransports.limit = this.frames.size * COUNT_OF_TRANSPORTS;
    // Sides that say the same are the same object.
    table.from.limit = table.to.limit = this.sides.size;
    table.services.limit = this.serviceTexts.size;
    return table;
  }

  private numberOfServices(services: readonly TermService[]): number {
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

/** Rows that are alike in three columns have one key. */
export class RowKeys {
  private readonly frames: Column;
  private readonly one: Column;
  private readonly other: Column;

  constructor(frames: Column, one: Column, other: Column) {
    this.frames = frames;
    this.one = one;
    this.other = other;
  }

  /** One number of three, or a text where that would be no exact one. */
  of(row: number): number | string {
    const { frames, one, other } = this;
    const frame = frames.numbers[row] as number;
    const [a, b] = [one.numbers[row] as number, other.numbers[row] as number];
    const key = (frame * one.limit + a) * other.limit + b;
    return key <= Number.MAX_SAFE_INTEGER ? key : `${frame} ${a} ${b}`;
  }

  /** Whether no two rows are alike. */
  areDistinct(): boolean {
    const { frames, one, other } = this;
    const most = frames.limit * one.limit * other.limit;
    if (most <= MOST_MARKS) return this.areMarkedOnce(new Uint8Array(most));
    const seen = new Set<number | string>();
    const count = frames.numbers.length;
    for (let row = 0; row < count; row++) seen.add(this.of(row));
    return seen.size === count;
  }

  /** The same, with a mark for each key that there can be: much faster where those are few. */
  private areMarkedOnce(marks: Uint8Array): boolean {
    const { numbers: frames } = this.frames;
    const { numbers: one, limit: ones } = this.one;
    const { numbers: other, limit: others } = this.other;
    for (let row = 0; row < frames.length; row++) {
      const key = ((frames[row] as number) * ones + (one[row] as number)) * others + (other[row] as number);
      if (marks[key] === 1) return false;
      marks[key] = 1;
    }
    return true;
  }
}

/** More would take longer to clear than keys to be taken in. */
const MOST_MARKS = 1 << 22;

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
