/** HTTP and HTTPS, asked for the role that the conversation is with. */
import type { Answer, CheckContext, Protocol } from '../../protocol.ts';
import { checkRole } from './check.ts';
import { checkNamed, checkPlain } from './cloud.ts';
import { httpResponder } from './responder.ts';
import { questionOf } from './roles.ts';

const CLOUD =
  /-(cmg|cmg-classic|azure|azure-logic-app|azure-blob-storage|entra-id|cloud-distribution-point|internet)$/;

async function check(context: CheckContext, tls: boolean): Promise<Answer> {
  const { conversation, to } = context.task;
  const question = questionOf(conversation);
  if (question !== undefined) return checkRole(context, question, tls);
  const expected = CLOUD.test(conversation) && to.fqdns[0] !== undefined ? to.fqdns[0] : `${to.name}`;
  if (!tls) return checkPlain(context, expected);
  return checkNamed(context, expected, /-cmg(-classic)?$/.test(conversation));
}

export const HTTP: Protocol = {
  name: 'HTTP',
  transport: 'tcp',
  services: ['http', 'http-alternate', 'wsus-http', 'peer-cache'],
  check: (context) => check(context, false),
  responder: httpResponder(false),
};

export const HTTPS: Protocol = {
  name: 'HTTPS',
  transport: 'tcp',
  services: ['https', 'https-alternate', 'wsus-https', 'cmg-channel', 'cmg-tls'],
  check: (context) => check(context, true),
  responder: httpResponder(true),
};
