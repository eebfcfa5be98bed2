/** XML as a tree that knows where everything stands, for the languages that are written in it. */
import sax, { type SAXOptions } from 'sax';

export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** The text directly in it, without the blanks around. */
  readonly text: string;
  /** Offset of its `<`. */
  readonly start: number;
  /** Offset after its end tag. */
  readonly end: number;
}

export interface XmlReading {
  /** What could be read up to the first fault; absent where there is no element at all. */
  readonly root?: XmlElement;
  readonly fault?: { readonly offset: number; readonly message: string };
}

/** Deeper than any filter's configuration; a tree of this depth is safe to walk by recursion. */
const DEEPEST = 200;
const MOST_ELEMENTS = 4_000_000;

interface Open {
  name: string;
  attributes: ReadonlyMap<string, string>;
  children: XmlElement[];
  text: string;
  start: number;
  end: number;
}

/**
 * Reads one document. Never throws. Nothing outside of the text is read, and no entity but XML's own five is known:
 * a document type can't make a small text large.
 */
export function readXml(text: string): XmlReading {
  const xml = sax.parser(true, OPTIONS);
  const open: Open[] = [];
  let root: Open | undefined;
  let count = 0;
  let fault: XmlReading['fault'];
  const fail = (message: string, offset: number): void => {
    fault ??= { message, offset: Math.min(Math.max(0, offset), text.length) };
  };
  xml.onerror = (error) => {
    fail((error.message.split('\n')[0] ?? '').toLowerCase().replace(/\.$/, ''), xml.position - 1);
    xml.error = null as unknown as Error;
  };
  xml.onopentag = ({ name, attributes }) => {
    if (fault) return;
    const start = (xml.startTagPosition ?? 1) - 1;
    if (open.length >= DEEPEST) return fail(`elements stand more than ${DEEPEST} deep in each other`, start);
    count++;
    if (count > MOST_ELEMENTS) return fail(`there are more than ${MOST_ELEMENTS} elements`, start);
    const element: Open = {
      name,
      attributes: new Map(Object.entries(attributes as Record<string, string>)),
      children: [],
      text: '',
      start,
      end: text.length,
    };
    open.at(-1)?.children.push(element);
    if (!root) root = element;
    open.push(element);
  };
  xml.onclosetag = () => {
    if (fault) return;
    const element = open.pop();
    if (!element) return;
    element.end = xml.position;
    element.text = element.text.trim();
  };
  const add = (part: string): void => {
    const element = open.at(-1);
    if (element && !fault) element.text += part;
  };
  xml.ontext = add;
  xml.oncdata = add;
  // In pieces, so that reading ends soon after a fault.
  for (let at = 0; at < text.length && !fault; at += PIECE) xml.write(text.slice(at, at + PIECE));
  if (!fault) xml.close();
  for (const element of open) element.text = element.text.trim();
  return { ...(root && { root }), ...(fault && { fault }) };
}

const PIECE = 65_536;

/** The package's types don't know `strictEntities`, which leaves HTML's entities out. */
const OPTIONS: SAXOptions & { readonly strictEntities: boolean } = { strictEntities: true, position: true };

/** The children of a name, in order. */
export function childrenOf(element: XmlElement | undefined, name: string): readonly XmlElement[] {
  return element?.children.filter((child) => child.name === name) ?? [];
}

/** The first child of a name. */
export function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((child) => child.name === name);
}
