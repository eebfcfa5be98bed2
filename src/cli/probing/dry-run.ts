import { visible } from '../../diagnostics/visible.ts';
import type { ProbeTask } from '../../probe/task.ts';
import { wrap } from '../../report/display-width.ts';
import { counted } from '../../report/words.ts';

/** What would be asked: a line for each pair of ends. */
export function dryRunText(tasks: readonly ProbeTask[], notes: readonly string[], width: number): string {
  const pairs = new Map<string, Set<string>>();
  for (const task of tasks) {
    const { from, to } = task;
    const where = to.address ?? to.subnet ?? to.fqdns[0];
    const name = visible(
      `${from.name} → ${to.name}${where === undefined || where === to.name ? '' : ` (${where})`}`,
    );
    const ports = pairs.get(name) ?? new Set();
    pairs.set(name, ports.add(`${task.service} ${portOf(task)}`));
  }
  const lines = [...pairs].flatMap(([name, ports]) => [
    name,
    ...wrap([...ports].join(', '), width - 2).map((line) => `  ${line}`),
  ]);
  const total = `${counted(tasks.length, 'question')} would be asked.`;
  return `${[...lines, ...(lines.length > 0 ? [''] : []), total, ...notes.flatMap((note) => wrap(visible(note), width))].join('\n')}\n`;
}

function portOf({ transport, port, range }: ProbeTask): string {
  if (port === undefined) return transport;
  return range ? `${transport}/${range.first}-${range.last}` : `${transport}/${port}`;
}
