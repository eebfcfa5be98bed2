const SAMPLE = 1_000_000;
const MAKES = /^[^#\n"']{0,300}\bNew-NetIPsecRule\b/im;

/** A script that makes connection security rules, and no rules of the firewall beside them. */
export function recogniseIpsec(text: string): number {
  const sample = text.slice(0, SAMPLE);
  if (!MAKES.test(sample)) return 0;
  return /-netfirewall(?:rule|profile)\b/i.test(sample) ? 0.6 : 0.96;
}
