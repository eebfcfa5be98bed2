/** Destinations beyond a proxy, as they can be asked for. */
import { isIP } from 'node:net';

export interface Destination {
  readonly host: string;
  readonly port: number;
}

/**
 * Reads `name`, `name:port`, `https://name`, and leaves out what names no single host (`*.microsoft.com`).
 * @returns each once, those for CONNECT and those for GET in the given order
 */
export function destinationsOf(texts: readonly string[]): Destination[] {
  const seen = new Map<string, Destination>();
  for (const text of texts) {
    const match = /^(?:(https?):\/\/)?(\[[0-9a-f:.]+\]|[^/:\s]+)(?::(\d{1,5}))?(?:\/.*)?$/i.exec(text);
    if (!match) continue;
    const host = (match[2] ?? '').replace(/^\[|\]$/g, '');
    const port = match[3] === undefined ? (match[1]?.toLowerCase() === 'http' ? 80 : 443) : Number(match[3]);
    const isName =
      /^(?=.{1,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/i;
    if (port < 1 || port > 65535 || (isIP(host) === 0 && !isName.test(host))) continue;
    const key = `${host.toLowerCase()} ${port}`;
    if (!seen.has(key)) seen.set(key, { host, port });
  }
  return [...seen.values()];
}
