/** `netsh advfirewall firewall add rule` for a batch file: nothing in a value may end it, or mean anything to cmd.exe. */
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

export function netshCommand(verb: 'add rule' | 'delete rule', parameters: NetshParameters): string {
  const words = parameters.map(([name, value]) => `${name}=${isPlain(value) ? value : netshValue(value)}`);
  return ['netsh advfirewall firewall', verb, ...words].join(' ');
}
