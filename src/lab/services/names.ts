/** Names for servers that know strict ones only. A host of a hierarchy may be called anything. */

const NETBIOS_LENGTH = 15;

/** A NetBIOS name, upper case; the same for the same text. */
export function netbiosName(text: string): string {
  const [label = ''] = text.toUpperCase().split('.');
  const clean = label
    .replace(/[^A-Z0-9-]/g, '')
    .replace(/^-+/, '')
    .slice(0, NETBIOS_LENGTH)
    .replace(/-+$/, '');
  // A name of digits alone is taken for an address by some.
  return clean === '' ? 'LAB' : /^\d+$/.test(clean) ? `H${clean}`.slice(0, NETBIOS_LENGTH) : clean;
}

/** A Kerberos realm that is a DNS name of at least two labels, upper case. */
export function realmName(forest: string): string {
  const labels = forest
    .toUpperCase()
    .split('.')
    .map((label) =>
      label
        .replace(/[^A-Z0-9-]/g, '')
        .replace(/^-+|-+$/g, '')
        .slice(0, 63),
    )
    .filter((label) => label !== '');
  if (labels.length === 0) return 'LAB.INVALID';
  return labels.length === 1 ? `${labels[0]}.LAB` : labels.join('.');
}
