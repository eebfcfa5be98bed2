import { diagnostic } from '../../diagnostics/codes.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { linesOf } from '../source/lines.ts';
import { childOf, childrenOf, readXml, type XmlElement } from '../source/xml.ts';
import { Draft } from './draft.ts';
import { isException } from './exceptions.ts';
import type { PfConfig, Product, Rule } from './model.ts';
import {
  asRoot,
  readAliases,
  readGroups,
  readInterfaces,
  readRouting,
  readTranslations,
} from './read-objects.ts';
import { readModelRule, readRule } from './read-rule.ts';

const NOTHING: XmlElement = {
  name: '',
  attributes: new Map(),
  children: [],
  text: '',
  start: 0,
  end: 0,
};

/** Reads `config.xml`, whole or a part that was saved by itself. Text only; never throws. */
export function parse(
  text: string,
  file: string,
  usual: Product,
): { config: PfConfig; diagnostics: readonly Diagnostic[] } {
  const { root = NOTHING, fault } = readXml(text);
  const product = root.name === 'opnsense' ? 'opnsense' : root.name === 'pfsense' ? 'pfsense' : usual;
  const draft = new Draft(linesOf(text, file), product);
  if (fault || !ROOTS.has(root.name)) {
    const offset = fault?.offset ?? 0;
    const statement = draft.statement({ start: offset, end: Math.min(text.length, offset + 1) });
    draft.doubts.push(statement);
    draft.diagnostics.push(
      diagnostic('PT8001', {
        message: fault
          ? `the XML is broken here: ${fault.message}`
          : `<${root.name}> is no configuration of pfSense or OPNsense`,
        place: statement.place,
        help: 'Every verdict depends on what is missing; give config.xml as it was saved',
      }),
    );
  }
  const system = childOf(root, 'system');
  const { rules, disabled } = readRules(draft, root);
  if (childOf(system, 'disablefilter'))
    draft.doubt(draft.statement(childOf(system, 'disablefilter') ?? root));
  const outbound = childOf(childOf(root, 'nat'), 'outbound');
  const aliases = readAliases(draft, root);
  const config: PfConfig = {
    kind: 'pfsense',
    product,
    lines: draft.lines,
    isWhole: system !== undefined,
    allowsIpv6: !system || childOf(system, 'ipv6allow') !== undefined,
    blocksLinkLocal: system !== undefined && product === 'pfsense' && !childOf(system, 'no_apipa_block'),
    rules,
    disabled,
    aliases,
    hasExceptions: [...aliases.values()].some(({ entries }) => entries.some(isException)),
    interfaces: readInterfaces(draft, root),
    groups: readGroups(root),
    ...readRouting(root),
    translations: readTranslations(draft, root),
    ...(outbound && { outboundTranslation: draft.statement(outbound) }),
    doubts: draft.doubts,
  };
  draft.finish();
  return { config, diagnostics: draft.diagnostics };
}

const ROOTS: ReadonlySet<string> = new Set(['pfsense', 'opnsense', 'filter', 'aliases']);
/** Parts of the filter that hold no rule. */
const BESIDE: ReadonlySet<string> = new Set(['separator', 'bypassstaticroutes', 'tracker', 'version']);

function readRules(draft: Draft, root: XmlElement): { rules: readonly Rule[]; disabled: number } {
  const rules: Rule[] = [];
  let disabled = 0;
  const add = (rule: Rule | 'disabled'): void => {
    if (rule === 'disabled') disabled++;
    else rules.push(rule);
  };
  for (const element of (childOf(root, 'filter') ?? asRoot(root, 'filter'))?.children ?? []) {
    if (element.name === 'rule') add(readRule(draft, element));
    else if (!BESIDE.has(element.name)) draft.doubt(draft.statement(element));
  }
  const model = childOf(childOf(childOf(childOf(root, 'OPNsense'), 'Firewall'), 'Filter'), 'rules');
  for (const element of childrenOf(model, 'rule')) add(readModelRule(draft, element));
  return { rules, disabled };
}
