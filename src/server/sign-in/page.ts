const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Where the page's style stands: the content policy allows none inside of it. */
export const STYLE_PATH = '/sign-in/page.css';

export const PAGE_STYLE = `:root { color-scheme: light dark; background: Canvas; color: CanvasText; font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 36rem; margin: 15vh auto 0; padding: 0 1.5rem; }
h1 { font-size: 1.5rem; }
a { color: light-dark(#0b5563, #7fd1de); }
`;

/** A page for people who come back from the identity provider and can't be let in: without script. */
export function messagePage(
  title: string,
  text: string,
  link: { readonly href: string; readonly text: string },
): string {
  const safe = (part: string): string => part.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? '');
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<link rel="stylesheet" href="${STYLE_PATH}">
<title>${safe(title)} · Portolan</title>
<main>
<h1>${safe(title)}</h1>
<p>${safe(text)}</p>
<p><a href="${safe(link.href)}">${safe(link.text)}</a></p>
</main>
</html>
`;
}
