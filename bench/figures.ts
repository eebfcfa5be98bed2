/** Figures: a measurement against its peer in the same run, and whether it reaches its target. */

export interface Figure {
  readonly what: string;
  readonly ours: string;
  readonly peer: string;
  readonly ratio: number;
  readonly target: string;
  readonly holds: boolean;
}

export interface Section {
  readonly title: string;
  /** A table of plain facts: sizes and times. */
  readonly facts: readonly Readonly<Record<string, string>>[];
  readonly figures: readonly Figure[];
}

/** Markdown, the same for the terminal and the document. */
export function renderSections(sections: readonly Section[]): string {
  return sections
    .map((section) =>
      [`### ${section.title}`, renderTable(section.facts), renderFigures(section.figures)].join('\n\n'),
    )
    .join('\n\n');
}

function renderFigures(figures: readonly Figure[]): string {
  return renderTable(
    figures.map((figure) => ({
      figure: figure.what,
      ours: figure.ours,
      peer: figure.peer,
      ratio: `${figure.ratio.toFixed(2)}×`,
      target: figure.target,
      '': figure.holds ? 'reached' : 'missed',
    })),
  );
}

function renderTable(rows: readonly Readonly<Record<string, string>>[]): string {
  const names = Object.keys(rows[0] ?? {});
  const widths = names.map((name) =>
    Math.max(3, name.length, ...rows.map((row) => (row[name] ?? '').length)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  return [
    line(names),
    line(widths.map((width) => '-'.repeat(width))),
    ...rows.map((row) => line(names.map((name) => row[name] ?? ''))),
  ].join('\n');
}

/** `1,234 ms`, `5.2 s`. */
export function formatMilliseconds(value: number): string {
  if (value < 10) return `${value.toFixed(1)} ms`;
  return value < 2000 ? `${Math.round(value)} ms` : `${(value / 1000).toFixed(1)} s`;
}

/** Digits in groups of three, whatever the locale. */
export function formatCount(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',');
}
