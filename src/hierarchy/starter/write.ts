import type { StarterClients, StarterForm, StarterServer } from './form.ts';
import { yamlList, yamlText } from './scalar.ts';

/** A document with the form's field that each of its lines comes from. */
export interface StarterText {
  readonly text: string;
  /** By line, from 0; `''` where no field is meant. */
  readonly fields: readonly string[];
}

interface Writer {
  /** A line of text, from a field of the form. */
  line(text: string, field?: string): void;
}

/** Writes the document of a form, whatever stands in it: texts are quoted where YAML would read something else. */
export function writeStarter(form: StarterForm): StarterText {
  const lines: string[] = [];
  const fields: string[] = [];
  const writer: Writer = {
    line: (text, field = '') => {
      lines.push(text);
      fields.push(field);
    },
  };
  writeHead(form, writer);
  writeNetwork(form, writer);
  writeSite(form, writer);
  writeServers(form, writer);
  writeClients(form, writer);
  return { text: `${lines.join('\n')}\n`, fields };
}

/** The entries of a field for several things: commas, semicolons, spaces and line breaks stand between them. */
export function entries(text: string | undefined): string[] {
  return (text ?? '').split(/[\s,;]+/).filter((entry) => entry !== '');
}

function writeHead({ name, version, internet }: StarterForm, { line }: Writer): void {
  line(`hierarchy: ${yamlText(name ?? '')}`, 'name');
  line(`version: ${JSON.stringify(version ?? '2509')} # of Configuration Manager`, 'version');
  if (internet === 'none') line('internet: none # site systems do not reach it', 'internet');
}

function writeNetwork({ zones = [], firewall }: StarterForm, { line }: Writer): void {
  if (zones.length > 0) {
    line('');
    line('# Parts of the network. `internet` is built in: every other address.');
    line('zones:', 'zones');
    for (const [i, zone] of zones.entries())
      line(`  ${yamlText(zone.name)}: ${yamlList(entries(zone.networks))}`, `zones.${i}`);
  }
  if (!firewall) return;
  line('');
  line('# What stands between them. Rules are printed in its dialect.');
  line('filters:', 'firewall');
  line(`  ${yamlText(firewall.name)}:`, 'firewall.name');
  line(`    between: ${yamlList(firewall.between)}`, 'firewall.between');
  line(`    dialect: ${yamlText(firewall.dialect)}`, 'firewall.dialect');
}

function writeSite({ siteCode, communication }: StarterForm, { line }: Writer): void {
  line('');
  line('# One primary site: with a single site nothing else needs to say which site it belongs to.');
  line('sites:');
  line(`  ${yamlText(siteCode ?? '')}:`, 'siteCode');
  line(`    communication: ${communication ?? 'enhanced-http'}`, 'communication');
}

function writeServers(form: StarterForm, { line }: Writer): void {
  line('');
  line('# Every server that takes part, with its roles.');
  line(form.servers.length > 0 ? 'hosts:' : 'hosts: {}', 'servers');
  for (const [i, server] of form.servers.entries()) {
    const addresses = entries(server.address);
    const [only, ...more] = addresses;
    line(`  ${yamlText(server.name)}:`, `servers.${i}.name`);
    line(
      `    address: ${more.length === 0 ? yamlText(only ?? '') : yamlList(addresses)}`,
      `servers.${i}.address`,
    );
    line(
      `    roles: [${server.roles.map((role) => roleText(role, server, form)).join(', ')}]`,
      `servers.${i}.roles`,
    );
  }
}

function roleText(role: string, server: StarterServer, { wsus }: StarterForm): string {
  if (role === 'distribution-point' && server.pxe !== undefined && server.pxe !== 'none')
    return `{ distribution-point: { pxe: ${server.pxe} } }`;
  if (role === 'software-update-point' && wsus) {
    const { http, https, ssl } = wsus;
    return `{ software-update-point: { ports: { http: ${http}, https: ${https} }${ssl ? ', ssl: true' : ''} } }`;
  }
  return yamlText(role);
}

function writeClients({ clients, consoles }: StarterForm, { line }: Writer): void {
  const grouped = clients.some(hasGroup);
  if (grouped) {
    line('');
    line('# Clients talk to the site systems of their boundary group, and to no others.');
    line('boundaryGroups:', 'clients');
    for (const [i, network] of clients.entries()) {
      const systems = hasGroup(network) ? `{ siteSystems: ${yamlList(network.servers ?? [])} }` : '{}';
      line(`  ${yamlText(network.name)}: ${systems}`, `clients.${i}.servers`);
    }
  }
  line('');
  line('# Subnets of clients. Rules are for these, never for any address.');
  line(clients.length > 0 ? 'clients:' : 'clients: {}', 'clients');
  for (const [i, { name, networks }] of clients.entries()) {
    line(`  ${yamlText(name)}:`, `clients.${i}.name`);
    line(`    subnets: ${yamlList(entries(networks))}`, `clients.${i}.networks`);
    if (grouped) line(`    boundaryGroup: ${yamlText(name)}`, `clients.${i}.name`);
  }
  const from = entries(consoles);
  if (from.length === 0) return;
  line('');
  line('# Where Configuration Manager consoles run.');
  line('consoles:');
  line(`  subnets: ${yamlList(from)}`, 'consoles');
}

function hasGroup({ servers }: StarterClients): boolean {
  return servers !== undefined && servers.length > 0;
}
