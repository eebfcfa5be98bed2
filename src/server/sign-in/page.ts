const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** A page for people who come back from the identity provider and can't be let in: without script or style. */
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
<title>${safe(title)} – Portolan</title>
<main>
<h1>${safe(title)}</h1>
<p>${safe(text)}</p>
<p><a href="${safe(link.href)}">${safe(link.text)}</a></p>
</main>
</html>
`;
}
