/**
 * What Portolan's listener says of itself, so that a probe knows it and both ends' records find each other:
 * `PORTOLAN/1 <host> <token>` on TCP; on UDP with the sender's address and port as it came.
 */
import { createHash, randomBytes } from 'node:crypto';

const START = 'PORTOLAN/1 ';

export interface Banner {
  readonly host: string;
  readonly token: string;
  /** Where the datagram came from, as the listener saw it. */
  readonly sender?: string;
}

/** 16 hexadecimal digits, new for each connection. */
export function newToken(): string {
  return randomBytes(8).toString('hex');
}

/** Characters of a name as it is written: a whole banner fits into the first bytes that a probe keeps. */
const MOST = 160;
const DIGITS = 16;

/** A host's name as a banner has it: like a part of a URL; of one that is too long, the begin and a digest of all. */
function writtenName(host: string): string {
  // Half a character can't be written.
  const characters = [...host.toWellFormed()].map(encodeURIComponent);
  const whole = characters.join('');
  if (whole.length <= MOST) return whole;
  const digest = createHash('sha256').update(whole).digest('hex').slice(0, DIGITS);
  let begin = '';
  for (const character of characters) {
    if (begin.length + character.length > MOST - DIGITS - 1) break;
    begin += character;
  }
  return `${begin}~${digest}`;
}

/** Whether a banner is of a host with this name. */
export function isBannerOf({ host }: Banner, name: string): boolean {
  return encodeURIComponent(host) === writtenName(name);
}

/** The line without its end. */
export function bannerOf({ host, token, sender }: Banner): string {
  return `${START}${writtenName(host)} ${token}${sender === undefined ? '' : ` ${sender}`}`;
}

/** The second datagram that a probe sends: a listener answers it on any port. */
export function questionOf(token: string): string {
  return `${START}? ${token}\r\n`;
}

export function startsLikeBanner(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, START.length)).toString('latin1') === START;
}

const BANNER: RegExp =
  /^PORTOLAN\/1 ([^\s?]{1,256}) ([0-9a-f]{16})(?: ([0-9a-fA-F.:[\]]{1,64}(?:%[\w.-]{1,16}[\]:\d]{0,8})?))?(?:\r?\n|$)/;

/** `undefined` where the bytes aren't a whole banner. */
export function readBanner(bytes: Uint8Array): Banner | undefined {
  const match = BANNER.exec(Buffer.from(bytes.subarray(0, 512)).toString('latin1'));
  if (!match) return undefined;
  const [, host = '', token = '', sender] = match;
  try {
    return { host: decodeURIComponent(host), token, ...(sender !== undefined && { sender }) };
  } catch {
    return undefined;
  }
}

/** The token of a question; `undefined` where it is none. */
export function readQuestion(bytes: Uint8Array): string | undefined {
  return /^PORTOLAN\/1 \? ([0-9a-f]{16})\r?\n?$/.exec(
    Buffer.from(bytes.subarray(0, 64)).toString('latin1'),
  )?.[1];
}
