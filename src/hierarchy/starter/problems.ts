import { parseNetwork } from '../../net/network.ts';
import type { StarterForm, StarterProblem } from './form.ts';
import { entries } from './write.ts';

type Say = (field: string, message: string, help?: string) => void;

/** What a form lacks, said at its fields; what only the whole document shows is left to the hierarchy's checks. */
export function starterProblems(form: StarterForm): StarterProblem[] {
  const problems: StarterProblem[] = [];
  const say: Say = (field, message, help) =>
    problems.push({ field, message, ...(help !== undefined && { help }) });
  checkSite(form, say);
  checkServers(form, say);
  checkClients(form, say);
  checkNetwork(form, say);
  return problems;
}

function checkSite({ name, siteCode, version }: StarterForm, say: Say): void {
  if (!name?.trim()) say('name', 'Give the hierarchy a name', 'It stands at the top of every plan');
  if (!/^[A-Z0-9]{3}$/i.test(siteCode ?? ''))
    say('siteCode', 'A site code has three letters or digits', 'For example P01');
  if (version !== undefined && !/^\d{4}$/.test(version))
    say('version', 'A version has four digits', 'For example 2509');
}

function checkServers({ servers, wsus }: StarterForm, say: Say): void {
  if (servers.length === 0) say('servers', 'Add at least the site server');
  checkNames(servers, 'servers', 'server', say);
  for (const [i, { address, roles }] of servers.entries()) {
    checkAddresses(address, `servers.${i}.address`, say);
    if (roles.length === 0) say(`servers.${i}.roles`, 'Choose what this server does', 'At least one role');
  }
  for (const role of ['site-server', 'sql-server'] as const) checkOnly(role, servers, say);
  if (!wsus || !servers.some((s) => s.roles.includes('software-update-point'))) return;
  for (const key of ['http', 'https'] as const)
    if (!Number.isInteger(wsus[key]) || wsus[key] < 1 || wsus[key] > 65_535)
      say(`wsus.${key}`, 'A port is a whole number from 1 to 65535');
  if (wsus.http === wsus.https) say('wsus.https', 'HTTP and HTTPS need different ports');
}

const TITLES = { 'site-server': 'site server', 'sql-server': 'site database server (SQL Server)' } as const;

function checkOnly(role: keyof typeof TITLES, servers: StarterForm['servers'], say: Say): void {
  const holders = [...servers.entries()].filter(([, s]) => s.roles.includes(role));
  if (servers.length > 0 && holders.length === 0)
    say('servers', `No server is the ${TITLES[role]}`, 'Choose the role at the one that is');
  for (const [i] of holders.slice(1))
    say(`servers.${i}.roles`, `Another server is the ${TITLES[role]} already`, 'A first site has one');
}

function checkAddresses(text: string, field: string, say: Say): void {
  const addresses = entries(text);
  if (addresses.length === 0) say(field, 'Type its address', 'For example 10.0.0.20');
  for (const address of addresses) {
    const network = parseNetwork(address);
    if (!('first' in network)) say(field, `${address} is no address`, 'For example 10.0.0.20, or fd00::20');
    else if (network.first !== network.last)
      say(field, `${address} is a network`, 'A server has single addresses');
  }
}

function checkClients({ clients, servers, consoles }: StarterForm, say: Say): void {
  if (clients.length === 0)
    say(
      'clients',
      'Add at least one network of clients',
      'Rules are for these subnets, never for any address',
    );
  checkNames(clients, 'clients', 'client network', say);
  const known = new Set(servers.map((s) => s.name));
  for (const [i, network] of clients.entries()) {
    checkNetworks(network.networks, `clients.${i}.networks`, say);
    for (const server of network.servers ?? [])
      if (!known.has(server)) say(`clients.${i}.servers`, `No server is called ${server}`);
  }
  if (entries(consoles).length > 0) checkNetworks(consoles ?? '', 'consoles', say);
}

function checkNetwork({ zones = [], firewall, internet }: StarterForm, say: Say): void {
  checkNames(zones, 'zones', 'zone', say);
  for (const [i, zone] of zones.entries()) {
    checkNetworks(zone.networks, `zones.${i}.networks`, say);
    if (zone.name === 'internet')
      say(`zones.${i}.name`, 'internet is built in', 'It is every address outside of the zones');
  }
  if (!firewall) return;
  if (!firewall.name.trim()) say('firewall.name', 'Give the firewall a name');
  if (!firewall.dialect) say('firewall.dialect', 'Choose the language of its rules');
  if (new Set(firewall.between).size < 2)
    say('firewall.between', 'A firewall stands between at least two zones', 'Choose them; internet is one');
  for (const name of firewall.between)
    if (name !== 'internet' && !zones.some((zone) => zone.name === name))
      say('firewall.between', `No zone is called ${name}`);
  // One firewall is all that the form asks for: what it does not touch can't be reached, and no plan can be made.
  const apart = zones.filter((zone) => zone.name !== '' && !firewall.between.includes(zone.name));
  for (const { name } of apart)
    say('firewall.between', `Nothing leads to the zone ${name}`, 'Choose it here, or take the zone away');
  if (internet !== 'none' && !firewall.between.includes('internet'))
    say(
      'firewall.between',
      'Servers reach the internet, but nothing leads there',
      'Choose internet here, or say under Site that they do not reach it',
    );
}

function checkNetworks(text: string, field: string, say: Say): void {
  const networks = entries(text);
  if (networks.length === 0) say(field, 'Type its networks', 'For example 10.1.0.0/22');
  for (const network of networks) {
    const parsed = parseNetwork(network);
    if (!('first' in parsed)) say(field, `${network}: ${parsed.error}`, 'For example 10.1.0.0/22');
  }
}

function checkNames(
  things: readonly { readonly name: string }[],
  step: string,
  word: string,
  say: Say,
): void {
  const taken = new Map<string, number>();
  for (const [i, { name }] of things.entries()) {
    const field = `${step}.${i}.name`;
    if (!name.trim()) say(field, `Give the ${word} a name`);
    else if (taken.has(name)) say(field, `Another ${word} is called ${name}`);
    taken.set(name, i);
  }
}
