/** Classes and policies: which connections are inspected for DCE-RPC. */

import type { Line } from '../source/command-lines.ts';
import type { Block, Draft } from './draft.ts';
import { readPorts } from './read-terms.ts';

const NOTHING: ReadonlySet<string> = new Set();
const ENDPOINT_MAPPER = 135;

/** `class-map NAME`: noted is only whether it can see the endpoint mapper's port. */
export function readClassMap(draft: Draft, line: Line): Block {
  const name = line.words.at(-1) ?? '';
  let matches = 0;
  let others = 0;
  const read = (child: Line): void => {
    if (child.words[0] !== 'match') return;
    matches++;
    noteList(draft, child.words);
    if (isOtherPort(child.words)) others++;
    if (others === matches) draft.otherClasses.add(name);
    else draft.otherClasses.delete(name);
    const isUsual = child.words[1] === 'default-inspection-traffic' || child.words[1] === 'any';
    if (matches === 1 && isUsual) draft.usualClasses.add(name);
    else draft.usualClasses.delete(name);
  };
  return { indent: line.indent, commands: NOTHING, read };
}

/** `match port tcp eq 443`: understood, and not the endpoint mapper's. */
function isOtherPort(words: readonly string[]): boolean {
  const [, port, transport] = words;
  if (port !== 'port' || (transport !== 'tcp' && transport !== 'udp')) return false;
  const ranges = readPorts({ words, at: 3 }, transport);
  if (!ranges) return false;
  return transport === 'udp' || !ranges.some((r) => r.first <= ENDPOINT_MAPPER && ENDPOINT_MAPPER <= r.last);
}

/** `policy-map NAME` with its classes. A map with a type describes one inspection and binds none. */
export function readPolicyMap(draft: Draft, line: Line): Block {
  const name = line.words[1] ?? '';
  const isPlain = line.words.length === 2;
  let classMap = '';
  const read = (child: Line): void => {
    const [command, first] = child.words;
    if (command === 'class' && first !== undefined) classMap = first;
    if (isPlain && command === 'inspect' && first === 'dcerpc')
      draft.dcerpc.push({ statement: draft.statement(child), policyMap: name, classMap });
    if (isPlain && command === 'inspect' && first === 'tftp' && child.words.length === 2)
      draft.tftp.push({ statement: draft.statement(child), policyMap: name, classMap });
  };
  return { indent: line.indent, commands: NOTHING, read };
}

/** Words before the name of a list that is used for something else than filtering at an interface. */
const USERS: ReadonlySet<string> = new Set([
  'access-list',
  'address',
  'value',
  'distribute-list',
  'match',
  'redirect-list',
  'group-list',
]);

/** Remembers a list that is named by a command that binds it to no interface. */
export function noteList(draft: Draft, words: readonly string[]): void {
  for (let i = 0; i + 1 < words.length; i++) {
    if (USERS.has(words[i] ?? '')) draft.usedElsewhere.add(words[i + 1] ?? '');
  }
}
