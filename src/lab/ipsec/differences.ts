/** In what a lab's IPsec is not what is printed, for its report. */
import { diagnostic } from '../../diagnostics/codes.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { counted } from '../../report/words.ts';
import type { ServedHost } from '../services/service.ts';

/** @returns nothing where no host has any. */
export function ipsecDifferences(hosts: readonly Pick<ServedHost, 'ipsec'>[]): Diagnostic[] {
  const count = hosts.filter(({ ipsec }) => ipsec).length;
  if (count === 0) return [];
  return [
    diagnostic('PT9806', {
      message: `printed for strongSwan and changed for the lab: IPsec of ${counted(count, 'host')}, in tunnel mode instead of transport mode, inside of UDP 4500, and started by the lab instead of by the first packet`,
    }),
  ];
}
