/** Draws what a command printed as an SVG picture of a terminal, for the README. */

const FONT = 13;
const LINE = 18;
/** Width of a character of a monospaced font, in parts of its height. */
const ADVANCE = 0.602;
const MARGIN = 16;
const BAR = 30;
/** Not every viewer keeps runs of plain spaces, whatever the style says. */
const HARD_SPACE = '\u00a0';

/** The command line, then its output; `columns` cuts nothing, it only sets the width. */
export function drawTerminal(command: string, output: string, columns: number): string {
  const lines = output.trimEnd().split('\n');
  const width = Math.ceil(columns * FONT * ADVANCE) + 2 * MARGIN;
  const height = BAR + (lines.length + 1) * LINE + 2 * MARGIN - 6;
  const prompt = `<tspan class="prompt">$</tspan> <tspan class="command">${escapeXml(command)}</tspan>`;
  const rows = [row(0, 0, prompt)];
  for (const [i, line] of lines.entries()) {
    const text = line.trimStart();
    rows.push(row(line.length - text.length, i + 1, escapeXml(text).replaceAll(' ', HARD_SPACE)));
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
  <title>${escapeXml(command)}</title>
  <style>
    text { font: ${FONT}px ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace; fill: #c9d4e0; }
    .prompt { fill: #5fb3a1; }
    .command { fill: #ffffff; font-weight: 600; }
  </style>
  <rect width="${width}" height="${height}" rx="8" fill="#10202e"/>
  <circle cx="20" cy="17" r="5" fill="#e06c5f"/>
  <circle cx="38" cy="17" r="5" fill="#e0b35f"/>
  <circle cx="56" cy="17" r="5" fill="#7fb36a"/>
${rows.join('\n')}
</svg>
`;
}

/** A line of text from a column on: leading spaces are a distance, since some viewers drop them. */
function row(column: number, line: number, text: string): string {
  const x = Math.round((MARGIN + column * FONT * ADVANCE) * 10) / 10;
  return `  <text x="${x}" y="${BAR + MARGIN + (line + 1) * LINE - 8}">${text}</text>`;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
