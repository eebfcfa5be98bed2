/** A certification authority for one lab: it lives in memory, and so do its keys. RFC 5280. */
import {
  createHash,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
  X509Certificate,
} from 'node:crypto';
import { isIP } from 'node:net';
import { ipv6Bytes } from '../probe/protocols/shared/ipv6.ts';
import * as der from './der.ts';

export interface IssuedCertificate {
  /** PEM: the certificate, then its issuer's. */
  readonly cert: string;
  /** PEM, PKCS #8. */
  readonly key: string;
}

export interface Authority {
  /** PEM. */
  readonly cert: string;
  /**
   * For a server that is reached by these names and addresses; the first name is its subject. Names that can't stand in
   * a certificate (a host may be called anything) are left out of the alternative names.
   */
  issue(names: readonly string[], addresses: readonly string[]): IssuedCertificate;
}

const DAY = 86_400_000;
const ECDSA_WITH_SHA256 = der.sequence(der.oid('1.2.840.10045.4.3.2'));
/** The upper bound of a common name, in characters: RFC 5280, appendix A. */
const COMMON_NAME = 64;

/** One key serves all hosts of a lab: what is tested is the way, not the secret. */
export function createAuthority(name: string, now: Date = new Date()): Authority {
  const own = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const hosts = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = hosts.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const issuer = nameOf(name);
  const validity = der.sequence(
    der.time(new Date(now.getTime() - DAY)),
    der.time(new Date(now.getTime() + 365 * DAY)),
  );
  const make = (subject: Buffer, publicKey: KeyObject, extensions: readonly Buffer[]): string => {
    const toBeSigned = der.sequence(
      der.tagged(0, der.integer(Buffer.from([2]))),
      der.integer(randomBytes(16)),
      ECDSA_WITH_SHA256,
      issuer,
      validity,
      subject,
      publicKey.export({ type: 'spki', format: 'der' }),
      der.tagged(
        3,
        der.sequence(
          ...extensions,
          extension('2.5.29.14', false, der.octets(idOf(publicKey))),
          extension('2.5.29.35', false, der.sequence(der.implicit(0, idOf(own.publicKey)))),
        ),
      ),
    );
    const signature = sign('sha256', toBeSigned, own.privateKey);
    return pemOf(der.sequence(toBeSigned, ECDSA_WITH_SHA256, der.bits(signature)));
  };
  const cert = make(issuer, own.publicKey, [
    extension('2.5.29.19', true, der.sequence(der.truth())),
    // keyCertSign and cRLSign
    extension('2.5.29.15', true, der.bits(Buffer.from([0x06]), 1)),
  ]);
  return {
    cert,
    issue: (names, addresses) => {
      const alternatives = [
        ...names.filter(isDnsName).map((text) => der.implicit(2, Buffer.from(text, 'latin1'))),
        ...addresses.filter((text) => isIP(text) !== 0).map((text) => der.implicit(7, addressBytes(text))),
      ];
      const leaf = make(nameOf(names[0] ?? addresses[0] ?? name), hosts.publicKey, [
        extension('2.5.29.19', true, der.sequence()),
        // digitalSignature
        extension('2.5.29.15', true, der.bits(Buffer.from([0x80]), 7)),
        // serverAuth and clientAuth
        extension(
          '2.5.29.37',
          false,
          der.sequence(der.oid('1.3.6.1.5.5.7.3.1'), der.oid('1.3.6.1.5.5.7.3.2')),
        ),
        ...(alternatives.length > 0 ? [extension('2.5.29.17', false, der.sequence(...alternatives))] : []),
      ]);
      return { cert: leaf + cert, key };
    },
  };
}

function nameOf(text: string): Buffer {
  const short = [...text.replace(/[\u0000-\u001f\u007f]/g, ' ')].slice(0, COMMON_NAME).join('') || 'lab';
  return der.sequence(der.set(der.sequence(der.oid('2.5.4.3'), der.utf8(short))));
}

const idOf = (key: KeyObject): Buffer =>
  createHash('sha1')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest();

function extension(id: string, critical: boolean, value: Buffer): Buffer {
  return der.sequence(der.oid(id), ...(critical ? [der.truth()] : []), der.octets(value));
}

/** Also with a star for its first label. */
function isDnsName(text: string): boolean {
  return (
    text.length <= 253 &&
    /^(?:\*\.)?(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*$/i.test(
      text,
    )
  );
}

function addressBytes(text: string): Uint8Array {
  return isIP(text) === 4 ? Buffer.from(text.split('.').map(Number)) : ipv6Bytes(text);
}

function pemOf(bytes: Buffer): string {
  return new X509Certificate(bytes).toString();
}
