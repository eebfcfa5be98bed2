import { isMap, type YamlNode, type YamlPair } from '../yaml/node.ts';
import { type Entry, named, object, oneOrMany } from './collections.ts';
import { described, located, type Shape } from './shape.ts';
import { name, network } from './values.ts';
import type { WrittenConsoles } from './written.ts';

const consoleNetwork: Shape<WrittenConsoles> = object('a console network', {
  subnet: described('Subnet or address of the consoles, or several', oneOrMany(network)),
  subnets: described('Subnets or addresses of the consoles', oneOrMany(network)),
  sites: described('Sites that they administer, all if left out', oneOrMany(located(name('a site code')))),
  forest: described('Active Directory forest', name('the name of a forest')),
  proxy: described('Host with the role proxy-server', located(name('the name of a host'))),
});
const several = named('a map of console networks', consoleNetwork);

/** One console network without a name, `consoles: { subnet: … }`, or a map of them. */
export const consolesShape: Shape<readonly Entry<WrittenConsoles>[]> = {
  expects: 'a console network with its subnets, or a map of such',
  json: { anyOf: [consoleNetwork.json, several.json] },
  read: (node, context, owner) => {
    const target = context.resolve(node);
    if (!target) return undefined;
    if (!isMap(target) || holdsMaps(target.items, context.resolve))
      return several.read(target, context, owner);
    const value = consoleNetwork.read(target, context, owner);
    return [{ name: 'consoles', offset: owner, value }];
  },
};

/** Only a map of networks has maps as its values. */
function holdsMaps(items: readonly YamlPair[], resolve: (node: YamlNode) => YamlNode | undefined): boolean {
  return items.length === 0 || items.some(({ value }) => value && isMap(resolve(value)));
}
