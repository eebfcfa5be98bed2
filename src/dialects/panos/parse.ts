import { diagnostic } from '../../diagnostics/codes.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { type Lines, linesOf, type Written, writtenAt } from '../source/lines.ts';
import type { PanosConfig, Scope } from './model.ts';
import { readBraces } from './read-braces.ts';
import { readNetwork, readZones } from './read-network.ts';
import { readObjects } from './read-objects.ts';
import { NO_RULES, readRulebase } from './read-rules.ts';
import { type Leftovers, readSet } from './read-set.ts';
import { readXmlForm } from './read-xml.ts';
import { formOf } from './recognise.ts';
import { childOf, entriesOf, type Growing, type Node, newNode, singleOf } from './tree.ts';

/** Reads set commands, XML and the brace format: one tree, written in three ways. Text only; never throws. */
export function parse(
  text: string,
  file: string,
): { config: PanosConfig; diagnostics: readonly Diagnostic[] } {
  const form = formOf(text);
  const root = newNode('', 0, text.length);
  const { doubts } = READ[form](text, root);
  const lines = linesOf(text, file);
  const said = new Speaker();
  const config = configOf(root, lines, form, said, doubts);
  return { config, diagnostics: said.finish() };
}

const READ: Readonly<Record<PanosConfig['form'], (text: string, root: Growing) => Leftovers>> = {
  set: readSet,
  xml: readXmlForm,
  braces: readBraces,
};

/** Of one text; nobody reads more. */
const MOST_SAID = 200;

class Speaker {
  readonly #diagnostics: Diagnostic[] = [];
  #more = 0;

  say(code: 'PT8001' | 'PT8002', written: Written, help: string): void {
    if (this.#diagnostics.length >= MOST_SAID) {
      this.#more++;
      return;
    }
    const message = `${JSON.stringify(shortened(written.text))} was not understood`;
    this.#diagnostics.push(diagnostic(code, { message, place: written.place, help }));
  }

  finish(): readonly Diagnostic[] {
    if (this.#more > 0)
      this.#diagnostics.push(
        diagnostic('PT8001', { message: `${this.#more} more statements were not understood` }),
      );
    return this.#diagnostics;
  }
}

const shortened = (text: string): string =>
  text.length > 60 ? `${text.slice(0, 59).toWellFormed()}…` : text;

function configOf(
  root: Node,
  lines: Lines,
  form: PanosConfig['form'],
  said: Speaker,
  spans: Leftovers['doubts'],
): PanosConfig {
  const tops = [root, ...under(root, 'config')];
  const devices = [...tops, ...tops.flatMap((top) => entriesOf(top.children.get('devices')))];
  const doubts = spans.map(({ start, end }) => writtenAt(lines, start, end));
  const reading: Reading = { lines, said, doubts };
  const vsys = new Map<string, Node[]>();
  const add = (name: string, node: Node): void => {
    vsys.set(name, [...(vsys.get(name) ?? []), node]);
  };
  // Without several virtual systems, what belongs to the only one stands at the top.
  for (const top of tops) if (hasOwn(top)) add('vsys1', top);
  for (const device of devices)
    for (const node of entriesOf(device.children.get('vsys'))) add(node.key, node);
  const groups = merged(devices.flatMap((device) => entriesOf(device.children.get('device-group'))));
  const panorama = tops.flatMap((top) => under(top, 'panorama'));
  const pushed = merged(panorama.flatMap((node) => entriesOf(node.children.get('vsys'))));
  const parents = parentsOf(tops, groups);
  const scope = (kind: Scope['kind'], name: string, nodes: readonly Node[]): Scope =>
    readScope(kind, name, nodes, reading, parents.get(name));
  const management = devices.map((d) => childOf(d, 'deviceconfig', 'setting', 'management'));
  const config: PanosConfig = {
    file: lines.file,
    form,
    vsys: [...vsys].map(([name, nodes]) => scope('vsys', name, nodes)),
    deviceGroups: [...groups].map(([name, nodes]) => scope('device-group', name, nodes)),
    shared: scope(
      'shared',
      'shared',
      tops.flatMap((top) => under(top, 'shared')),
    ),
    pushed: new Map([...pushed].map(([name, nodes]) => [name, scope('pushed', name, nodes)])),
    pushedShared: scope('pushed', '', [...panorama, ...panorama.flatMap((node) => under(node, 'shared'))]),
    ...readNetwork(devices, lines),
    withoutIpv6: devices.some(
      (d) => singleOf(childOf(d, 'deviceconfig', 'setting', 'session', 'ipv6-firewalling')) === 'no',
    ),
    wildcardsTopDown: management.some((m) => singleOf(childOf(m, 'wildcard-topdown-match-mode')) === 'yes'),
    doubts,
  };
  for (const doubt of doubts) said.say('PT8001', doubt, 'Every verdict depends on it');
  return config;
}

