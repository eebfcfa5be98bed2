/** A part of a key: no other text, and no other division of a longer one, gives the same. */
export function counted(text: string | undefined): string {
  return text === undefined ? '-;' : `${text.length};${text}`;
}
