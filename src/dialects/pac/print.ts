import type { LineOrigin, Printed } from '../dialect.ts';
import { truncateBytes, visibleAscii } from '../plain-text.ts';
import { CAPABILITIES } from './capabilities.ts';
import type { PacEntry, PacFile } from './model.ts';

/** Text only: a file for a web server, served as application/x-ns-proxy-autoconfig. */
export function print({ proxy, hierarchy, listens, sections }: PacFile): Printed {
  const lines = [
    `Proxy auto-configuration for the proxy "${proxy}" of the hierarchy "${hierarchy}", made by Portolan from its plan.`,
    'What Configuration Manager fetches from the internet goes through it, all else directly. The file says where',
    'requests go, not whether they may: that is what the proxy decides.',
    '',
    'Serve it as application/x-ns-proxy-autoconfig. What counts is the name alone, because clients leave the rest of',
    'an https address out.',
  ].map(comment);
  const origins: LineOrigin[] = [];
  lines.push('', `var PROXY = ${literal(`PROXY ${listens}`)};`, '', 'var NAMES = {');
  // With a blank in front, no name is one of those that every object has.
  const add = (entry: PacEntry, text: string): void => {
    lines.push(text);
    for (const { id, origins: own } of entry.rules)
      origins.push({ line: lines.length, rule: id, origins: own });
  };
  for (const { title, entries } of sections) {
    const whole = entries.filter(({ name }) => !name.includes('*'));
    if (whole.length > 0) lines.push(`  ${comment(title)}`);
    for (const entry of whole) add(entry, `  ${literal(` ${entry.name}`)}: 1,`);
  }
  lines.push('  " ": 0', '};', '', 'var PATTERNS = [');
  for (const { title, entries } of sections) {
    const patterns = entries.filter(({ name }) => name.includes('*'));
    if (patterns.length > 0) lines.push(`  ${comment(title)}`);
    for (const entry of patterns) add(entry, `  ${regex(entry.name)},`);
  }
  lines.push('  null', '];', '', ...FUNCTION, '');
  return { text: lines.join('\n'), lines: origins };
}

const FUNCTION: readonly string[] = [
  'function FindProxyForURL(url, host) {',
  '  var name = host.toLowerCase().replace(/\\.$/, "");',
  '  if (NAMES[" " + name] === 1) {',
  '    return PROXY;',
  '  }',
  '  for (var i = 0; i < PATTERNS.length; i++) {',
  '    if (PATTERNS[i] !== null && PATTERNS[i].test(name)) {',
  '      return PROXY;',
  '    }',
  '  }',
  '  return "DIRECT";',
  '}',
];

const comment = (text: string): string =>
  `// ${truncateBytes(visibleAscii(text), CAPABILITIES.commentBytes)}`.trimEnd();

/** Names hold letters, digits, dots and hyphens only: see `lower`. */
const literal = (text: string): string => JSON.stringify(text);

const regex = (name: string): string => `/^${name.replaceAll('.', '\\.').replaceAll('*', '.+')}$/`;
