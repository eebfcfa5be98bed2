import type { ChainService } from './flow-document.ts';

/** `80,443`, `49152-65535`. */
export function portsText(ports: ChainService['ports']): string {
  return ports.map(({ first, last }) => (first === last ? `${first}` : `${first}-${last}`)).join(',');
}

/** The service's name where it is known, else its id. */
export const serviceText = ({ name, service }: Pick<ChainService, 'name' | 'service'>): string =>
  name ?? service;

/** `install until 2026-12-31`. */
export function windowText({ phase, window }: Pick<ChainService, 'phase' | 'window'>): string {
  const from = window?.from ? ` from ${window.from}` : '';
  const until = window?.until ? ` until ${window.until}` : '';
  return `${phase}${from}${until}`;
}
