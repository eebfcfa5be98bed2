/** Reads a workbook back by its own rules, knowing nothing of how it was written. */
import { unzipSync } from 'fflate';
import sax from 'sax';

export interface ReadSheet {
  readonly name: string;
  readonly rows: readonly (readonly string[])[];
  readonly frozenRows: number;
  readonly filter: string;
  readonly widths: readonly number[];
}

type Handle = (name: string, attributes: Readonly<Record<string, string>>, text: string) => void;

/** Calls back at the end of each element, with the text that stands in it; throws where it isn't well-formed. */
function readXml(bytes: Uint8Array, onEnd: Handle): void {
  const parser = sax.parser(true);
  const open: { attributes: Record<string, string>; text: string }[] = [];
  parser.onopentag = ({ attributes }) => {
    open.push({ attributes: attributes as Record<string, string>, text: '' });
  };
  const add = (text: string): void => {
    const last = open.at(-1);
    if (last) last.text += text;
  };
  parser.ontext = add;
  parser.onclosetag = (name) => {
    const { attributes, text } = open.pop() ?? { attributes: {}, text: '' };
    onEnd(name, attributes, text);
  };
  parser.onerror = (error) => {
    throw error;
  };
  parser.write(new TextDecoder('utf-8', { fatal: true }).decode(bytes)).close();
}

export function readXlsx(bytes: Uint8Array): ReadSheet[] {
  const files = unzipSync(bytes);
  const part = (path: string): Uint8Array => {
    const file = files[path];
    if (!file) throw new Error(`no part ${path}`);
    return file;
  };
  const types = new Set<string>();
  readXml(part('[Content_Types].xml'), (name, { PartName }) => {
    if (name === 'Override' && PartName !== undefined) types.add(PartName.slice(1));
  });
  for (const type of types) part(type);
  readXml(part('xl/styles.xml'), () => {});
  readXml(part('_rels/.rels'), () => {});
  const targets = new Map<string, string>();
  readXml(part('xl/_rels/workbook.xml.rels'), (_, { Id = '', Target = '' }) => targets.set(Id, Target));
  const texts: string[] = [];
  readXml(part('xl/sharedStrings.xml'), (name, _, text) => {
    if (name === 't')
      texts.push(
        text.replace(/_x([0-9A-F]{4})_/g, (_all, code) => String.fromCharCode(Number.parseInt(code, 16))),
      );
  });
  const sheets: ReadSheet[] = [];
  readXml(part('xl/workbook.xml'), (name, attributes) => {
    if (name !== 'sheet') return;
    sheets.push(readSheet(attributes.name ?? '', part(`xl/${targets.get(attributes['r:id'] ?? '')}`), texts));
  });
  return sheets;
}

function readSheet(name: string, bytes: Uint8Array, texts: readonly string[]): ReadSheet {
  const rows: string[][] = [];
  const widths: number[] = [];
  let [row, value, frozenRows, filter] = [[] as string[], '', 0, ''];
  readXml(bytes, (tag, attributes, text) => {
    if (tag === 'f') throw new Error('a formula');
    if (tag === 'v') value = texts[Number(text)] ?? `no text ${text}`;
    if (tag === 'c') {
      row.push(value);
      value = '';
    }
    if (tag === 'row') {
      rows.push(row);
      row = [];
    }
    if (tag === 'pane') frozenRows = Number(attributes.ySplit);
    if (tag === 'autoFilter') filter = attributes.ref ?? '';
    if (tag === 'col') widths.push(Number(attributes.width));
  });
  return { name, rows, frozenRows, filter, widths };
}
