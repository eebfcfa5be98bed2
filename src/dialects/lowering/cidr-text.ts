import { formatAddress, type Network } from '../../net/network.ts';

/** A prefix with its length, also where it is one address. */
export function cidrText({ family, first, last, text }: Network): string {
  return first === last ? `${formatAddress(family, first)}/${family === 4 ? 32 : 128}` : text;
}
