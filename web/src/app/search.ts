/**
 * The URL is the state of a view. Parameters stand in it as plainly as they can (`?role=client&role=console&q=443`),
 * and a view's `validateSearch` reads them with the functions below: what it can't use it drops.
 */

type RawSearch = Record<string, string | string[]>;

/** `?a=1&b=2&b=3` → `{ a: '1', b: ['2', '3'] }`. */
export function parseSearch(text: string): RawSearch {
  const search: RawSearch = {};
  for (const [key, value] of new URLSearchParams(text)) {
    const before = search[key];
    search[key] = before === undefined ? value : [before, value].flat();
  }
  return search;
}

/** The other way round; what is undefined, false or empty isn't written. */
export function stringifySearch(search: Readonly<Record<string, unknown>>): string {
  const params = toParams(search);
  return params.size === 0 ? '' : `?${params}`;
}

/** Parameters for the server, by the same rule. */
export function toParams(values: Readonly<Record<string, unknown>>): URLSearchParams {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(values)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item === undefined || item === null || item === false || item === '') continue;
      params.append(key, String(item));
    }
  }
  return params;
}

/** A text, or undefined when there is none. */
export function readText(value: unknown): string | undefined {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string' && first !== '' ? first : undefined;
}

/** A list of texts, each once; undefined when it is empty. */
export function readList(value: unknown): string[] | undefined {
  const list = [value].flat().filter((item): item is string => typeof item === 'string' && item !== '');
  return list.length === 0 ? undefined : [...new Set(list)];
}

/** One of some words. */
export function readWord<T extends string>(value: unknown, words: readonly T[]): T | undefined {
  const text = readText(value);
  return words.find((word) => word === text);
}

/** `true` for `?x=true` or `?x=1`; otherwise undefined, so that the URL stays short. */
export function readFlag(value: unknown): true | undefined {
  return value === true || value === 'true' || value === '1' ? true : undefined;
}
