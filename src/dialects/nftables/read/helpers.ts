/** Helpers of connection tracking: objects that a rule names, so that the kernel follows what they are made for. */
import { type JsonNode, member, stringOf } from '../../source/json.ts';
import type { ReadNftTable } from './model.ts';
import { type Reading, unclosed } from './reading.ts';
import { END } from './tokens.ts';

/** `type "tftp" protocol udp` and what else stands between a helper's braces; the opening one is taken. */
export function parseHelper(reading: Reading, table: ReadNftTable, name: string): void {
  const { cursor } = reading;
  const opened = cursor.start();
  const said: Partial<Record<'type' | 'protocol' | 'l3proto', string | undefined>> = {};
  for (;;) {
    cursor.skipSeparators();
    if (cursor.take('}')) break;
    if (cursor.kind() === END) {
      unclosed(reading, opened);
      return;
    }
    if (cursor.take('type')) said.type = cursor.name();
    else if (cursor.take('protocol')) said.protocol = cursor.name();
    else if (cursor.take('l3proto')) said.l3proto = cursor.name();
    else cursor.at++;
  }
  keep(table, name, said.type, said.protocol, said.l3proto);
}

export function readHelper(table: ReadNftTable, object: JsonNode): void {
  const text = (key: string): string | undefined => stringOf(member(object, key));
  const name = text('name');
  if (name !== undefined) keep(table, name, text('type'), text('protocol'), text('l3proto'));
}

/** One for another family than its table's follows a part of the packets only: it is taken for none. */
function keep(
  table: ReadNftTable,
  name: string,
  type: string | undefined,
  transport: string | undefined,
  family: string | undefined = table.family,
): void {
  const isWhole = transport === 'udp' && (family === 'inet' || family === table.family);
  if (type !== undefined && isWhole) table.helpers.set(name, type);
  else table.helpers.delete(name);
}