const under = (node: Node, key: string): readonly Node[] => {
  const child = node.children.get(key);
  return child ? [child] : [];
};

const OWN = ['rulebase', 'zone', 'address', 'address-group', 'service', 'service-group'];
const hasOwn = (top: Node): boolean => OWN.some((key) => top.children.has(key));

function merged(nodes: readonly Node[]): ReadonlyMap<string, readonly Node[]> {
  const byName = new Map<string, Node[]>();
  for (const node of nodes) byName.set(node.key, [...(byName.get(node.key) ?? []), node]);
  return byName;
}

/** Panorama keeps the tree of device groups in a part of its own. */
function parentsOf(
  tops: readonly Node[],
  groups: ReadonlyMap<string, readonly Node[]>,
): ReadonlyMap<string, string> {
  const parents = new Map<string, string>();
  const note = (name: string, node: Node): void => {
    const parent = singleOf(node.children.get('parent-dg'));
    if (parent !== undefined && parent !== 'shared') parents.set(name, parent);
  };
  for (const [name, nodes] of groups) for (const node of nodes) note(name, node);
  for (const top of tops)
    for (const device of entriesOf(childOf(top, 'readonly', 'devices')))
      for (const group of entriesOf(device.children.get('device-group'))) note(group.key, group);
  return parents;
}

interface Reading {
  readonly lines: Lines;
  readonly said: Speaker;
  readonly doubts: Written[];
}

function readScope(
  kind: Scope['kind'],
  name: string,
  nodes: readonly Node[],
  reading: Reading,
  parent: string | undefined,
): Scope {
  const { lines } = reading;
  const base = (key: string): Scope['local'] => readBases(nodes, key, reading);
  const objects = readObjects(nodes, lines);
  for (const found of Object.values(objects))
    if (found instanceof Map)
      for (const { strangers } of found.values())
        for (const stranger of strangers)
          reading.said.say('PT8002', stranger, 'Rules that name the object depend on it');
  return {
    kind,
    name,
    objects,
    pre: base('pre-rulebase'),
    local: base('rulebase'),
    post: base('post-rulebase'),
    zones: readZones(nodes, lines),
    ...(parent !== undefined && parent !== name && { parent }),
  };
}

function readBases(nodes: readonly Node[], key: string, { lines, said, doubts }: Reading): Scope['local'] {
  const bases = nodes.flatMap((node) => under(node, key));
  let all = NO_RULES;
  for (const node of bases) {
    const base = readRulebase(node, lines);
    all = {
      ...all,
      ...base,
      rules: [...all.rules, ...base.rules],
      signIn: [...all.signIn, ...base.signIn],
      translations: [...all.translations, ...base.translations],
      forwarding: [...all.forwarding, ...base.forwarding],
    };
    for (const rule of base.rules)
      for (const stranger of rule.strangers) said.say('PT8002', stranger, 'The rule depends on it');
    const security = childOf(node, 'security');
    const places = [
      node,
      security,
      childOf(security, 'rules'),
      childOf(node, 'default-security-rules'),
      childOf(node, 'default-security-rules', 'rules'),
    ];
    const loose = places.flatMap((place) => place?.strangers ?? []);
    doubts.push(...loose.map(({ start, end }) => writtenAt(lines, start, end)));
  }
  return all;
}
