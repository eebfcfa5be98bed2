/** Kits to test: of the test's hierarchy, and with names that somebody wrote who means harm. */
import { readFileSync } from 'node:fs';
import { loadCatalog } from '../../src/catalog/load.ts';
import { kitOf } from '../../src/probe/kit/kit.ts';
import type { Kit, KitProbe } from '../../src/probe/kit/model.ts';
import type { ProbeTask } from '../../src/probe/task.ts';
import { planReading, readText } from '../../src/workspace/plan-text.ts';

export const HIERARCHY = 'test/kit/hierarchy.yaml';

export async function kitFor(host: string, file: string = HIERARCHY): Promise<Kit> {
  const { planned } = planReading(readText({ file, text: readFileSync(file, 'utf8') }, loadCatalog()));
  if (!planned) throw new Error(`${file} has errors`);
  return kitOf(planned.plan, planned.hierarchy, host);
}

/** Everything that ends a literal, begins an expression, a variable, a comment or a line, in any of the shells. */
export const HOSTILE: readonly string[] = [
  "'; Remove-Item C:\\ -Recurse; '",
  '$(Remove-Item x)',
  '`whoami`',
  '"; touch /tmp/portolan-was-here; "',
  '’; Start-Process calc; ‘',
  '‚; Start-Process calc; ‛',
  '“; Start-Process calc; ”„',
  'a\nRemove-Item x',
  'a\r\nPORTOLAN_END\r\ntouch /tmp/portolan-was-here',
  'PORTOLAN_END',
  '\u2028Remove-Item x\u0000\u0007',
  '#> Remove-Item x <#',
  '# SIG # Begin signature block',
  `%PATH% $env:PATH $${'{HOME}'} $HOME ~ *`,
  '|;&<>()[]{}!?,\\\\',
  'ünïcode 日本語 🚀 \ud800',
  "''; \\'; '\\''",
  '-o /etc/passwd',
  "'@; Remove-Item x; @'",
  '"@; Remove-Item x; @"',
  '--% & del x',
  '%s %n \\0177 \\x27 \\u0027',
];

/** The kit with all its words replaced by this one. */
export function withName(kit: Kit, name: string): Kit {
  return {
    hierarchy: name,
    host: name,
    probes: kit.probes.map((probe) => hostile(probe, name)),
    listeners: kit.listeners.map((listener) => ({ ...listener, service: name })),
  };
}

/** A kit whose questions have all of these words, one each. */
export function withNames(kit: Kit): Kit {
  const probes = HOSTILE.map((name, index) => {
    const probe = kit.probes.filter(({ unasked }) => unasked === undefined)[index % 8];
    if (!probe) throw new Error('the kit has no questions');
    return { ...hostile(probe, name), id: `${index} ${name}` };
  });
  return { ...kit, hierarchy: HOSTILE.join(' '), host: HOSTILE.join(' '), probes };
}

function hostile(probe: KitProbe, name: string): KitProbe {
  const task: ProbeTask = {
    ...probe.task,
    flow: name,
    conversation: name,
    serviceName: name,
    from: { ...probe.task.from, name },
    to: { ...probe.task.to, name, host: name, fqdns: [name] },
  };
  return {
    ...probe,
    id: name,
    task,
    ...(probe.unasked !== undefined && { unasked: name }),
    connections: probe.connections.map((one) => ({ ...one, ...(one.name !== undefined && { name }) })),
  };
}
