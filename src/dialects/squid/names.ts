/** Host names as patterns, in the forms that Squid takes. */

/** A host name, or one with `*` for any letters; anything else could break out of its line. */
const LEGAL = /^[a-z0-9*]([a-z0-9*._-]*[a-z0-9])?$/i;

export function isLegalName(name: string): boolean {
  return LEGAL.test(name) && name.length <= 253;
}

/** `*.update.example` → `^.+\.update\.example$`. A `*` stands for one letter or more, dots among them. */
export function regexOf(name: string): string {
  return `^${name.replaceAll('.', '\\.').replaceAll('*', '.+')}$`;
}

/** The name that a pattern of `regexOf` was made of; nothing for any other pattern. */
export function nameOfRegex(pattern: string): string | undefined {
  const name = /^\^(.+)\$$/.exec(pattern)?.[1]?.replaceAll('.+', '*').replaceAll('\\.', '.');
  return name !== undefined && isLegalName(name) && regexOf(name) === pattern ? name : undefined;
}
