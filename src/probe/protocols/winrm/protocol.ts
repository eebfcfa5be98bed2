/** WinRM, asked who it is: WS-Management 1.1 (DSP0226), 11, and [MS-WSMV] 3.1.4.1.29 for the question without a name. */
import type { Protocol, Responder } from '../../protocol.ts';
import { checkRole } from '../http/check.ts';
import { header, knowsPath, type RoleQuestion } from '../http/judgement.ts';
import { serveHttp } from '../http/responder.ts';
import { plainText } from '../shared/bytes.ts';
import { secureResponder } from '../tls.ts';

const SOAP = 'http://www.w3.org/2003/05/soap-envelope';
const IDENTITY = 'http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd';

const IDENTIFY = `<s:Envelope xmlns:s="${SOAP}" xmlns:i="${IDENTITY}"><s:Header/><s:Body><i:Identify/></s:Body></s:Envelope>`;

const QUESTION: RoleQuestion = {
  role: 'WinRM',
  request: {
    method: 'POST',
    path: '/wsman',
    headers: { 'Content-Type': 'application/soap+xml;charset=UTF-8', WSMANIDENTIFY: 'unauthenticated' },
    body: IDENTIFY,
  },
  judge(reply) {
    const body = reply.body.toString('utf8');
    if (reply.status !== 200 || !body.includes(IDENTITY) || !/[:<]IdentifyResponse[\s>]/.test(body)) {
      const signIn =
        reply.status !== 401 || /negotiate|kerberos|basic/i.test(header(reply, 'www-authenticate') ?? '');
      return signIn && reply.status !== 200 ? knowsPath(reply) : { kind: 'foreign' };
    }
    const part = (name: string) => {
      const value = new RegExp(`[:<]${name}>([^<>]{1,120})<`).exec(body)?.[1];
      return value === undefined ? '' : plainText(value);
    };
    const vendor = part('ProductVendor');
    return {
      kind: 'own',
      says: vendor === '' ? 'WinRM answers' : `WinRM of ${vendor} answers`,
      facts: { 'WinRM vendor': vendor, 'WinRM version': part('ProductVersion') },
    };
  },
  look: 'Look whether the WinRM service runs and listens on this port: winrm enumerate winrm/config/listener',
};

const IDENTIFIED =
  `<s:Envelope xmlns:s="${SOAP}"><s:Header/><s:Body><i:IdentifyResponse xmlns:i="${IDENTITY}">` +
  '<i:ProtocolVersion>http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd</i:ProtocolVersion>' +
  '<i:ProductVendor>Portolan</i:ProductVendor><i:ProductVersion>1</i:ProductVersion>' +
  '</i:IdentifyResponse></s:Body></s:Envelope>';

function responder(tls: boolean): Responder {
  return {
    tcp(socket, context) {
      const inner = tls ? secureResponder(socket, context) : socket;
      if (inner === undefined) return void socket.destroy();
      serveHttp(inner, (method, path, body) => {
        if (path.split('?')[0] !== '/wsman') return { status: 404, text: '' };
        if (method !== 'POST') return { status: 405, text: '' };
        return body.includes('Identify')
          ? {
              status: 200,
              headers: { 'Content-Type': 'application/soap+xml;charset=UTF-8' },
              text: IDENTIFIED,
            }
          : { status: 401, headers: { 'WWW-Authenticate': 'Negotiate' }, text: '' };
      });
    },
  };
}

export const WINRM: readonly Protocol[] = [
  {
    name: 'WinRM over HTTP',
    transport: 'tcp',
    services: ['winrm-http'],
    check: (context) => checkRole(context, QUESTION, false),
    responder: responder(false),
  },
  {
    name: 'WinRM over HTTPS',
    transport: 'tcp',
    services: ['winrm-https'],
    check: (context) => checkRole(context, QUESTION, true),
    responder: responder(true),
  },
];
