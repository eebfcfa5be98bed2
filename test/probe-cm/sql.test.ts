import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Connection, Request } from 'tedious';
import { describe, expect, it } from 'vitest';
import { SQL } from '../../src/probe/protocols/sql/protocol.ts';
import { SQL_BROWSER } from '../../src/probe/protocols/sql-browser/protocol.ts';
import { certificate } from './certificate.ts';
import { ask, listen, listenUdp, respond, run, WRONG_SERVICES } from './kit.ts';

const CASE = { service: 'sql', roles: ['sql-server'] };

describe('SQL Server', () => {
  it.concurrent('answers the check, with its version and how it encrypts', async () => {
    await using server = await respond(SQL, CASE);
    expect(await ask(SQL, server.port, CASE)).toEqual({
      answer: 'right',
      says: 'SQL Server 2022 (16.0.1000), encryption not available',
      facts: { product: 'SQL Server 2022', version: '16.0.1000', encryption: 'not available' },
    });
  });

  it.concurrent('shows its certificate where it encrypts', async () => {
    // A server that encrypts whatever it is asked for: what it is told by its client becomes ON.
    await using server = await listen((socket) => {
      const { push } = socket;
      let isFirst = true;
      socket.push = function wants(chunk, encoding) {
        // PRELOGIN's option of encryption stands behind five entries and the version: [MS-TDS] 2.2.6.5.
        if (isFirst && Buffer.isBuffer(chunk)) chunk[8 + 26 + 6] = 1;
        isFirst = false;
        return push.call(socket, chunk, encoding);
      };
      const host = { name: 'sql01', fqdn: 'sql01.corp.example', roles: [], addresses: [] };
      SQL.responder?.tcp?.(socket, {
        host,
        service: 'sql',
        port: 1433,
        hints: {},
        certificate: certificate(),
      });
    });
    const answer = await ask(SQL, server.port, CASE);
    expect(answer).toMatchObject({
      answer: 'right',
      facts: { encryption: 'on', 'certificate subject': 'CN=srv01.corp.example', TLS: 'TLS 1.2' },
    });
  });

  it.concurrent('says that the instance is another than the planned one', async () => {
    await using server = await respond(SQL, { ...CASE, hints: { instance: 'CMP02' } });
    const right = await ask(SQL, server.port, { ...CASE, hints: { instance: 'cmp02' } });
    expect(right).toMatchObject({ answer: 'right', facts: { instance: 'right' } });
    const wrong = await ask(SQL, server.port, { ...CASE, hints: { instance: 'OTHER' } });
    expect(wrong).toMatchObject({ answer: 'right', facts: { instance: 'another' } });
    expect(wrong.next).toMatch(/isn't OTHER/);
  });

  it.concurrent('lets FreeTDS in, and answers SELECT 1', async () => {
    await using server = await respond(SQL, CASE);
    expect(await tsql(server.port, 'off')).toMatch(/^4711$/m);
    expect(await tsql(server.port, 'require')).not.toMatch(/^4711$/m);
  });

  it.concurrent('lets FreeTDS in with TLS, too', async () => {
    await using server = await respond(SQL, { ...CASE, certificate: certificate() });
    expect(await tsql(server.port, 'require')).toMatch(/^4711$/m);
  });

  it.concurrent.each([false, true])('lets tedious in with encrypt: %s', async (encrypt) => {
    await using server = await respond(SQL, { ...CASE, certificate: certificate() });
    expect(await selectOne(server.port, encrypt)).toEqual([1, 2]);
  });

  it.concurrent.each(Object.entries(WRONG_SERVICES))('is not taken for %s', async (_, serve) => {
    await using server = await listen(serve);
    const { answer, says } = await ask(SQL, server.port, CASE, 400);
    expect(answer, says).not.toBe('right');
    expect(says).not.toMatch(/undefined|NaN/);
  });
});

/** What FreeTDS prints for a question, with an encryption setting of its own. */
async function tsql(port: number, encryption: 'off' | 'require'): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'portolan-freetds-'));
  const file = path.join(folder, 'freetds.conf');
  writeFileSync(file, `[global]\ntds version = 7.4\nencryption = ${encryption}\n`);
  try {
    const { text, errors } = await run('tsql', ['-H', '127.0.0.1', '-p', `${port}`, '-U', 'u', '-P', 'p'], {
      input: 'SELECT 4711\ngo\nexit\n',
      env: { FREETDSCONF: file, LC_ALL: 'C.UTF-8' },
    });
    return `${text}${errors}`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What tedious gets for a call (`execSql`) and for a batch. */
function selectOne(port: number, encrypt: boolean): Promise<unknown[]> {
  return new Promise((resolve, reject) => {
    const connection = new Connection({
      server: '127.0.0.1',
      authentication: { type: 'default', options: { userName: 'u', password: 'p' } },
      options: {
        port,
        encrypt,
        trustServerCertificate: true,
        connectTimeout: 10_000,
        serverName: 'sql01.corp.lab',
      },
    });
    connection.on('error', reject);
    connection.connect((error) => {
      if (error) return reject(error);
      const values: unknown[] = [];
      const row = (columns: unknown): void => {
        values.push((columns as { value: unknown }[])[0]?.value);
      };
      const second = new Request('SELECT 2', (wrong) => {
        connection.close();
        if (wrong) reject(wrong);
        else resolve(values);
      });
      const first = new Request('SELECT 1', (wrong) => {
        if (wrong) reject(wrong);
        else connection.execSqlBatch(second);
      });
      first.on('row', row);
      second.on('row', row);
      connection.execSql(first);
    });
  });
}

describe('SQL Server Browser', () => {
  const BROWSER = { service: 'sql-browser', hints: { instance: 'CMP02', 'port.sql': '51433' } };

  it.concurrent('names instances and their ports', async () => {
    await using server = await respond(SQL_BROWSER, BROWSER);
    expect(await ask(SQL_BROWSER, server.port, BROWSER)).toMatchObject({
      answer: 'right',
      says: 'SQL Server Browser knows CMP02 on TCP 51433',
      facts: { instances: 'CMP02 on TCP 51433' },
    });
    const other = await ask(SQL_BROWSER, server.port, { ...BROWSER, hints: { instance: 'OTHER' } });
    expect(other.next).toMatch(/OTHER isn't among them/);
  });

  it.concurrent.each(['', '05', '0500', '05ffff', '05000041', '0508005365727665724e61', 'ffffffffffff'])(
    'is not taken for what says %s',
    async (hex) => {
      await using server = await listenUdp((_, reply) => reply(Buffer.from(hex, 'hex')));
      const { answer } = await ask(SQL_BROWSER, server.port, BROWSER, 300);
      expect(answer).not.toBe('right');
    },
  );
});
