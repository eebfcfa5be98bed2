/** Cloud services and the internet: known by name only, so the certificate, or a plain answer, has to tell. */
import type { Answer, CheckContext } from '../../protocol.ts';
import { known, right } from '../shared/answers.ts';
import { plainText } from '../shared/bytes.ts';
import { secure } from '../tls.ts';
import { askOnce, interceptedBy } from './check.ts';
import { header, statusOf } from './judgement.ts';
import { middleBox } from './middle-box.ts';
import { judgeNamed } from './named.ts';

/**
 * HTTPS: the certificate is for the name, and trusted.
 * @param isPrivate - a gateway's certificate may come from the company's own authority, which this machine may not know
 */
export async function checkNamed(
  context: CheckContext,
  expected: string,
  isPrivate: boolean,
): Promise<Answer> {
  const connection = await context.dial.tcp(context.port);
  try {
    const secured = await secure(context, connection, expected);
    if ('ends' in secured) return secured.ends;
    secured.connection.close();
    return judgeNamed(expected, secured, isPrivate);
  } finally {
    connection.close();
  }
}

/** HTTP: any answer that isn't a middle box's or a portal's. */
export async function checkPlain(context: CheckContext, expected: string): Promise<Answer> {
  const asked = await askOnce(context, { path: '/' }, expected, false);
  if ('answer' in asked) return asked;
  const { reply } = asked;
  const location = header(reply, 'location');
  const facts = known({ HTTP: statusOf(reply), server: header(reply, 'server'), location });
  const box = middleBox(reply);
  if (box !== undefined) return interceptedBy(box, facts);
  const name = context.task.to.fqdns[0];
  if (reply.status >= 300 && reply.status < 400 && location !== undefined && !isAkin(location, name))
    return {
      answer: 'other',
      says: `A web server answers in the name of ${plainText(name ?? context.address)}, and leads to ${location}`,
      facts,
      next: 'Look for a portal or a proxy on the way that wants a sign-in',
    };
  return right(`${expected} answers: ${statusOf(reply)}`, facts);
}

/** Whether a redirection stays with the same owner: a path, the same domain, or one of Microsoft's. */
function isAkin(location: string, name: string | undefined): boolean {
  if (!/^[a-z][a-z0-9+.-]*:/i.test(location)) return true;
  if (!URL.canParse(location)) return false;
  const host = new URL(location).hostname.toLowerCase();
  const domain = (text: string): string => text.toLowerCase().split('.').slice(-2).join('.');
  return (
    domain(host) === domain(name ?? '') ||
    /\b(microsoft|windows|windowsupdate|office|azure|live|aka)\.(com|net|ms)$/.test(host)
  );
}
