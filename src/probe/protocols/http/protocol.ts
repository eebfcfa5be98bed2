/** HTTP and HTTPS, asked for the role that the conversation is with. */
import type { Answer, CheckContext, Protocol } from '../../protocol.ts';
import { unproven } from '../shared/answers.ts';
import { askOnce, checkRole } from './check.ts';
import { checkNamed, checkPlain } from './cloud.ts';
import { statusOf } from './judgement.ts';
import { httpResponder } from './responder.ts';
import { questionOf } from './roles.ts';

const CLOUD =
  /-(cmg|cmg-classic|azure|azure-logic-app|azure-blob-storage|entra-id|cloud-distribution-point|internet)$/;

async function check(context: CheckContext, tls: boolean): Promise<Answer> {
  const { conversation, to } = context.task;
  const question = questionOf(conversation);
  if (question !== undefined) return checkRole(context, question, tls);
  const expected = to.fqdns[0] ?? to.name;
  if (!CLOUD.test(conversation)) return checkUnknown(context, expected, tls);
  if (!tls) return checkPlain(context, expected);
  return checkNamed(context, expected, /-cmg(-classic)?$/.test(conversation));
}

/** A role that nothing is known of: that a web server answers is all that can be said. */
async function checkUnknown(context: CheckContext, expected: string, tls: boolean): Promise<Answer> {
  const asked = await askOnce(context, { path: '/' }, expected, tls);
  if ('answer' in asked) return asked;
  return unproven(
    `A web server answers (${statusOf(asked.reply)}); whether it is the right one can't be told`,
    {
      HTTP: statusOf(asked.reply),
      ...asked.secured?.facts,
    },
  );
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
