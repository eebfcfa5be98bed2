/** WS-Discovery 2005/04, which Windows speaks: its Probe and ProbeMatches, in SOAP over UDP. */
import { printable } from '../shared/bytes.ts';

const DISCOVERY = 'http://schemas.xmlsoap.org/ws/2005/04/discovery';
const ADDRESSING = 'http://schemas.xmlsoap.org/ws/2004/08/addressing';
const SOAP = 'http://www.w3.org/2003/05/soap-envelope';

function envelope(action: string, headers: string, body: string): Uint8Array {
  const text =
    `<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="${SOAP}" xmlns:a="${ADDRESSING}" ` +
    `xmlns:d="${DISCOVERY}"><s:Header><a:Action>${DISCOVERY}/${action}</a:Action>${headers}</s:Header>` +
    `<s:Body>${body}</s:Body></s:Envelope>`;
  return Uint8Array.from(Buffer.from(text, 'utf8'));
}

const TO = `<a:To>urn:schemas-xmlsoap-org:ws:2005:04:discovery</a:To>`;

/** @param id - `urn:uuid:…` */
export function writeProbe(id: string): Uint8Array {
  return envelope('Probe', `${TO}<a:MessageID>${id}</a:MessageID>`, '<d:Probe/>');
}

export function writeProbeMatches(relatesTo: string, own: string, endpoint: string): Uint8Array {
  const match =
    `<d:ProbeMatch><a:EndpointReference><a:Address>${endpoint}</a:Address></a:EndpointReference>` +
    '<d:MetadataVersion>1</d:MetadataVersion></d:ProbeMatch>';
  return envelope(
    'ProbeMatches',
    `<a:To>${ADDRESSING}/role/anonymous</a:To><a:RelatesTo>${relatesTo}</a:RelatesTo><a:MessageID>${own}</a:MessageID>`,
    `<d:ProbeMatches>${match}</d:ProbeMatches>`,
  );
}

export interface Discovery {
  readonly kind: 'Probe' | 'ProbeMatches' | 'Hello' | 'Bye' | 'Resolve' | 'ResolveMatches';
  readonly id?: string;
  readonly relatesTo?: string;
  readonly endpoint?: string;
}

/** Reads the few elements that are needed, whatever their prefixes are. Ids that aren't plain are left out. */
export function readDiscovery(bytes: Uint8Array): Discovery | undefined {
  if (bytes.length > 16_384) return undefined;
  const text = Buffer.from(bytes).toString('utf8');
  if (!text.includes(SOAP) || !text.includes(DISCOVERY)) return undefined;
  if (!/<\/(?:[\w-]{1,20}:)?Envelope>\s*$/.test(text.slice(-64))) return undefined;
  const action = element(text, 'Action');
  const kind = /\/discovery\/(Probe|ProbeMatches|Hello|Bye|Resolve|ResolveMatches)$/.exec(action ?? '')?.[1];
  if (kind === undefined) return undefined;
  const id = element(text, 'MessageID');
  const relatesTo = element(text, 'RelatesTo');
  const endpoint = element(text, 'Address');
  return {
    kind: kind as Discovery['kind'],
    ...(id !== undefined && { id }),
    ...(relatesTo !== undefined && { relatesTo }),
    ...(endpoint !== undefined && { endpoint }),
  };
}

function element(text: string, name: string): string | undefined {
  const value = new RegExp(`<(?:[\\w-]{1,20}:)?${name}(?:\\s[^<>]{0,200})?>([^<>]{1,300})</`).exec(text)?.[1];
  const plain = value === undefined ? undefined : printable(Buffer.from(value.trim()));
  return plain !== undefined && /^[\w:/.#?=%@-]+$/.test(plain) ? plain : undefined;
}
