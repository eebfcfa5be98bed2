import { createHash } from 'node:crypto';

/**
 * A readable name for a rule that stays the same while the rule does: its title in letters, digits and hyphens, and its
 * id behind it.
 */
export function ruleName(title: string, id: string, longest: number): string {
  const words = slug(title)
    .slice(0, longest - id.length - 1)
    .replace(/-+$/, '');
  return words === '' ? id : `${words}-${id}`;
}

/** A name in letters, digits and hyphens, behind a prefix; one that had to be changed carries a piece of its hash. */
export function plainName(prefix: string, name: string, longest: number): string {
  const words = slug(name);
  const whole = `${prefix}${words}`;
  if (words === name && whole.length <= longest) return whole;
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 6);
  const cut = whole.slice(0, longest - 7).replace(/-+$/, '');
  return `${cut}-${hash}`;
}

const slug = (text: string): string => text.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-+|-+$/g, '');
