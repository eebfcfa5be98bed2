import type { Endpoint, Flow, Reason } from '../plan/model.ts';
import { needsNetwork } from '../plan/rows.ts';
import { namesOf, pathText, portsText, reasonText, rolesText } from './words.ts';

/** The columns, in order: what a firewall team asks for, then how to find the way back into the plan. */
export const CSV_COLUMNS = [
  'source name',
  'source address',
  'source zone',
  'destination name',
  'destination address',
  'destination zone',
  'protocol',
  'ports',
  'service',
  'direction',
  'phase',
  'from date',
  'until date',
  'filters',
  'conversation',
  'flow',
  'reason',
] as const;

export interface CsvOptions {
  /** Start with a byte order mark, by which Excel knows UTF-8. */
  readonly bom?: boolean;
}

/** Rows are handed out in pieces of about this many characters. */
const CHUNK = 256 * 1024;

/**
 * The plan as RFC 4180 text, one row for each pair of networks and each service, in pieces. What is the same
 * in many rows is escaped once: an end's cells for the whole plan, a service's for its flow.
 */
export function* csvChunks(flows: Iterable<Flow>, options: CsvOptions = {}): Generator<string> {
  let chunk = `${options.bom ? '\ufeff' : ''}${CSV_COLUMNS.join(',')}\r\n`;
  const cells = new KnownCells();
  for (const flow of flows) {
    const tails = cells.tails(flow);
    const destinations = flow.to.map((to) => cells.of(to));
    for (const from of flow.from) {
      const sources = cells.of(from);
      for (const [i, to] of flow.to.entries()) {
        if (!needsNetwork(from, to)) continue;
        for (const source of sources) {
          for (const destination of destinations[i] ?? []) {
            // Family 0: known by name only, which pairs with everything.
            if (source.family !== destination.family && source.family !== 0 && destination.family !== 0)
              continue;
            const pair = source.text + destination.text;
            for (const tail of tails) chunk += pair + tail;
            if (chunk.length >= CHUNK) {
              yield chunk;
              chunk = '';
            }
          }
        }
      }
    }
  }
  if (chunk !== '') yield chunk;
}

interface Cells {
  readonly family: 0 | 4 | 6;
  /** Name, address and zone, escaped, with a comma behind each. */
  readonly text: string;
}

/**
 * Cells with commas between them, as one run of characters. A sum of texts is kept as a tree, which every row would
 * walk again; joining makes it flat once.
 */
function flat(...cells: readonly string[]): string {
  return cells.join(',');
}

/** Cells of a conversation: its title, and the roles of its ends the one way and the other. */
interface ConversationCells {
  readonly title: string;
  readonly roles: string;
  readonly back: string;
}

/** Remembers what stands in many rows: the cells of each end, reasons, and the words of the catalog. */
class KnownCells {
  readonly #ends = new Map<Endpoint, readonly Cells[]>();
  readonly #reasons = new Map<Reason, string>();
  readonly #conversations = new Map<Flow['conversation'], ConversationCells>();
  readonly #ways = new Map<Flow['path'], string>();
  readonly #words = new Map<string, string>();

  of(end: Endpoint): readonly Cells[] {
    const known = this.#ends.get(end);
    if (known) return known;
    const name = csvCell(end.name);
    const zone = csvCell(end.zone);
    const cells: Cells[] = end.networks.map((network) => ({
      family: network.family,
      text: flat(name, csvCell(network.text), zone, ''),
    }));
    if (cells.length === 0)
      cells.push({ family: 0, text: flat(name, csvCell(namesOf(end).join(' ')), zone, '') });
    this.#ends.set(end, cells);
    return cells;
  }

  /** The cells behind the ends, for each service of a flow. */
  tails(flow: Flow): string[] {
    const { title, roles, back } = this.#conversation(flow);
    const after = `${this.#way(flow)},${title},${csvCell(flow.id)}`;
    const because = this.#because('', flow.reasons);
    return flow.services.map((service) => {
      const { transport, phase, window } = service;
      const what = `${transport},${this.#word(portsText(service))},${this.#word(service.service.name)},${flow.reverse ? back : roles}`;
      const when = window
        ? `${phase},${csvCell(window.from ?? '')},${csvCell(window.until ?? '')}`
        : `${phase},,`;
      const reasons = this.#because(because, service.reasons);
      const isQuoted = reasons !== '' && QUOTED.test(reasons);
      return flat(what, when, after, `${isQuoted ? `"${reasons.replaceAll('"', '""')}"` : reasons}\r\n`);
    });
  }

  /** What is the same in all flows of a conversation. */
  #conversation(flow: Flow): ConversationCells {
    const { conversation } = flow;
    let cells = this.#conversations.get(conversation);
    if (!cells) {
      const { title, initiator, responder } = conversation;
      cells = {
        title: csvCell(title),
        roles: csvCell(rolesText({ conversation: { initiator, responder }, reverse: false })),
        back: csvCell(rolesText({ conversation: { initiator, responder }, reverse: true })),
      };
      this.#conversations.set(conversation, cells);
    }
    return cells;
  }

  #way(flow: Flow): string {
    let cell = this.#ways.get(flow.path);
    if (cell === undefined) {
      cell = csvCell(pathText(flow));
      this.#ways.set(flow.path, cell);
    }
    return cell;
  }

  #word(text: string): string {
    let cell = this.#words.get(text);
    if (cell === undefined) {
      cell = csvCell(text);
      this.#words.set(text, cell);
    }
    return cell;
  }

  /** Reasons behind others: each is neutralised by itself, since a spreadsheet may split at the semicolons. */
  #because(before: string, reasons: readonly Reason[]): string {
    let text = before;
    for (const reason of reasons) {
      let safe = this.#reasons.get(reason);
      if (safe === undefined) {
        safe = neutralised(reasonText(reason));
        this.#reasons.set(reason, safe);
      }
      text = text === '' ? safe : `${text}; ${safe}`;
    }
    return text;
  }
}

/** What a spreadsheet may run as a formula, at the start of a cell. Full-width forms count in East Asian versions. */
const FORMULA = /^(?=[\t\r\n]|[\s\p{Cf}]*[=+\-@＝＋－＠])/u;
/** The same behind what some locales' spreadsheets take for the end of a cell, quoted or not. */
const INNER_FORMULA = /([;\t\r\n]["\s\p{Cf}]*)(?=[=+\-@＝＋－＠])/gu;
const QUOTED = /[",\r\n;\t]|^\s|\s$/;

/** What most cells are: printable ASCII that starts with a letter or digit and holds nothing to quote. */
const PLAIN = /^[0-9A-Za-z](?:[ !#-+\--:<-~]*[!#-+\--:<-~])?$/;

/** One cell: neutralised by a leading apostrophe where it could be a formula, quoted where it needs to be. */
export function csvCell(text: string): string {
  if (text === '' || PLAIN.test(text)) return text;
  const safe = neutralised(text);
  return QUOTED.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Text that no spreadsheet takes for a formula, also where it splits a cell at semicolons or at ends of lines. */
export function neutralised(text: string): string {
  return text.replace(FORMULA, "'").replace(INNER_FORMULA, "$1'");
}
