/** What the web site of each role answers, as far as one asks it without signing in. */

/** A place of a web site: what it answers to GET. */
export interface WebPlace {
  /** Without what follows a question mark; a prefix where it ends with `/`. */
  readonly path: string;
  /** What the question has to begin with, for places that answer several. */
  readonly query?: string;
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface WebHost {
  readonly fqdn: string;
  readonly roles: readonly string[];
  /** The host's certificate in hexadecimal digits, as a management point says it. */
  readonly certificate: string;
}

const XML = 'text/xml; charset=utf-8';
const HTML = 'text/html; charset=utf-8';

/** Integrated Windows authentication is asked for: the content of a distribution point is for clients only. */
const SIGN_IN = { 'WWW-Authenticate': 'Negotiate' } as const;

type Places = (host: WebHost) => readonly WebPlace[];

const webService = (path: string, name: string): WebPlace => ({
  path,
  status: 200,
  type: HTML,
  body: `<html><head><title>${name} Web Service</title></head><body><h1>${name}</h1><p>The following operations are supported. For a formal definition, please review the <a href="${path.slice(path.lastIndexOf('/') + 1)}?WSDL">Service Description</a>.</p></body></html>`,
});

const softwareUpdates: Places = () => [
  webService('/ClientWebService/client.asmx', 'Client'),
  webService('/SimpleAuthWebService/SimpleAuth.asmx', 'SimpleAuth'),
  webService('/ApiRemoting30/WebService.asmx', 'ApiRemoting'),
  webService('/ServerSyncWebService/ServerSyncWebService.asmx', 'ServerSyncWebService'),
  webService('/DssAuthWebService/DssAuthWebService.asmx', 'DssAuthWebService'),
  webService('/ReportingWebService/ReportingWebService.asmx', 'WebService'),
  { path: '/Content/', status: 403, type: HTML, body: '<h1>403</h1>' },
  { path: '/selfupdate/iuident.cab', status: 200, type: 'application/octet-stream', body: 'MSCF' },
];

/** By role id. */
const PLACES: Readonly<Record<string, Places>> = {
  'management-point': ({ fqdn, certificate }) => [
    {
      path: '/SMS_MP/.sms_aut',
      query: 'mplist',
      status: 200,
      type: XML,
      body: `<MPList><MP Name="${escapeXml(fqdn.toUpperCase())}" FQDN="${escapeXml(fqdn)}"><Version>9132</Version><Capabilities SchemaVersion="1.0"><Property Name="SSLState" Value="0"/></Capabilities></MP></MPList>`,
    },
    { path: '/SMS_MP/.sms_aut', query: 'mpcert', status: 200, type: XML, body: certificate },
  ],
  'distribution-point': () => [
    { path: '/mscomtest/wuidt.gif', status: 200, type: 'image/gif', body: 'GIF89a' },
    { path: '/SMS_DP_SMSPKG$/', status: 401, type: HTML, body: '<h1>401</h1>', headers: SIGN_IN },
    { path: '/SMS_DP_SMSSIG$/', status: 401, type: HTML, body: '<h1>401</h1>', headers: SIGN_IN },
    { path: '/NOCERT_SMS_DP_SMSPKG$/', status: 401, type: HTML, body: '<h1>401</h1>', headers: SIGN_IN },
  ],
  'software-update-point': softwareUpdates,
  'wsus-server': softwareUpdates,
  'fallback-status-point': () => [{ path: '/SMS_FSP/.sms_fsp', status: 200, type: XML, body: '' }],
  'state-migration-point': () => [
    { path: '/SMSSMP/.sms_smp', status: 401, type: HTML, body: '<h1>401</h1>', headers: SIGN_IN },
  ],
  'reporting-services-point': () => [
    { path: '/ReportServer', status: 401, type: HTML, body: '<h1>401</h1>', headers: SIGN_IN },
    { path: '/Reports', status: 401, type: HTML, body: '<h1>401</h1>', headers: SIGN_IN },
  ],
  'enrollment-point': () => [
    { path: '/EnrollmentService/', status: 401, type: HTML, body: '<h1>401</h1>', headers: SIGN_IN },
  ],
  'enrollment-proxy-point': () => [{ path: '/EnrollmentServer/', status: 200, type: XML, body: '' }],
  'certificate-registration-point': () => [
    { path: '/CMCertificateRegistration/', status: 403, type: HTML, body: '<h1>403</h1>' },
  ],
  'sms-provider': () => [
    { path: '/AdminService/', status: 401, type: HTML, body: '<h1>401</h1>', headers: SIGN_IN },
  ],
};

/** All places of the host's web sites, in the order in which they are tried. */
export function webPlaces(host: WebHost): WebPlace[] {
  return host.roles.flatMap((role) => PLACES[role]?.(host) ?? []);
}

function escapeXml(text: string): string {
  return text.replace(/[<>&"']/g, (c) => `&#${c.charCodeAt(0)};`).replace(/[\u0000-\u001f]/g, ' ');
}
