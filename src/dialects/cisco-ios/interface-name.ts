/** Types of interfaces, as they are written out. */
const TYPES: readonly string[] = [
  'async',
  'bdi',
  'bri',
  'bvi',
  'cellular',
  'dialer',
  'embedded-service-engine',
  'ethernet',
  'fastethernet',
  'fivegigabitethernet',
  'fortygigabitethernet',
  'fourhundredgige',
  'gigabitethernet',
  'hundredgige',
  'loopback',
  'mgmt',
  'multilink',
  'port-channel',
  'serial',
  'tengigabitethernet',
  'tunnel',
  'twentyfivegige',
  'twogigabitethernet',
  'virtual-template',
  'vlan',
];

/** One key for all ways to write a name: `GigabitEthernet0/1`, `Gi0/1`, `gigabitethernet 0/1`. */
export function interfaceKey(name: string): string {
  const text = name.toLowerCase().replace(/\s+/g, '');
  const digits = text.search(/\d/);
  if (digits < 1) return text;
  const type = text.slice(0, digits);
  const found = TYPES.filter((known) => known.startsWith(type));
  const exact = found.find((known) => known === type);
  const [only] = found;
  return `${exact ?? (found.length === 1 ? only : type)}${text.slice(digits)}`;
}
