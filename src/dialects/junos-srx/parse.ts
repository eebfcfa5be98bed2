import { diagnostic } from '../../diagnostics/codes.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { linesOf, type Written } from '../source/lines.ts';
import { Draft } from './draft.ts';
import { inherit } from './groups.ts';
import type { SrxConfig } from './model.ts';
import { parseCurly } from './parse-curly.ts';
import { parseSet } from './parse-set.ts';
import { readSystem } from './read-system.ts';
import { formOf } from './recognise.ts';
import { childOf, childrenOf, type Node, unknownIn } from './tree.ts';

/** Reads `show configuration`, with or without `| display set`, whole or in part. Text only; never throws. */
export function parse(text: string, file: string): { config: SrxConfig; diagnostics: readonly Diagnostic[] } {
  const draft = new Draft(linesOf(text, file));
  const form = formOf(text);
  if (form === 'set') parseSet(draft);
  else parseCurly(draft);
  prune(draft, draft.root);
  const inactiveGroups = draft.inactive.filter((node) => node.keyword === 'groups').map((node) => node.name);
  for (const { node, reason } of inherit(draft.root, new Set(inactiveGroups)).failures) {
    const statement = draft.statement(node);
    draft.doubts.push(statement);
    draft.diagnostics.push(
      diagnostic('PT8002', {
        message: `what is inherited here is not known: ${reason}`,
        place: statement.place,
        help: 'Every verdict depends on it; give the output of "show configuration | display inheritance | display set"',
      }),
    );
  }
  for (const unknown of unknownIn(draft.root)) draft.doubt(draft.statement(unknown));
  const systems = systemsOf(draft);
  const [chosen = draft.root] = systems;
  const system = readSystem(draft, draft.root, chosen);
  const inactive = draft.inactive.map((node) => draft.statement(node));
  sayInactive(draft, inactive);
  draft.finish();
  const config: SrxConfig = {
    kind: 'junos-srx',
    form,
    isMoved: draft.isMoved,
    lines: draft.lines,
    system,
    others: systems.slice(1).map((node) => draft.statement(node)),
    inactive,
    doubts: draft.doubts,
  };
  return { config, diagnostics: draft.diagnostics };
}

/** Takes out what is switched off. */
function prune(draft: Draft, node: Node): void {
  for (const [key, child] of node.children) {
    if (child.inactive) {
      draft.inactive.push(child);
      node.children.delete(key);
    } else prune(draft, child);
  }
}

/** The device and its logical systems, as far as they have policies; the device itself first. */
function systemsOf(draft: Draft): readonly Node[] {
  const { root } = draft;
  const inner = [...childrenOf(root, 'logical-systems'), ...childrenOf(root, 'tenants')];
  for (const unknown of inner.flatMap(unknownIn)) draft.doubt(draft.statement(unknown));
  return [root, ...inner].filter((node) => childOf(childOf(node, 'security'), 'policies') !== undefined);
}

const MOST_SAID = 100;
const SAID: ReadonlySet<string> = new Set(
  'policy from-zone to-zone policies security applications application application-set address address-set groups term'.split(
    ' ',
  ),
);

function sayInactive(draft: Draft, inactive: readonly Written[]): void {
  const said = draft.inactive.filter((node) => SAID.has(node.keyword));
  for (const node of said.slice(0, MOST_SAID))
    draft.diagnostics.push(
      diagnostic('PT8004', {
        message: `the ${node.keyword}${node.name && ` ${JSON.stringify(node.name)}`} is inactive and left out`,
        place: draft.statement(node).place,
      }),
    );
  if (said.length > MOST_SAID)
    draft.diagnostics.push(
      diagnostic('PT8004', {
        message: `${inactive.length - MOST_SAID} more statements are inactive and left out`,
      }),
    );
}
