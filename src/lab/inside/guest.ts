/** A namespace that is plugged into a wire of a running lab, for what stands in a network beside its hosts. */
import { ownCommands, wiringCommands } from '../ip-commands.ts';
import type { LabHost } from '../model.ts';
import type { Resident } from '../residents.ts';
import { runIp } from './build.ts';
import type { Inside } from './lab.ts';

/**
 * Everything that it has but its own address is as with the host beside it.
 * @param number none that another guest has.
 * @returns the namespace's id.
 */
export async function guestBeside(
  { namespaces }: Inside,
  { host, address }: Pick<Resident, 'host' | 'address'>,
  own: string,
  number: number,
): Promise<string> {
  const cable = host.interfaces.find(({ addresses }) => addresses.some((a) => a.address === address.address));
  if (!cable) throw new Error(`${host.label} has no interface with ${address.address}`);
  const id = `g${number}`;
  const mac = [2, 3, 0, 0, number >> 8, number & 255].map((n) => n.toString(16).padStart(2, '0')).join(':');
  const routes = cable.routes
    .filter(({ family }) => family === address.family)
    .map(({ from: _, ...route }) => route);
  const leg = { name: 'eth0', wire: cable.wire, mac, addresses: [{ ...address, address: own }], routes };
  const guest: LabHost = { ...host, id, interfaces: [leg], ports: [] };
  await runIp(wiringCommands({ hierarchy: '', wires: [], hosts: [guest], filters: [], leftOut: [] }));
  await namespaces.in(id, () => runIp(ownCommands(guest.interfaces).lines));
  return id;
}
