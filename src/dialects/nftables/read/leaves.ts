import type { Dependency } from '../../../policy/ruleset.ts';
import type { ReadNftElement, ReadNftValue } from './model.ts';
import type { Situation } from './situation.ts';

/** The single values that a value stands for, with names resolved. */
export interface Leaves {
  readonly items: readonly ReadNftValue[];
  /** The elements that they are the keys of; for maps. */
  readonly elements: readonly ReadNftElement[];
  /** `*` is among them: everything else. */
  readonly all: boolean;
  /** Why the list isn't all that there is. */
  readonly unsure?: Dependency;
}

/** More elements than this in one set, after all names in it are resolved. */
const MOST = 1_000_000;

export function leavesOf(value: ReadNftValue, situation: Situation): Leaves {
  // What nearly all matches have.
  if (value.kind === 'word' && value.text !== '*') return { items: [value], elements: NONE, all: false };
  if (value.kind === 'set' && value.elements.every(isPlain))
    return { items: value.elements.map(keyOf), elements: value.elements, all: false };
  const items: ReadNftValue[] = [];
  const elements: ReadNftElement[] = [];
  let unsure: Dependency | undefined;
  let all = false;
  const open: { readonly value: ReadNftValue; readonly element?: ReadNftElement }[] = [{ value }];
  let steps = 0;
  for (let next = open.pop(); next; next = open.pop()) {
    if (++steps > 2 * MOST || open.length > 2 * MOST) {
      situation.report('PT8006', { message: `a set has more than ${MOST} elements` });
      return { items: [], elements: [], all: false, unsure: unread('a set that is too large') };
    }
    const { value: one, element } = next;
    switch (one.kind) {
      case 'word':
        if (one.text === '*') all = true;
        if (one.text !== '*') items.push(one);
        if (element) elements.push(element);
        break;
      case 'string':
      case 'concatenation':
        items.push(one.kind === 'string' ? one : { ...one, items: one.items.map(resolved) });
        if (element) elements.push(element);
        break;
      case 'list':
        for (let i = one.items.length - 1; i >= 0; i--) {
          const item = one.items[i];
          if (item) open.push({ value: item, ...(element && { element }) });
        }
        break;
      case 'set':
        pushAll(open, one.elements);
        break;
      case 'variable':
        if (one.value) open.push({ value: one.value, ...(element && { element }) });
        else unsure = missing(`$${one.name}`, situation);
        break;
      case 'reference': {
        const set = situation.sets.get(one.name);
        if (!set) unsure = missing(`@${one.name}`, situation);
        else if (set.changing)
          unsure = { kind: 'other', text: `what the set ${one.name} holds at that time` };
        else pushAll(open, set.elements);
        break;
      }
      default:
        return one satisfies never;
    }
  }
  return { items, elements, all, ...(unsure && { unsure }) };
}

const NONE: readonly ReadNftElement[] = Object.freeze([]);
const keyOf = ({ key }: ReadNftElement): ReadNftValue => key;
const isPlain = ({ key }: ReadNftElement): boolean => key.kind === 'word' && key.text !== '*';

function pushAll(
  open: { readonly value: ReadNftValue; readonly element?: ReadNftElement }[],
  elements: readonly ReadNftElement[],
): void {
  for (let i = elements.length - 1; i >= 0; i--) {
    const element = elements[i];
    if (element) open.push({ value: element.key, element });
  }
}

/** A part of a concatenation may be a name too; longer chains of names than this don't occur. */
function resolved(value: ReadNftValue): ReadNftValue {
  let found = value;
  for (let i = 0; i < 8 && found.kind === 'variable' && found.value; i++) found = found.value;
  return found;
}

function missing(name: string, situation: Situation): Dependency {
  situation.report('PT8003', {
    message: `${name} is defined nowhere in the configuration`,
    help: 'Give all files that belong together as one, or what `nft list ruleset` prints',
  });
  return unread(`${name}, which is defined nowhere`);
}

const unread = (text: string): Dependency => ({ kind: 'not-understood', text });
