import { diagnostic } from '../../diagnostics/codes.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { AddressRange } from '../../net/network.ts';
import { type Line, statementOf } from '../source/command-lines.ts';
import type {
  AccessEntry,
  Binding,
  GroupKind,
  GroupMember,
  Inspection,
  Interface,
  NetworkObject,
  Route,
  ServiceObject,
  Statement,
  Vpn,
} from './model.ts';

type Mutable<T> = {
  -readonly [K in keyof T]: T[K] extends readonly (infer Item)[] ? Item[] : T[K];
};

export type DraftInterface = Mutable<Interface>;

/** A line of an access list. */
export interface DraftEntry {
  /** The line's number in the text. */
  readonly number: number;
  readonly indent: number;
  /** What stands behind `line`. */
  readonly label: string | undefined;
  /** Read at once, or with all the others where it names groups that the text has not defined so far. */
  readonly read: AccessEntry | { readonly kind: 'unread'; readonly line: Line; readonly at: number };
  /** The lines under it in `show access-list`, which say what its groups hold. */
  expansion?: Line[];
}

/** Lines of one access list; not all are read yet: what a group is decides how a line reads, and groups may come later. */
export interface DraftList {
  readonly name: string;
  readonly lines: DraftEntry[];
}

export interface DraftGroup {
  kind: GroupKind;
  statement: Statement;
  transport?: 'tcp' | 'udp' | 'tcp-udp';
  members: GroupMember[];
  unknown: Statement[];
}

interface DraftVpn extends Mutable<Omit<Vpn, 'maps' | 'clients'>> {
  readonly maps: Map<string, Set<string>>;
  readonly clients: Set<string>;
}

/** Lines under a command belong to it. */
export interface Block {
  readonly indent: number;
  /** Commands that belong to the block even without being indented, as in a script. */
  readonly commands: ReadonlySet<string>;
  readonly read: (line: Line) => void;
}

/** What grows while the text is read. */
export class Draft {
  readonly file: string;
  version: number | undefined;
  needsLists = false;
  readonly lists: Map<string, DraftList> = new Map();
  readonly bindings: Map<string, Binding> = new Map();
  readonly usedElsewhere: Set<string> = new Set();
  readonly aliases: Map<string, AddressRange> = new Map();
  readonly objects: Map<string, Mutable<NetworkObject>> = new Map();
  readonly services: Map<string, Mutable<ServiceObject>> = new Map();
  readonly groups: Map<string, DraftGroup> = new Map();
  readonly interfaces: DraftInterface[] = [];
  readonly routes: Route[] = [];
  dynamicRouting: Statement | undefined;
  readonly timeRanges: Map<string, string> = new Map();
  sameSecurity: { inter: boolean; intra: boolean } = { inter: false, intra: false };
  readonly translations: Statement[] = [];
  readonly oldTranslations: Statement[] = [];
  readonly dcerpc: Inspection[] = [];
  readonly tftp: Inspection[] = [];
  readonly servicePolicies: Set<string> = new Set();
  readonly globalPolicies: Set<string> = new Set();
  readonly usualClasses: Set<string> = new Set();
  readonly otherClasses: Set<string> = new Set();
  readonly vpn: DraftVpn = {
    bypass: true,
    entries: [],
    maps: new Map(),
    clients: new Set(),
    pools: [],
    filters: [],
  };
  readonly doubts: Statement[] = [];
  /** Commands of the top level that no table knows, some with lines under them that belong to objects or interfaces. */
  readonly strangers: { readonly line: Line; holdsMembers?: boolean }[] = [];
  readonly diagnostics: Diagnostic[] = [];
  private unread = 0;
  private insertions = 0;

  constructor(file: string) {
    this.file = file;
  }

  statement(line: Line): Statement {
    return statementOf(this.file, line);
  }

  /** Says that a line was not understood; after some hundred of them only how many. */
  notUnderstood(statement: Statement, consequence: string, code: 'PT8001' | 'PT8002' = 'PT8001'): void {
    this.unread++;
    if (this.unread > MOST_NOT_UNDERSTOOD) return;
    this.diagnostics.push(
      diagnostic(code, {
        message: `${shortened(statement.text)} was not understood`,
        place: statement.place,
        help: consequence,
      }),
    );
  }

  /** A line that could decide about any packet. */
  doubt(line: Line): void {
    const statement = this.statement(line);
    this.doubts.push(statement);
    this.notUnderstood(statement, 'It could decide about any packet, so that every verdict depends on it');
  }

  /** Counts insertions into lists, whose cost grows with the list. */
  mayInsert(most: number): boolean {
    this.insertions++;
    return this.insertions <= most;
  }

  finish(): void {
    if (this.unread <= MOST_NOT_UNDERSTOOD) return;
    const more = this.unread - MOST_NOT_UNDERSTOOD;
    this.diagnostics.push(
      diagnostic('PT8001', {
        message: `${more} more ${more === 1 ? 'line was' : 'lines were'} not understood in ${this.file}`,
        help: 'Check that the file is the output of "show running-config" or "show access-list" of a Cisco ASA',
      }),
    );
  }
}

const MOST_NOT_UNDERSTOOD = 200;

/** A statement in quotes, for a message. */
function shortened(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 79)}…` : text);
}
