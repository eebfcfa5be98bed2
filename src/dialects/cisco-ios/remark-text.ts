/** A remark holds up to 100 characters in IOS and NX-OS alike. */
const LONGEST_REMARK = 100;

/** One line of printable ASCII, short enough; a question mark would ask the command line for help. */
export function remarkOf(text: string): string {
  return text
    .replace(/[^\x20-\x7e]+/g, ' ')
    .replaceAll('?', '.')
    .replace(/ +/g, ' ')
    .trim()
    .slice(0, LONGEST_REMARK)
    .trim();
}
