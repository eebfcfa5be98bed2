import { childOf, readXml, type XmlElement } from '../source/xml.ts';
import type { Leftovers } from './read-set.ts';
import { ROOT, type Schema } from './schema.ts';
import { type Growing, grow, type Span, setValue } from './tree.ts';

/** Reads a configuration in XML, or a part of one as the API gives it. Never throws. */
export function readXmlForm(text: string, root: Growing): Leftovers {
  const from = Math.max(0, text.indexOf('<'));
  const { root: element, fault } = readXml(text.slice(from));
  const doubts: Span[] = [];
  if (fault) doubts.push({ start: from + fault.offset, end: from + fault.offset + 1 });
  const work: Work = { text, from, doubts };
  if (element) mount(element, root, work);
  return { doubts };
}

interface Work {
  readonly text: string;
  /** Where the document starts in the text. */
  readonly from: number;
  readonly doubts: Span[];
}

const spanOf = ({ start, end }: XmlElement, { from }: Work): Span => ({
  start: from + start,
  end: from + end,
});

/** Finds out where in a configuration an element belongs: the API gives the part that a path selects. */
function mount(element: XmlElement, root: Growing, work: Work): void {
  switch (element.name) {
    case 'config':
      fill(root, ROOT, element, work);
      return;
    case 'response':
    case 'result':
      for (const child of element.children) mount(child, root, work);
      return;
    case 'rules':
      wrap(['rulebase', 'security'], [element], root, work);
      return;
    case 'security':
    case 'default-security-rules':
    case 'nat':
      wrap(['rulebase'], [element], root, work);
      return;
    case 'entry': {
      const path = entryPath(element);
      if (path) wrap(path, [element], root, work);
      else work.doubts.push(spanOf(element, work));
      return;
    }
    case 'msg':
      return;
    default:
      if (ROOT.kind === 'keys' && ROOT.keys.has(element.name)) wrap([], [element], root, work);
      else work.doubts.push(spanOf(element, work));
  }
}

/** What kind of entry it is that stands alone: known by what is in it. */
function entryPath(entry: XmlElement): readonly string[] | undefined {
  const has = (...names: readonly string[]): boolean => names.some((name) => childOf(entry, name));
  if (has('action') && has('from', 'to', 'source', 'destination')) return ['rulebase', 'security', 'rules'];
  if (has('ip-netmask', 'ip-range', 'ip-wildcard', 'fqdn')) return ['address'];
  if (has('static', 'dynamic')) return ['address-group'];
  if (has('protocol')) return ['service'];
  if (has('members')) return ['service-group'];
  if (has('pre-rulebase', 'post-rulebase')) return ['device-group'];
  if (has('rulebase', 'zone', 'address', 'service')) return ['vsys'];
  return has('vsys', 'network', 'device-group') ? ['devices'] : undefined;
}

/** Elements as if the whole configuration stood around them. */
function wrap(path: readonly string[], children: readonly XmlElement[], root: Growing, work: Work): void {
  let inner = children;
  const [first] = children;
  if (!first) return;
  for (const name of [...path].reverse())
    inner = [{ ...first, name, attributes: new Map(), text: '', children: inner }];
  fill(root, ROOT, { ...first, name: 'config', attributes: new Map(), text: '', children: inner }, work);
}

/** Copies what the schema knows; depth is the schema's, which has an end. */
function fill(node: Growing, schema: Schema, element: XmlElement, work: Work): void {
  switch (schema.kind) {
    case 'skip':
      return;
    case 'leaf':
      if (element.text !== '') setValue(node, element.text, spanOf(element, work));
      else if (element.children.length > 0) node.strangers.push({ ...spanOf(element, work), torn: true });
      return;
    case 'list':
      if (element.text !== '') setValue(node, element.text, spanOf(element, work));
      for (const child of element.children) {
        const value = child.name === 'entry' ? child.attributes.get('name') : child.text;
        if (value === undefined) node.strangers.push({ ...spanOf(child, work), torn: true });
        else setValue(node, value, spanOf(child, work));
      }
      return;
    case 'entries':
      for (const child of element.children) {
        const name = child.name === 'entry' ? child.attributes.get('name') : undefined;
        if (name === undefined) {
          node.strangers.push({ ...spanOf(child, work), torn: true });
          continue;
        }
        const isKnown = node.children.has(name);
        const entry = grow(node, name, spanOf(child, work), work.text);
        // Two of one name are of places that the text doesn't tell apart: nobody knows what they are together.
        if (isKnown && schema.of.kind === 'keys' && schema.of.strict)
          entry.strangers.push({ ...spanOf(child, work), torn: true });
        fill(entry, schema.of, child, work);
      }
      return;
    case 'keys':
      for (const child of element.children) {
        const inner = schema.keys.get(child.name);
        if (inner) fill(grow(node, child.name, spanOf(child, work), work.text), inner, child, work);
        else if (schema.strict) node.strangers.push(spanOf(child, work));
      }
      return;
    default:
      schema satisfies never;
  }
}
