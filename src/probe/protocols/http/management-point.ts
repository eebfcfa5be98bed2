/**
 * The management point's ISAPI extension: `mplist` and `mpcert` are Microsoft's own test for it ("Troubleshoot
 * management points": both must answer without an error), `MPKEYINFORMATION` has the site's code.
 */
import { X509Certificate } from 'node:crypto';
import { plainText } from '../shared/bytes.ts';
import { type Judgement, knowsPath, type RoleQuestion } from './judgement.ts';
import type { HttpReply } from './request.ts';

const PATH = '/SMS_MP/.sms_aut';

export const MANAGEMENT_POINT: RoleQuestion = {
  role: 'a management point',
  request: { path: `${PATH}?mplist` },
  judge: judgeList,
  further: [
    { request: { path: `${PATH}?mpcert` }, facts: certificateFacts },
    { request: { path: `${PATH}?MPKEYINFORMATION` }, facts: siteFacts },
  ],
  look: 'Look whether the management point is installed there (MPSetup.log, mpcontrol.log), and in the web site that has this port',
};

/** `<MPList><MP Name="…" FQDN="…"><Version>9128</Version>…</MP>…</MPList>`. */
function judgeList(reply: HttpReply): Judgement {
  const text = reply.body.toString('utf8');
  if (reply.status !== 200) return knowsPath(reply);
  if (!/^\s*(<\?xml[^>]{0,200}\?>\s*)?<MPList[\s>/]/i.test(text)) return { kind: 'foreign' };
  const points = [...text.matchAll(/<MP\s([^>]{1,500})>(?:\s*<Version>(\d{1,9})<\/Version>)?/gi)].slice(
    0,
    64,
  );
  const names = points.map(([, attributes = '', version]) => {
    const name =
      /\bFQDN="([^"]{1,255})"/i.exec(attributes)?.[1] ?? /\bName="([^"]{1,255})"/i.exec(attributes)?.[1];
    return `${plainText(name ?? '?')}${version === undefined ? '' : ` (${version})`}`;
  });
  return {
    kind: 'own',
    says:
      names.length === 0
        ? 'the management point answers with an empty list'
        : `the management point answers and lists ${names.join(', ')}`,
    facts: { 'management points': names.join(', ') },
  };
}

/** The certificate that the management point signs with, in hexadecimal digits. */
function certificateFacts(reply: HttpReply): Record<string, string> {
  const digits = /(?:[0-9A-Fa-f]{2}){200,8000}/.exec(reply.body.toString('latin1'))?.[0];
  if (reply.status !== 200 || digits === undefined) return {};
  try {
    const certificate = new X509Certificate(Buffer.from(digits, 'hex'));
    return {
      'signing certificate': plainText(certificate.subject, 200),
      'signing certificate valid to': certificate.validToDate.toISOString().slice(0, 10),
    };
  } catch {
    return {};
  }
}

function siteFacts(reply: HttpReply): Record<string, string> {
  const code = /<SITECODE>([A-Za-z0-9]{3})<\/SITECODE>/i.exec(reply.body.toString('utf8'))?.[1];
  return code === undefined ? {} : { 'site code': code };
}
