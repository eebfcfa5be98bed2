import type { Answer, CheckContext, Datagram, UdpChannel } from '../../protocol.ts';
import { other, right, silent, unproven } from '../shared/answers.ts';
import { ask, sameAddress } from '../shared/ask.ts';
import { describeBytes } from '../shared/describe.ts';
import { readTftp, type TftpPacket, writeTftp } from './wire.ts';

const EXPECTED = 'a TFTP server';
const SERVER_PORT = 69;
/** What a PXE point of Configuration Manager has for computers with BIOS, wherever it has anything. */
const BOOT_FILE = 'smsboot\\x64\\wdsnbp.com';

interface Began {
  readonly channel: UdpChannel;
  readonly packet: TftpPacket;
  /** The server's port for this transfer. */
  readonly port: number;
}

/** UDP 69: asks for a boot file. Its first packet, or that there is no such file, comes from a new port. */
export function checkTftp(context: CheckContext): Promise<Answer> {
  return begin(context, context.port, async ({ packet, port }) => {
    const facts = { 'TFTP data port': `${port}` };
    if (packet.kind === 'error') {
      const why = packet.message || `error ${packet.code}`;
      return right(`TFTP server answers from port ${port}: ${why}`, { ...facts, 'TFTP error': why });
    }
    return right(`TFTP server sends ${fileOf(context)} from port ${port}`, {
      ...facts,
      'TFTP file': fileOf(context),
    });
  });
}

/**
 * The server's dynamic port: a packet to it has to be answered. Only a file that is there brings a transfer to that
 * point.
 */
export function checkTftpData(context: CheckContext): Promise<Answer> {
  const range = context.task.range ?? { first: context.port, last: context.port };
  return begin(context, SERVER_PORT, async ({ channel, packet, port }) => {
    const facts = { 'TFTP data port': `${port}` };
    if (packet.kind === 'error')
      return unproven(
        `No transfer to ask: the TFTP server says ${packet.message || `error ${packet.code}`}`,
        facts,
        'Name a file that the server has in the hint tftpFile',
      );
    if (port < range.first || port > range.last)
      return unproven(
        `The TFTP server sends from port ${port}, outside of the planned ${range.first}-${range.last}`,
        facts,
        'Compare the server’s range of dynamic ports (netsh int ipv4 show dynamicport udp; WDS UdpPortPolicy) with the hierarchy’s',
      );
    // After options comes block 1, after block 1 comes block 2: either shows that the acknowledgement arrived.
    const block = packet.kind === 'data' ? 1 : 0;
    if (packet.kind === 'data' && packet.data.length < 512)
      return unproven('The file is so small that nothing is to be sent to the server’s port any more', facts);
    await channel.send(writeTftp({ kind: 'ack', block }), port);
    const until = performance.now() + context.timeout;
    for (let left = context.timeout; left > 0; left = until - performance.now()) {
      const datagram = await channel.receive(left);
      if (datagram === undefined) break;
      const next = datagram.port === port ? readTftp(datagram.bytes) : undefined;
      if (next?.kind === 'data' && next.block === block + 1) {
        await stop(channel, port);
        return right(`TFTP transfer goes on between here and the server’s port ${port}`, facts);
      }
    }
    return {
      ...silent(EXPECTED, context.timeout, 'udp'),
      says: `The TFTP server began a transfer from port ${port}, but what is sent to that port gets no answer`,
      facts,
      next: `Look for a filter that neither follows TFTP nor permits UDP ${range.first}-${range.last} to the server`,
    };
  });
}

/** A client's port of a transfer: a server's first packet. Only a client that waits for one answers. */
export function checkTftpReply(context: CheckContext): Promise<Answer> {
  return ask(
    context,
    {
      bytes: writeTftp({ kind: 'data', block: 1, data: new Uint8Array() }),
      expected: 'a TFTP client',
      read: ({ bytes }) => {
        const packet = readTftp(bytes);
        return packet?.kind === 'error' || (packet?.kind === 'ack' && packet.block === 1)
          ? packet
          : undefined;
      },
    },
    () => right('TFTP client answers'),
  );
}

function fileOf({ task }: CheckContext): string {
  return task.hints.tftpFile ?? BOOT_FILE;
}

async function begin(
  context: CheckContext,
  port: number,
  go: (began: Began) => Promise<Answer>,
): Promise<Answer> {
  const channel = await context.dial.udp();
  const options = new Map([
    ['blksize', '512'],
    ['tsize', '0'],
  ]);
  const request = writeTftp({ kind: 'read', file: fileOf(context), options });
  try {
    const until = performance.now() + context.timeout;
    let strange: Datagram | undefined;
    for (const wait of [context.timeout / 3, context.timeout]) {
      await channel.send(request, port);
      const deadline = Math.min(until, performance.now() + wait);
      for (let seen = 0; seen < 32 && performance.now() < deadline; seen++) {
        const datagram = await channel.receive(Math.max(1, deadline - performance.now()));
        if (datagram === undefined || context.signal.aborted) break;
        if (!sameAddress(datagram.address, context.address)) continue;
        const packet = firstPacket(datagram);
        if (packet !== undefined) {
          const answer = await go({ channel, packet, port: datagram.port });
          const isOver =
            packet.kind === 'error' || answer.answer === 'silent' || answer.answer === 'unproven';
          if (!isOver && isPlanned(context, datagram.port)) await stop(channel, datagram.port);
          return answer;
        }
        strange ??= datagram;
      }
      if (strange !== undefined)
        return port === context.port ? other(EXPECTED, strange.bytes) : noServer(strange);
    }
    return silent(EXPECTED, context.timeout, 'udp');
  } finally {
    channel.close();
  }
}

/** On the port that would have begun a transfer: nothing is proven for the others. Portolan's listener is asked itself. */
function noServer({ bytes }: Datagram): Answer {
  const found = describeBytes(bytes);
  return {
    answer: 'silent',
    says: `No transfer to ask: ${found} answers on UDP 69`,
    facts: { answered: found },
  };
}

/** What a server may say first to a reader. */
function firstPacket({ bytes }: Datagram): TftpPacket | undefined {
  const packet = readTftp(bytes);
  const first =
    packet?.kind === 'error' || packet?.kind === 'options' || (packet?.kind === 'data' && packet.block === 1);
  return first ? packet : undefined;
}

/** A server may begin from any port: only what the plan has is sent to. Its other questions end by themselves. */
function isPlanned({ task, port }: CheckContext, asked: number): boolean {
  const { first, last } = task.range ?? { first: port, last: port };
  return asked >= first && asked <= last;
}

/** RFC 1350, 7: ends a transfer before its end, so that the server doesn't send again and again. */
function stop(channel: UdpChannel, port: number): Promise<void> {
  return channel.send(writeTftp({ kind: 'error', code: 0, message: 'enough' }), port);
}
