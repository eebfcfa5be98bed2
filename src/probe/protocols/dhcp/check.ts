import { randomBytes, randomInt } from 'node:crypto';
import { isIPv4 } from 'node:net';
import type { Answer, CheckContext } from '../../protocol.ts';
import { right, unproven } from '../shared/answers.ts';
import { ask } from '../shared/ask.ts';
import { DHCP, type DhcpMessage, OPTION, pxeOptions, readDhcp, text, typeOf, writeDhcp } from './wire.ts';

const SERVER_PORT = 67;
const CLIENT_PORT = 68;

/**
 * UDP 67. A DHCP server is asked for options only (INFORM), which takes no lease; a distribution point for a network
 * boot, as a router's IP helper hands it on: the answer goes to this machine's own port 67.
 */
export async function checkDhcp(context: CheckContext): Promise<Answer> {
  const roles = context.task.to.roles;
  const own = await ownAddress(context);
  if (own === undefined && context.task.cast === undefined) return noAddress();
  const boots = roles.includes('distribution-point') && !roles.includes('dhcp-server');
  const message = question(boots || context.task.cast !== undefined ? DHCP.discover : DHCP.inform, boots);
  if (context.task.cast !== undefined)
    return exchange(context, { ...message, broadcast: true }, CLIENT_PORT, '255.255.255.255');
  return boots
    ? exchange(context, { ...message, hops: 1, relay: own ?? '' }, SERVER_PORT)
    : exchange(context, { ...message, client: own ?? '' }, CLIENT_PORT);
}

/** UDP 4011: the boot server's own port, asked as a computer does that has its address already. */
export async function checkBinl(context: CheckContext): Promise<Answer> {
  const message = question(DHCP.request, true);
  const own = await ownAddress(context);
  if (own === undefined) return noAddress();
  return exchange(context, { ...message, client: own }, CLIENT_PORT);
}

/**
 * UDP 68: where answers to computers that boot go to. Nobody answers there but a client that waits for an offer, so
 * that silence is the rule.
 */
export function checkDhcpClient(context: CheckContext): Promise<Answer> {
  const transaction = randomInt(1, 0xffffffff);
  const offer: DhcpMessage = {
    operation: 2,
    transaction,
    hardware: hardware(),
    options: new Map([[OPTION.type, Uint8Array.of(DHCP.offer)]]),
  };
  return ask(
    context,
    {
      bytes: writeDhcp(offer),
      expected: 'a DHCP client',
      read: ({ bytes }) => {
        const message = readDhcp(bytes);
        return message?.operation === 1 && message.transaction === transaction ? message : undefined;
      },
    },
    () => right('DHCP client answers the offer'),
  );
}

function noAddress(): Answer {
  return unproven('DHCP isn’t asked, because no own IPv4 address leads there: the server answers to it');
}

async function ownAddress({ task, dial }: CheckContext): Promise<string | undefined> {
  const own = (await dial.ownAddress()) ?? task.from.address;
  return own !== undefined && isIPv4(own) ? own : undefined;
}

function question(type: number, boots: boolean): DhcpMessage {
  return {
    operation: 1,
    transaction: randomInt(1, 0xffffffff),
    hardware: hardware(),
    options: new Map([
      [OPTION.type, Uint8Array.of(type)],
      [OPTION.parameters, Uint8Array.of(1, 3, 6, 15, 43, 60, 66, 67)],
      ...(boots ? pxeOptions(randomBytes(16)) : []),
    ]),
  };
}

/** Locally administered, so that it is nobody's. */
function hardware(): Uint8Array {
  return Uint8Array.from([0x02, ...randomBytes(5)]);
}

async function exchange(
  context: CheckContext,
  message: DhcpMessage,
  ownPort: number,
  everybody?: string,
): Promise<Answer> {
  const answer = await ask(
    context,
    {
      bytes: writeDhcp(message),
      expected: 'a DHCP server',
      ownPort,
      ...(everybody !== undefined && { address: everybody, broadcast: true }),
      foreign({ bytes }) {
        const heard = readDhcp(bytes);
        return heard !== undefined && (heard.operation !== 2 || heard.transaction !== message.transaction);
      },
      read({ bytes }) {
        const answer = readDhcp(bytes);
        return answer?.operation === 2 && answer.transaction === message.transaction ? answer : undefined;
      },
    },
    judge,
  );
  if (answer.answer !== 'silent' || !message.options.has(OPTION.vendor)) return answer;
  const why = 'A PXE point answers only computers that it knows or may boot, and after its delay';
  return { ...answer, next: answer.next ?? `${why}: see SMSPXE.log on it, or ask its listener` };
}

const NAMES: Readonly<Record<number, string>> = { 2: 'OFFER', 5: 'ACK', 6: 'NAK' };

function judge(message: DhcpMessage): Answer {
  const type = NAMES[typeOf(message)] ?? 'BOOTREPLY';
  const server = message.options.get(OPTION.server);
  const option = (code: number) => {
    const value = message.options.get(code);
    return value && text(value);
  };
  const file = option(OPTION.bootFile) || message.file;
  const boots = option(OPTION.vendor)?.startsWith('PXEClient') === true;
  const what = boots ? 'Boot server' : 'DHCP server';
  return right(`${what} answers with ${type}${file ? `, boot file ${file}` : ''}`, {
    'DHCP answer': type,
    'DHCP server': server?.length === 4 ? [...server].join('.') : undefined,
    'offered address': message.offered === '0.0.0.0' ? undefined : message.offered,
    'next server': option(OPTION.bootServer) || (message.next === '0.0.0.0' ? undefined : message.next),
    'boot file': file,
    'boot server': boots ? 'yes' : 'no',
  });
}
