/** Commands of netsh for a batch file: nothing in a value may end it, or mean anything to cmd.exe. */
import { visibleAscii } from '../plain-text.ts';

/**
 * A value in double quotes. Inside of them cmd.exe takes `&`, `|`, `<`, `>`, `^` and brackets as they are, and only a
 * percent sign has to be doubled; netsh takes a backslash before a quote as its escape. A quote can't be said safely to
 * both. The file is in ASCII, because cmd.exe reads it in the code page of its window.
 */
function netshValue(text: string): string {
  const plain = visibleAscii(text).replaceAll('"', "'").replaceAll('%', '%%');
  return `"${plain.replace(/\\+$/, '$&$&')}"`;
}

/** Values of which nothing has a meaning to anybody. */
const isPlain = (text: string): boolean => /^[A-Za-z0-9.,:/-]+$/.test(text);

/** Parameters and values, in order. */
export type NetshParameters = readonly (readonly [name: string, value: string])[];

/** Where the rules of Windows Defender Firewall are. */
export const FIREWALL = 'advfirewall firewall';

/** A command of one of netsh's contexts. */
export function netshCommand(context: string, verb: string, parameters: NetshParameters): string {
  const words = parameters.map(([name, value]) => `${name}=${isPlain(value) ? value : netshValue(value)}`);
  return ['netsh', context, verb, ...words].join(' ');
}

/**
 * A label that nothing jumps to: of one, cmd.exe reads nothing but percent signs, and a caret at its end. Behind `rem`
 * it would run a command that follows an ampersand.
 */
export const remark = (text: string): string =>
  `:: ${visibleAscii(text).replaceAll('%', '%%').replace(/\^+$/, '')}`.trimEnd();
