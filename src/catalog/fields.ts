/**
 * Strict reading of one map of the catalog's files: every key is asked for by name, and what nobody asked for is a
 * problem. Wrong values are noted and replaced by something harmless, so that one run lists everything.
 */
export interface Fields {
  /** File and path, for messages. */
  readonly where: string;
  text(key: string): string;
  optionalText(key: string): string | undefined;
  /** A text, or a whole number written without quotes: `ports: 445`. */
  optionalPorts(key: string): string | undefined;
  integer(key: string): number;
  optionalInteger(key: string): number | undefined;
  flag(key: string, otherwise: boolean): boolean;
  oneOf<T extends string>(key: string, allowed: readonly T[]): T;
  optionalOneOf<T extends string>(key: string, allowed: readonly T[]): T | undefined;
  texts(key: string): string[];
  /** Like `texts`, for lists that may hold numbers. */
  scalars(key: string): (string | number | boolean)[] | undefined;
  optionalScalar(key: string): string | number | boolean | undefined;
  has(key: string): boolean;
  /** The raw value, for what has several forms. */
  raw(key: string): unknown;
  map(key: string): Fields | undefined;
  /** Members of a list of maps; none where the key is absent. */
  maps(key: string): Fields[];
  problem(message: string): void;
  /** Reports the keys that nobody asked for. */
  done(): void;
}

type Plain = Record<string, unknown>;

function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const isScalar = (value: unknown): value is string | number | boolean =>
  typeof value === 'string' ||
  typeof value === 'boolean' ||
  (typeof value === 'number' && Number.isFinite(value));

/** Opens a map for reading; anything else is a problem, and reads as an empty map. */
export function openFields(value: unknown, where: string, problems: string[]): Fields {
  const map: Plain = isPlain(value) ? value : {};
  if (!isPlain(value)) problems.push(`${where}: expected a map`);
  const asked = new Set<string>();
  const problem = (message: string): void => {
    problems.push(`${where}: ${message}`);
  };

  function get(key: string): unknown {
    asked.add(key);
    return Object.hasOwn(map, key) ? map[key] : undefined;
  }
  function checked<T>(key: string, is: (value: unknown) => value is T, expected: string): T | undefined {
    const found = get(key);
    if (found === undefined) return undefined;
    if (is(found)) return found;
    problem(`"${key}" must be ${expected}`);
    return undefined;
  }
  function required<T>(key: string, found: T | undefined, otherwise: T): T {
    if (found !== undefined) return found;
    if (!Object.hasOwn(map, key)) problem(`"${key}" is missing`);
    return otherwise;
  }
  const isText = (v: unknown): v is string => typeof v === 'string' && v.trim() !== '';
  const isInteger = (v: unknown): v is number => Number.isInteger(v);
  const isFlag = (v: unknown): v is boolean => typeof v === 'boolean';
  const isTexts = (v: unknown): v is string[] => Array.isArray(v) && v.every(isText);
  const isScalars = (v: unknown): v is (string | number | boolean)[] => Array.isArray(v) && v.every(isScalar);
  const isList = (v: unknown): v is unknown[] => Array.isArray(v);

  const optionalText = (key: string): string | undefined => checked(key, isText, 'a text');
  const optionalInteger = (key: string): number | undefined => checked(key, isInteger, 'a whole number');
  function optionalOneOf<T extends string>(key: string, allowed: readonly T[]): T | undefined {
    const is = (v: unknown): v is T => allowed.some((a) => a === v);
    return checked(key, is, `one of ${allowed.join(', ')}`);
  }

  return {
    where,
    problem,
    text: (key) => required(key, optionalText(key), ''),
    optionalText,
    optionalPorts(key) {
      const found = get(key);
      return isInteger(found) ? `${found}` : optionalText(key);
    },
    integer: (key) => required(key, optionalInteger(key), 0),
    optionalInteger,
    flag: (key, otherwise) => checked(key, isFlag, 'true or false') ?? otherwise,
    oneOf<T extends string>(key: string, allowed: readonly T[]): T {
      const [first] = allowed;
      if (first === undefined) throw new Error('nothing is allowed');
      return required(key, optionalOneOf(key, allowed), first);
    },
    optionalOneOf,
    texts: (key) => checked(key, isTexts, 'a list of texts') ?? [],
    scalars: (key) => checked(key, isScalars, 'a list of texts, numbers or true and false'),
    optionalScalar: (key) => checked(key, isScalar, 'a text, a number, true or false'),
    has: (key) => Object.hasOwn(map, key),
    raw: get,
    map(key) {
      const found = get(key);
      return found === undefined ? undefined : openFields(found, `${where}.${key}`, problems);
    },
    maps(key) {
      const list = checked(key, isList, 'a list') ?? [];
      return list.map((member, index) =>
        openFields(member, `${where}.${key}[${index}]${nameOf(member)}`, problems),
      );
    },
    done() {
      for (const key of Object.keys(map)) if (!asked.has(key)) problem(`unknown key "${key}"`);
    },
  };
}

/** ` (its-id)`, so that a message names what it is about. */
function nameOf(member: unknown): string {
  return isPlain(member) && typeof member.id === 'string' ? ` (${member.id})` : '';
}

/** `{ key: value }`, or nothing where there is no value: for optional properties. */
export function given<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return (value === undefined ? {} : { [key]: value }) as { [P in K]?: V };
}
