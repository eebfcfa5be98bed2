import { diagnostic } from '../../diagnostics/codes.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Family } from '../../net/network.ts';
import { type Line, statementOf } from '../source/command-lines.ts';
import type { Written } from '../source/lines.ts';
import {
  type AccessEntry,
  type Binding,
  type Flavour,
  type Group,
  type GroupMember,
  type Interface,
  listKey,
  type Route,
} from './model.ts';

type Mutable<T> = {
  -readonly [K in keyof T]: T[K] extends readonly (infer Item)[] ? Item[] : T[K];
};

export type DraftInterface = Mutable<Interface>;

export interface DraftGroup {
  readonly kind: Group['kind'];
  readonly statement: Written;
  readonly members: GroupMember[];
  readonly unknown: Written[];
}

export interface DraftList {
  readonly name: string;
  readonly family: Family;
  readonly statement: Written;
  /** Only sources are said. */
  readonly isStandard: boolean;
  /** `show access-lists` says again what the configuration has. */
  readonly isShown: boolean;
  isNumbered: boolean;
  highest: number;
  /** In the order of the text; sorted by their numbers at the end. */
  entries: AccessEntry[];
}

/** Lines under a command belong to it. */
export interface Block {
  readonly indent: number;
  /** Whether a line belongs to it even without being indented, as in a script. */
  readonly takes: (line: Line) => boolean;
  readonly read: (line: Line) => void;
}

/** What grows while the text is read. */
export class Draft {
  readonly flavour: Flavour;
  readonly file: string;
  readonly lists: Map<string, DraftList> = new Map();
  readonly bindings: Map<string, Binding> = new Map();
  readonly usedElsewhere: Set<string> = new Set();
  readonly groups: Map<string, DraftGroup> = new Map();
  readonly interfaces: Map<string, DraftInterface> = new Map();
  readonly routes: Route[] = [];
  dynamicRouting: Written | undefined;
  readonly timeRanges: Map<string, string> = new Map();
  readonly translations: Written[] = [];
  readonly inspections: Map<string, string[]> = new Map();
  readonly droppingPolicies: Set<string> = new Set();
  readonly besides: Written[] = [];
  readonly doubts: Written[] = [];
  readonly diagnostics: Diagnostic[] = [];
  private unread = 0;

  constructor(flavour: Flavour, file: string) {
    this.flavour = flavour;
    this.file = file;
  }

  statement(line: Line): Written {
    return statementOf(this.file, line);
  }

  list(name: string, family: Family): DraftList | undefined {
    return this.lists.get(listKey(family, name));
  }

  /** Says that a line was not understood; after some hundred of them only how many. */
  notUnderstood(statement: Written, consequence: string, code: 'PT8001' | 'PT8002' = 'PT8001'): void {
    this.unread++;
    if (this.unread > MOST_NOT_UNDERSTOOD) return;
    const { place, text } = statement;
    const message = `${shortened(text)} was not understood`;
    this.diagnostics.push(diagnostic(code, { message, place, help: consequence }));
  }

  /** A line that could decide about any packet. */
  doubt(line: Line): void {
    const statement = this.statement(line);
    this.doubts.push(statement);
    this.notUnderstood(statement, 'It could decide about any packet, so that every verdict depends on it');
  }

  finish(): void {
    if (this.unread <= MOST_NOT_UNDERSTOOD) return;
    const more = this.unread - MOST_NOT_UNDERSTOOD;
    this.diagnostics.push(
      diagnostic('PT8001', {
        message: `${more} more ${more === 1 ? 'line was' : 'lines were'} not understood in ${this.file}`,
        help: 'Check that the file is the output of "show running-config" or "show access-lists" of a Cisco router or switch',
      }),
    );
  }
}

const MOST_NOT_UNDERSTOOD = 200;

/** A statement in quotes, for a message. */
function shortened(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 79)}…` : text);
}
