/** A certificate of an own authority for servers on loopback, made once by openssl. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

export interface Authority {
  readonly ca: string;
  readonly server: Certificate;
  readonly client: Certificate;
}

let made: Authority | undefined;

/** A server's certificate for srv01.corp.example. */
export function certificate(): Certificate {
  return authority().server;
}

/** The authority with a server's and a client's certificate. */
export function authority(): Authority {
  made ??= make();
  return made;
}

function make(): Authority {
  const folder = mkdtempSync(path.join(tmpdir(), 'portolan-certificates-'));
  const openssl = (...args: string[]): void =>
    void execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  try {
    openssl(
      'req',
      '-x509',
      ...key,
      '-keyout',
      'ca.key',
      '-out',
      'ca.pem',
      '-subj',
      '/CN=Corp CA',
      '-days',
      '30',
    );
    const issue = (name: string, extension: string): Certificate => {
      writeFileSync(path.join(folder, `${name}.ext`), extension);
      openssl('req', ...key, '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=${name}`);
      const from = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '30'];
      openssl(
        'x509',
        '-req',
        '-in',
        `${name}.csr`,
        '-out',
        `${name}.pem`,
        ...from,
        '-extfile',
        `${name}.ext`,
      );
      return { cert: read(folder, `${name}.pem`), key: read(folder, `${name}.key`) };
    };
    return {
      server: issue(
        'srv01.corp.example',
        'subjectAltName=DNS:srv01.corp.example\nextendedKeyUsage=serverAuth',
      ),
      client: issue('client01.corp.example', 'extendedKeyUsage=clientAuth'),
      ca: read(folder, 'ca.pem'),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function read(folder: string, file: string): string {
  return readFileSync(path.join(folder, file), 'utf8');
}
