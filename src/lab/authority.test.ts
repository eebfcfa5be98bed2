import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createAuthority } from './authority.ts';

test('issues certificates that OpenSSL accepts for their names and addresses, and for no others', () => {
  const authority = createAuthority('Lab of Contoso');
  const { cert } = authority.issue(
    ['mp01.corp.contoso.com', 'mp01'],
    ['10.10.2.31', 'fd00:10:0:2::31', '::ffff:10.10.2.32'],
  );
  const folder = mkdtempSync(path.join(tmpdir(), 'portolan-authority-'));
  try {
    const [ca, leaf] = [path.join(folder, 'ca.pem'), path.join(folder, 'leaf.pem')];
    writeFileSync(ca, authority.cert);
    writeFileSync(leaf, cert);
    const verify = (...asked: string[]): string =>
      execFileSync(
        'openssl',
        ['verify', '-x509_strict', '-purpose', 'sslserver', '-CAfile', ca, ...asked, leaf],
        {
          encoding: 'utf8',
          stdio: ['ignore', 'pipe', 'pipe'],
        },
      );
    expect(verify('-verify_hostname', 'mp01.corp.contoso.com')).toContain('OK');
    expect(verify('-verify_ip', 'fd00:10:0:2::31')).toContain('OK');
    expect(verify('-verify_ip', '10.10.2.31')).toContain('OK');
    expect(verify('-verify_ip', '::ffff:10.10.2.32')).toContain('OK');
    expect(() => verify('-verify_hostname', 'mp02.corp.contoso.com')).toThrow();
    writeFileSync(ca, createAuthority('Lab of Contoso').cert);
    expect(() => verify()).toThrow();
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('makes a certificate for a host of any name', () => {
  const authority = createAuthority('ü "; $(reboot)\n');
  const { cert } = authority.issue(["O'Brien \n#$(x)", `${'a'.repeat(70)}.example`, '', 'ok.example'], []);
  const read = new X509Certificate(cert);
  expect(read.subject).toBe("CN=O'Brien  #$(x)");
  expect(read.subjectAltName).toBe('DNS:ok.example');
  expect(read.checkIssued(new X509Certificate(authority.cert))).toBe(true);
});
