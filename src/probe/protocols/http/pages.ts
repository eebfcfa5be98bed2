/** What the roles' web servers say: just what clients and checks ask them for. */
import { X509Certificate } from 'node:crypto';
import type { ResponderContext } from '../../protocol.ts';

export interface Page {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly text: string;
}

const SERVER = { Server: 'Microsoft-IIS/10.0' } as const;
const XML = { ...SERVER, 'Content-Type': 'text/xml; charset=utf-8' } as const;

const NOT_FOUND: Page = { status: 404, headers: SERVER, text: '404 - File or directory not found.' };
const DENIED: Page = { status: 403, headers: SERVER, text: '403 - Forbidden: Access is denied.' };
const SIGN_IN: Page = {
  status: 401,
  headers: { ...SERVER, 'WWW-Authenticate': 'Negotiate' },
  text: '401 - Unauthorized: Access is denied due to invalid credentials.',
};

const UPDATE_ROLES: readonly string[] = ['software-update-point', 'wsus-server'];

/** Path in small letters → role that has it, and what it says to who isn't signed in. */
const PATHS: readonly (readonly [path: string, roles: readonly string[], page: Page])[] = [
  ['/sms_dp_smspkg$/', ['distribution-point'], SIGN_IN],
  ['/sms_fsp/.sms_fsp', ['fallback-status-point'], { status: 200, headers: SERVER, text: '' }],
  ['/smssmp/.sms_smp', ['state-migration-point'], SIGN_IN],
  ['/reportserver', ['reporting-services-point'], SIGN_IN],
  ['/adminservice/wmi/', ['sms-provider', 'site-server'], SIGN_IN],
  ['/enrollmentservice/deviceenrollmentservice.svc', ['enrollment-point'], SIGN_IN],
  ['/enrollmentserver/discovery.svc', ['enrollment-proxy-point'], { status: 200, headers: SERVER, text: '' }],
  [
    '/cmcertificateregistration/certificateregistrationservice.svc',
    ['certificate-registration-point'],
    DENIED,
  ],
  ['/certsrv/mscep/mscep.dll', ['ndes-policy-module'], SIGN_IN],
  ['/sccm_branchcache$/', ['client'], SIGN_IN],
  ['/116b50eb-ece2-41ac-8429-9f9e963361b7/', ['client'], { status: 405, headers: SERVER, text: '' }],
  ['/mscomtest/wuidt.gif', ['distribution-point'], { status: 200, headers: SERVER, text: 'GIF89a' }],
  [
    '/simpleauthwebservice/simpleauth.asmx',
    UPDATE_ROLES,
    { status: 200, headers: SERVER, text: 'SimpleAuth' },
  ],
  ['/apiremoting30/webservice.asmx', UPDATE_ROLES, SIGN_IN],
];

/** The answer of the host's roles; anything else isn't there. */
export function pageFor(context: ResponderContext, method: string, url: string, body: string): Page {
  const { roles } = context.host;
  const [path = '', query = ''] = url.toLowerCase().split('?');
  if (path === '/sms_mp/.sms_aut' && roles.includes('management-point'))
    return managementPoint(context, query) ?? DENIED;
  if (UPDATE_ROLES.some((role) => roles.includes(role)) && method === 'POST') {
    const reply = soapReply(path, body);
    if (reply !== undefined) return reply;
  }
  const found = PATHS.find(
    ([known, owners]) => known === path && owners.some((role) => roles.includes(role)),
  );
  if (found !== undefined) return found[2];
  // Cloud services and the internet have a page at their root, and so has any web server.
  return path === '/' ? { status: 200, headers: SERVER, text: `${context.host.name}\n` } : NOT_FOUND;
}

function managementPoint(context: ResponderContext, query: string): Page | undefined {
  const name = xml(context.host.fqdn);
  if (query === 'mplist')
    return page(
      `<MPList><MP Name="${name.toUpperCase()}" FQDN="${name}"><Version>9141</Version>` +
        '<Capabilities SchemaVersion="1.0"><Property Name="SSLState" Value="0"/></Capabilities></MP></MPList>',
    );
  if (query === 'mpcert') return page(digits(context) ?? '');
  if (query === 'mpkeyinformation')
    return page(
      `<MPKEYINFORMATION><FQDN>${name}</FQDN><SITECODE>${xml(siteCode(context))}</SITECODE></MPKEYINFORMATION>`,
    );
  return undefined;
}

function siteCode(context: ResponderContext): string {
  return context.hints.site ?? context.hints.siteCode ?? 'LAB';
}

function page(text: string): Page {
  return { status: 200, headers: XML, text };
}

/** The host's certificate as the management point gives it. */
function digits({ certificate }: ResponderContext): string | undefined {
  if (certificate === undefined) return undefined;
  try {
    return new X509Certificate(certificate.cert).raw.toString('hex').toUpperCase();
  } catch {
    return undefined;
  }
}

const SOAP_METHODS: Readonly<Record<string, readonly [method: string, content: string]>> = {
  '/clientwebservice/client.asmx': [
    'GetConfig',
    '<GetConfigResult><LastChange>2026-01-01T00:00:00Z</LastChange><IsRegistrationRequired>false</IsRegistrationRequired></GetConfigResult>',
  ],
  '/serversyncwebservice/serversyncwebservice.asmx': [
    'GetAuthConfig',
    '<GetAuthConfigResult><AuthInfo></AuthInfo></GetAuthConfigResult>',
  ],
};

function soapReply(path: string, body: string): Page | undefined {
  const known = SOAP_METHODS[path];
  if (known === undefined) return undefined;
  const [method, content] = known;
  const isAsked = body.includes(`<${method} `);
  const inner = isAsked
    ? `<${method}Response xmlns="http://www.microsoft.com/SoftwareDistribution">${content}</${method}Response>`
    : '<soap:Fault><faultcode>soap:Client</faultcode><faultstring>unknown method</faultstring></soap:Fault>';
  return {
    status: isAsked ? 200 : 500,
    headers: XML,
    text: `<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>${inner}</soap:Body></soap:Envelope>`,
  };
}

function xml(text: string): string {
  return text.replace(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
