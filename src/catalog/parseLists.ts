/** The catalog's other lists: statements about ports, ports of discovery, host names on the internet. */
import { type Fields, given } from './fields.ts';
import type {
  ConfigurabilityStatement,
  DiscoveryPort,
  ExternalList,
  GuideRow,
  InternetEndpoint,
} from './model.ts';
import { checkPorts, parseGuideRow } from './parseVocabulary.ts';

export function parseStatement(f: Fields): ConfigurabilityStatement {
  const statement: ConfigurabilityStatement = {
    id: f.text('id'),
    configurable: f.text('configurable'),
    notConfigurable: f.text('notConfigurable'),
    guide: parseOnlyRow(f),
    sources: f.texts('sources'),
    differences: f.texts('differences'),
    configurableConversations: f.texts('configurableConversations'),
    notConfigurableConversations: f.texts('notConfigurableConversations'),
  };
  f.done();
  return statement;
}

export function parseDiscoveryPort(f: Fields): DiscoveryPort {
  const services = f.maps('services').map((s) => {
    const service = {
      service: s.text('service'),
      optional: s.flag('optional', false),
      ...given('note', s.optionalText('note')),
    };
    s.done();
    return service;
  });
  const port: DiscoveryPort = {
    id: f.text('id'),
    title: f.text('title'),
    guide: parseOnlyRow(f),
    services,
    conversation: f.text('conversation'),
    sources: f.texts('sources'),
    differences: f.texts('differences'),
  };
  f.done();
  return port;
}

function parseOnlyRow(f: Fields): GuideRow {
  const row = f.map('guide');
  if (row) return parseGuideRow(row);
  f.problem('"guide" is missing');
  return { table: '', row: 0 };
}

const BASES = ['stated', 'scheme', 'inferred', 'not-stated'] as const;
const SCHEMES = ['http', 'https'] as const;
const CLOUDS = ['public', 'usgov'] as const;

/** A role's hosts for one feature; what stands above the list holds for each host that doesn't say otherwise. */
export function parseEndpoints(f: Fields): InternetEndpoint[] {
  const role = f.text('role');
  const feature = f.text('feature');
  const source = f.text('source');
  const alsoIn = f.has('alsoIn') ? f.texts('alsoIn') : undefined;
  const shared = parseHostFields(f);
  const hosts = f.maps('hosts');
  if (hosts.length === 0) f.problem('"hosts" is missing or empty');
  f.done();
  return hosts.map((h) => {
    const pattern = h.text('pattern');
    const path = h.optionalText('path');
    const own = { ...shared, ...parseHostFields(h) };
    const { portsBasis } = own;
    if (portsBasis === undefined) h.problem('"portsBasis" is missing');
    h.done();
    const url = `${own.scheme === undefined ? '' : `${own.scheme}://`}${pattern}${path ?? ''}`;
    const cloud = own.cloud ?? 'public';
    return {
      lifecycle: 'current',
      ...own,
      id: `${role}/${feature}/${url}${cloud === 'public' ? '' : ` (${cloud})`}`,
      cloud,
      role,
      feature,
      pattern,
      ...given('path', path),
      portsBasis: portsBasis ?? 'not-stated',
      source,
      ...given('alsoIn', alsoIn),
    };
  });
}

type HostFields = Partial<
  Pick<InternetEndpoint, 'scheme' | 'ports' | 'portsBasis' | 'cloud' | 'lifecycle' | 'note'>
>;

function parseHostFields(f: Fields): HostFields {
  const ports = f.optionalPorts('ports');
  if (ports !== undefined) checkPorts(f, 'tcp', ports);
  return {
    ...given('scheme', f.optionalOneOf('scheme', SCHEMES)),
    ...given('ports', ports),
    ...given('portsBasis', f.optionalOneOf('portsBasis', BASES)),
    ...given('cloud', f.optionalOneOf('cloud', CLOUDS)),
    ...given('lifecycle', f.optionalText('lifecycle')),
    ...given('note', f.optionalText('note')),
  };
}

export function parseExternalList(f: Fields): ExternalList {
  const list = { role: f.text('role'), feature: f.text('feature'), see: f.text('see') };
  f.done();
  return list;
}
