import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { OpenAPIHono } from '@hono/zod-openapi';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { App, AuditEvent, ServerEnv } from '../context.ts';
import { Problem, problemAnswer } from '../problem.ts';
import { audited, auditFile, auditLine, workspaceAudit } from './audit.ts';

const NOW = Date.UTC(2026, 10, 28, 12);
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'portolan-audit-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const lines = (file: string): string[] => readFileSync(file, 'utf8').split('\n').slice(0, -1);

describe('auditLine', () => {
  it('is one line of JSON, whatever names hold', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (who, reason) => {
        const line = auditLine({ action: 'sign-in', outcome: 'refused', who, reason }, NOW);
        expect(line).not.toMatch(/[\n\r\u0000-\u001f\u007f-\u009f\u2028\u2029\u202e]/);
        expect(JSON.parse(line)).toMatchObject({ time: '2026-11-28T12:00:00.000Z', who, reason });
      }),
    );
  });

  it('has an end', () => {
    expect(auditLine({ action: 'x'.repeat(1e6), outcome: 'done' }, NOW).length).toBeLessThan(700);
  });
});

describe('an audit log', () => {
  it('grows, can be moved away, and is for its owner only', () => {
    const file = path.join(folder, 'audit.jsonl');
    const audit = auditFile(file, () => NOW, expect.unreachable);
    audit.write({ action: 'sign-in', outcome: 'done', who: 'ada' });
    audit.write({ action: 'sign-out', outcome: 'done', who: 'ada' });
    expect(lines(file)).toHaveLength(2);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    rmSync(file);
    audit.write({ action: 'sign-in', outcome: 'done', who: 'bob' });
    expect(lines(file)).toHaveLength(1);
  });

  it('begins a line of its own behind one that a power cut tore', () => {
    const file = path.join(folder, 'audit.jsonl');
    appendFileSync(file, '{"time":"2026');
    auditFile(file, () => NOW, expect.unreachable).write({ action: 'sign-in', outcome: 'done' });
    expect(lines(file)).toHaveLength(2);
    expect(JSON.parse(lines(file)[1] ?? '')).toMatchObject({ action: 'sign-in' });
  });

  it('stands in the workspace, where git leaves it alone', () => {
    const audit = workspaceAudit(folder, () => NOW, expect.unreachable);
    audit.write({ action: 'sign-in', outcome: 'done' });
    audit.write({ action: 'sign-in', outcome: 'done' });
    expect(lines(path.join(folder, '.portolan', 'audit.jsonl'))).toHaveLength(2);
    expect(readFileSync(path.join(folder, '.portolan', '.gitignore'), 'utf8')).toBe('*\n');
  });

  it('follows no link out of it, and says so', () => {
    const told: string[] = [];
    const elsewhere = path.join(folder, 'elsewhere');
    mkdirSync(elsewhere);
    symlinkSync(elsewhere, path.join(folder, '.portolan'));
    workspaceAudit(
      folder,
      () => NOW,
      (message) => told.push(message),
    ).write({ action: 'x', outcome: 'done' });
    expect(told).toHaveLength(1);
    symlinkSync(path.join(folder, 'target'), path.join(elsewhere, 'audit.jsonl'));
    auditFile(
      path.join(elsewhere, 'audit.jsonl'),
      () => NOW,
      (message) => told.push(message),
    ).write({
      action: 'x',
      outcome: 'done',
    });
    expect(told).toHaveLength(2);
  });
});

it('writes down changes and what was forbidden, with who and what became of it', async () => {
  const events: AuditEvent[] = [];
  const app: App = new OpenAPIHono<ServerEnv>();
  app.onError((error, c) => problemAnswer(error, c, () => {}));
  app.use(
    '*',
    audited({ write: (event) => void events.push(event) }, () => '192.0.2.7'),
  );
  app.use('*', async (c, next) => {
    if (c.req.path !== '/out') c.set('caller', { role: 'editor', name: 'ada' });
    await next();
  });
  app.all('/fine', (c) => c.text('fine'));
  app.post('/api/v1/hierarchy/check', (c) => c.text('fine'));
  app.all('/conflict', () => {
    throw new Problem(412, 'conflict');
  });
  app.all('/secret', () => {
    throw new Problem(403, 'role');
  });
  app.all('/out', () => {
    throw new Problem(401, 'signed-out');
  });
  app.all('/broken', () => {
    throw new Error('a password');
  });
  await app.request('/api/v1/hierarchy/check', { method: 'POST', body: 'a password' });
  for (const place of ['/fine', '/conflict', '/secret', '/out', '/broken']) {
    await app.request(place);
    await app.request(`${place}?token=abc`, { method: 'PUT', body: 'a password' });
  }
  expect(events.map(({ action, outcome, status }) => `${action} ${outcome} ${status}`)).toEqual([
    'PUT /fine done 200',
    'PUT /conflict refused 412',
    'GET /secret refused 403',
    'PUT /secret refused 403',
    'PUT /broken failed 500',
  ]);
  expect(events[0]).toMatchObject({ who: 'ada', role: 'editor', address: '192.0.2.7' });
  expect(JSON.stringify(events)).not.toMatch(/password|token/);
});
