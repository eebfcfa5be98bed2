import { asText, NO, NOTHING, numberValue, textValue, truth, UNKNOWN, type Value, YES } from './value.ts';

const MOST_NUMBERS = 65_536;
const LONGEST_TEXT = 100_000;

/** The operators whose result can be told from two known operands; all others give something unknown. */
export function applyBinary(operator: string, left: Value, right: Value): Value {
  switch (operator) {
    case 'and':
      return both(left, right);
    case 'or':
      return not(both(not(left), not(right)));
    case '+':
      return add(left, right);
    case '..':
      return rangeOf(left, right);
    case 'eq':
    case 'ieq':
      return equal(left, right);
    case 'ne':
    case 'ine':
      return not(equal(left, right));
    case 'gt':
    case 'ge':
    case 'lt':
    case 'le':
      return compare(operator, left, right);
    case 'join':
      return join(left, right);
    case 'split':
      return split(left, right);
    case 'f':
      return format(left, right);
    default:
      return UNKNOWN;
  }
}

export function not(value: Value): Value {
  const known = truth(value);
  return known === undefined ? UNKNOWN : known ? NO : YES;
}

function both(left: Value, right: Value): Value {
  const [a, b] = [truth(left), truth(right)];
  if (a === false || b === false) return NO;
  return a === undefined || b === undefined ? UNKNOWN : YES;
}

function add(left: Value, right: Value): Value {
  if (left.kind === 'list') {
    if (right.kind === 'unknown' || right.kind === 'rules') return UNKNOWN;
    return { kind: 'list', items: [...left.items, ...(right.kind === 'list' ? right.items : [right])] };
  }
  if (left.kind === 'number' && right.kind === 'number') return numberValue(left.value + right.value);
  const text = asText(right);
  if (left.kind !== 'text' || text === undefined) return left.kind === 'null' ? right : UNKNOWN;
  return left.text.length + text.length > LONGEST_TEXT ? UNKNOWN : textValue(left.text + text);
}

function rangeOf(left: Value, right: Value): Value {
  if (left.kind !== 'number' || right.kind !== 'number') return UNKNOWN;
  const count = Math.abs(right.value - left.value) + 1;
  if (count > MOST_NUMBERS) return UNKNOWN;
  const step = right.value < left.value ? -1 : 1;
  return { kind: 'list', items: Array.from({ length: count }, (_, i) => numberValue(left.value + i * step)) };
}

function isScalar(value: Value): boolean {
  return value.kind === 'text' || value.kind === 'number' || value.kind === 'flag' || value.kind === 'null';
}

function equal(left: Value, right: Value): Value {
  if (!isScalar(left) || !isScalar(right)) return UNKNOWN;
  if (left.kind === 'null' || right.kind === 'null') return left.kind === right.kind ? YES : NO;
  if (left.kind !== right.kind) return UNKNOWN;
  return asText(left)?.toLowerCase() === asText(right)?.toLowerCase() ? YES : NO;
}

function compare(operator: 'gt' | 'ge' | 'lt' | 'le', left: Value, right: Value): Value {
  if (left.kind !== 'number' || right.kind !== 'number') return UNKNOWN;
  const [a, b] = [left.value, right.value];
  const holds = { gt: a > b, ge: a >= b, lt: a < b, le: a <= b }[operator];
  return holds ? YES : NO;
}

function join(left: Value, right: Value): Value {
  const texts = left.kind === 'list' ? left.items.map(asText) : [asText(left)];
  const between = asText(right);
  if (between === undefined || texts.includes(undefined)) return UNKNOWN;
  const size = texts.reduce((sum, text) => sum + (text?.length ?? 0) + between.length, 0);
  return size > LONGEST_TEXT ? UNKNOWN : textValue(texts.join(between));
}

/** Splits at a plain separator; what a pattern would do isn't worked out. */
function split(left: Value, right: Value): Value {
  const separator = asText(right);
  if (left.kind !== 'text' || separator === undefined || !/^[,;: ]$/.test(separator)) return UNKNOWN;
  return { kind: 'list', items: left.text.split(separator).map(textValue) };
}

/** `'{0} to {1}' -f $a, $b` without widths and formats. */
function format(left: Value, right: Value): Value {
  if (left.kind !== 'text') return UNKNOWN;
  const items = right.kind === 'list' ? right.items : [right];
  const rest = left.text.replace(/\{\d{1,3}\}/g, '');
  if (/[{}]/.test(rest)) return UNKNOWN;
  let known = true;
  const text = left.text.replace(/\{(\d{1,3})\}/g, (_, index) => {
    const item = asText(items[Number(index)] ?? UNKNOWN);
    known &&= item !== undefined;
    return item ?? '';
  });
  return known && text.length <= LONGEST_TEXT ? textValue(text) : UNKNOWN;
}

const CASTS: ReadonlySet<string> = new Set(['string', 'string[]', 'array', 'object[]', 'object', 'psobject']);

/** `[string]80`, `[string[]]$x`, `[int]'80'`, `[bool]$x`. */
export function applyCast(type: string, value: Value): Value {
  if (type === 'hashtable' || type === 'ordered' || type === 'pscustomobject') {
    return value.kind === 'table' ? value : UNKNOWN;
  }
  if (type === 'bool' || type === 'switch') return not(not(value));
  if (type === 'void') return NOTHING;
  if (/^u?int(16|32|64)?$/.test(type)) return castToNumber(value);
  if (!CASTS.has(type)) return UNKNOWN;
  if (type === 'string') {
    const text = asText(value);
    return text === undefined ? UNKNOWN : textValue(text);
  }
  if (type === 'object' || type === 'psobject' || value.kind === 'unknown' || value.kind === 'rules')
    return value;
  return value.kind === 'list' ? value : { kind: 'list', items: value.kind === 'null' ? [] : [value] };
}

function castToNumber(value: Value): Value {
  if (value.kind === 'number') return value;
  if (value.kind !== 'text' || !/^\s*\d{1,9}\s*$/.test(value.text)) return UNKNOWN;
  return numberValue(Number(value.text));
}
