import { randomBytes } from 'node:crypto';
import type { Answer, CheckContext } from '../../protocol.ts';
import { right } from '../shared/answers.ts';
import { ask } from '../shared/ask.ts';
import { fromStamp, type NtpPacket, readPacket, writePacket } from './wire.ts';

const CLIENT = 3;
const SERVER = 4;

export function checkNtp(context: CheckContext): Promise<Answer> {
  // Random instead of the time: what comes back with it is an answer to this question, and to nothing older.
  const cookie = randomBytes(8).readBigUInt64BE();
  const request = {
    leap: 3,
    version: 4,
    mode: CLIENT,
    stratum: 0,
    reference: '',
    originate: 0n,
    transmit: cookie,
  };
  return ask(
    context,
    {
      bytes: writePacket(request, 0n),
      expected: 'a time server',
      read: ({ bytes }) => {
        const packet = readPacket(bytes);
        return packet?.mode === SERVER && packet.originate === cookie ? packet : undefined;
      },
    },
    judge,
  );
}

function judge(packet: NtpPacket): Answer {
  const offset = fromStamp(packet.transmit) - Date.now();
  const facts = {
    stratum: `${packet.stratum}`,
    'time reference': packet.reference,
    'clock difference': packet.transmit === 0n ? undefined : `${(offset / 1000).toFixed(1)} s`,
  };
  // RFC 5905, 7.4: a kiss of death.
  if (packet.stratum === 0)
    return right(`Time server answers, but turns us away (${packet.reference})`, facts);
  if (packet.leap === 3 || packet.stratum === 16)
    return right(
      'Time server answers, but has no time itself',
      facts,
      'Look at the server’s own time source',
    );
  // Kerberos allows five minutes.
  const far = Math.abs(offset) > 300_000;
  return right(
    `Time server answers, stratum ${packet.stratum}, clocks differ by ${facts['clock difference']}`,
    facts,
    far ? 'The clocks differ by more than the five minutes that Kerberos allows' : undefined,
  );
}
