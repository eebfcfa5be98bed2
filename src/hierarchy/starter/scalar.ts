/** Words that YAML 1.1 or 1.2 reads as something else than text. */
const NOT_TEXT = /^(?:true|false|null|yes|no|on|off|y|n|\.inf|\.nan)$/i;

/** Letters first, so that it is no number; or an IPv4 address or network, which only looks like one. */
const PLAIN = /^(?:[a-z][a-z0-9._-]*|\d+(?:\.\d+){3}(?:\/\d+)?)$/i;

/** A text as a YAML scalar that reads as this text, plain where that is safe. */
export function yamlText(text: string): string {
  return PLAIN.test(text) && !NOT_TEXT.test(text) ? text : JSON.stringify(text);
}

/** `[a, b]` */
export function yamlList(texts: readonly string[]): string {
  return `[${texts.map(yamlText).join(', ')}]`;
}
