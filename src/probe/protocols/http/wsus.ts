/** WSUS's web services. GetConfig ([MS-WUSP] 2.2.2.2.1) and GetAuthConfig ([MS-WSUSSS] 3.1.4.1) need no sign-in. */
import { plainText } from '../shared/bytes.ts';
import { type Judgement, knowsPath, type RoleQuestion } from './judgement.ts';
import type { HttpReply, HttpRequest } from './request.ts';

const LOOK =
  'Look whether WSUS is installed there and in which web site (WSUSCtrl.log), and whether the application pool WsusPool runs';

const CLIENT = 'http://www.microsoft.com/SoftwareDistribution/Server/ClientWebService';
const SERVER = 'http://www.microsoft.com/SoftwareDistribution';

/** SOAP 1.1 with one method and a text as its content. */
function soap(path: string, namespace: string, method: string, content: string): HttpRequest {
  return {
    method: 'POST',
    path,
    headers: { 'Content-Type': 'text/xml; charset=utf-8', SOAPAction: `"${namespace}/${method}"` },
    body:
      '<?xml version="1.0" encoding="utf-8"?>' +
      '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>' +
      `<${method} xmlns="${namespace}">${content}</${method}>` +
      '</soap:Body></soap:Envelope>',
  };
}

/** What clients, site servers and gateways ask of an update point. */
export const UPDATE_POINT: RoleQuestion = {
  role: 'a software update point (WSUS)',
  request: soap(
    '/ClientWebService/client.asmx',
    CLIENT,
    'GetConfig',
    '<protocolVersion>1.20</protocolVersion>',
  ),
  judge: (reply) => judgeSoap(reply, 'GetConfig', /<title>\s*Client Web Service/i),
  further: [
    { request: { path: '/SimpleAuthWebService/SimpleAuth.asmx' }, facts: pathFact('sign-in service') },
    { request: { path: '/ApiRemoting30/WebService.asmx' }, facts: pathFact('administration service') },
  ],
  look: LOOK,
};

/** What an update point asks of the one above it. */
export const UPSTREAM_SERVER: RoleQuestion = {
  role: 'a WSUS server that others synchronise from',
  request: soap('/ServerSyncWebService/ServerSyncWebService.asmx', SERVER, 'GetAuthConfig', ''),
  judge: (reply) => judgeSoap(reply, 'GetAuthConfig', /<title>\s*ServerSync(WebService|Proxy)? Web Service/i),
  look: LOOK,
};

function judgeSoap(reply: HttpReply, method: string, page: RegExp): Judgement {
  const text = reply.body.toString('utf8');
  const isEnvelope = /<([\w-]{1,20}:)?Envelope[\s>]/.test(text) && text.includes('/soap/envelope/');
  if (isEnvelope && text.includes(`${method}Response`)) {
    const version = /<ProtocolVersion>([\d.]{1,12})<\/ProtocolVersion>/i.exec(text)?.[1];
    return {
      kind: 'own',
      says: 'WSUS answers over SOAP',
      facts: { SOAP: `${method} answered`, ...(version !== undefined && { 'WSUS protocol': version }) },
    };
  }
  // A fault is the answer of the web service, too: it is there and has something against the question or itself.
  const fault = isEnvelope ? /<faultstring[^>]{0,100}>([^<]{1,300})/i.exec(text)?.[1] : undefined;
  if (fault !== undefined)
    return {
      kind: 'own',
      says: 'WSUS answers over SOAP with a fault',
      facts: { SOAP: `fault: ${plainText(fault, 200)}` },
    };
  // The page that ASP.NET makes for a web service, with the service's name.
  if (reply.status === 200 && page.test(text) && text.includes('The following operations are supported'))
    return { kind: 'own', says: 'WSUS shows the page of its web service' };
  // WSUS always answers this question with an envelope: a page in its place is somebody else's.
  return reply.status === 200 ? { kind: 'foreign' } : knowsPath(reply);
}

function pathFact(name: string): (reply: HttpReply) => Record<string, string> {
  return (reply) => ({ [name]: `HTTP ${reply.status}` });
}
