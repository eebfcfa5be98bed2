import type { App } from './context.ts';

/** What a page tells people who were led to the server by a link and can't be let in: without script. */
export interface MessagePage {
  readonly title: string;
  /** What happened, and what to do; a command stands in a line of its own. */
  readonly says: readonly (string | { readonly command: string })[];
  readonly link?: { readonly href: string; readonly text: string };
  /** For whoever is asked for help. */
  readonly note?: string;
}

/** Where the pages' style stands: the content policy allows none inside of them. */
const STYLE_PATH = '/page.css';

/** Serves the style. */
export function registerPageStyle(app: App): void {
  app.get(STYLE_PATH, (c) =>
    c.body(STYLE, 200, { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'max-age=3600' }),
  );
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const safe = (text: string): string => text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? '');

/** The page as HTML. */
export function messagePage({ title, says, link, note }: MessagePage): string {
  const lines = says.map((part) =>
    typeof part === 'string'
      ? `<p>${safe(part)}</p>`
      : `<pre tabindex="0" aria-label="Command"><code>${safe(part.command)}</code></pre>`,
  );
  if (link) lines.push(`<p><a class="main" href="${safe(link.href)}">${safe(link.text)}</a></p>`);
  if (note !== undefined) lines.push(`<p class="note">${safe(note)}</p>`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="stylesheet" href="${STYLE_PATH}">
<link rel="icon" type="image/svg+xml" href="/favicon.svg">
<title>${safe(title)} · Portolan</title>
</head>
<body>
<header>${ROSE}<span>Portolan</span></header>
<main>
<h1>${safe(title)}</h1>
${lines.join('\n')}
</main>
</body>
</html>
`;
}

const ROSE =
  '<svg viewBox="0 0 32 32" width="24" height="24" aria-hidden="true"><rect width="32" height="32" rx="7" ' +
  'fill="#0f5e6b"/><g fill="none" stroke="#9fe0e4" stroke-width="1.4"><path d="M16 3v26M3 16h26M7 7l18 18M25 7 7 ' +
  '25"/></g><path d="M16 5l3 11-3 11-3-11z" fill="#fff"/></svg>';

/** The colours are those of the web UI. */
const STYLE = `:root {
  color-scheme: light dark;
  --surface: #f6f8f8; --panel: #ffffff; --line: #dde3e4; --text: #16211f; --muted: #55646a;
  --accent: #0f5e6b; --on-accent: #ffffff; --focus: #0b6fd0;
}
@media (prefers-color-scheme: dark) {
  :root {
    --surface: #12191b; --panel: #182023; --line: #2b373b; --text: #e4ebec; --muted: #9fb0b5;
    --accent: #6cc7d1; --on-accent: #06262b; --focus: #7db8ff;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; padding: 12vh 1rem 2rem; background: var(--surface); color: var(--text);
  font: 1rem/1.5 system-ui, "Segoe UI", Roboto, "Liberation Sans", sans-serif;
}
header, main { max-width: 36rem; margin: 0 auto; }
header { display: flex; align-items: center; gap: 0.5rem; margin-bottom: 1rem; font-weight: 600; }
main { padding: 1.5rem 1.75rem; border: 1px solid var(--line); border-radius: 8px; background: var(--panel); }
h1 { margin: 0 0 0.75rem; font-size: 1.375rem; line-height: 1.25; }
p { margin: 0.75rem 0; overflow-wrap: anywhere; }
p:last-child { margin-bottom: 0; }
pre {
  margin: 0.75rem 0; padding: 0.625rem 0.875rem; overflow-x: auto; border: 1px solid var(--line); border-radius: 6px;
  background: var(--surface);
  font: 0.875rem/1.5 ui-monospace, "Cascadia Mono", "SF Mono", Consolas, "Liberation Mono", monospace;
}
code { font: inherit; }
a.main {
  display: inline-block; padding: 0.4rem 0.9rem; border-radius: 6px; background: var(--accent);
  color: var(--on-accent); text-decoration: none;
}
a.main:hover { text-decoration: underline; }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
.note { padding-top: 0.75rem; border-top: 1px solid var(--line); color: var(--muted); font-size: 0.875rem; }
`;
