import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Described, describedOperations, requestsFor } from './requests.ts';
import { type Loose, startServer, type TestServer } from './server.ts';

/** The official one; its hook for other dialects of schemas is tied to the place that it has in this file anyway. */
const SCHEMA = JSON.parse(
  readFileSync(path.join(import.meta.dirname, '../fixtures/openapi/schema-3.1.json'), 'utf8').replaceAll(
    '"$dynamicRef": "#meta"',
    '"$ref": "#/$defs/schema"',
  ),
);

let server: TestServer;
let document: Loose;
let operations: readonly Described[];
beforeAll(async () => {
  server = await startServer({ example: 'branch' });
  document = (await server.json('/api/v1/openapi.json')).body;
  operations = describedOperations(document);
});
afterAll(() => server.end());

const ajv = (): Ajv2020 => new Ajv2020({ strict: false, allErrors: true, validateFormats: false });

describe('the description in OpenAPI', () => {
  it('is OpenAPI 3.1', () => {
    const validate = ajv().compile(SCHEMA);
    validate(document);
    expect(validate.errors ?? []).toEqual([]);
  });

  it('has a summary, answers and a way to fail for every operation', () => {
    expect(operations.length).toBeGreaterThan(25);
    for (const { operation } of operations) {
      expect(operation.summary).toMatch(/^[A-Z]/);
      expect(operation.responses.default.content['application/problem+json']).toBeDefined();
    }
  });

  it('describes what is answered', async () => {
    const questions = [
      '/session',
      '/workspace',
      '/hierarchy',
      '/diagnostics',
      '/plan?limit=20&group=service',
      '/chart',
      '/matrix?by=host',
      '/hosts/cm1/rules',
      '/dialects',
      '/catalog',
      '/catalog/search?q=sql',
      '/catalog/guide',
      '/documents',
      '/documents/diagnostics',
      '/documents/plan',
      '/documents/policy',
      '/documents/hosts/cm1/policy',
      '/documents/catalog',
      '/documents/dialects',
      '/schemas/plan',
      '/states',
      '/probe/tasks',
      '/probe/tasks?from=cm1',
      '/observations',
      '/lab',
    ];
    for (const question of questions) {
      const { body } = await server.json(`/api/v1${question}`);
      const template = operations.find(
        (o) => o.method === 'get' && o.matches(`/api/v1${question.split('?')[0]}`),
      );
      const schema = template?.operation.responses[200].content['application/json'].schema;
      const validate = ajv().compile({ ...schema, components: document.components });
      validate(body);
      expect([question, validate.errors ?? []]).toEqual([question, []]);
    }
  });
});

describe('generated requests', () => {
  it.each(['valid', 'wild'] as const)('that are %s never come to an error of the server', async (kind) => {
    const runs = kind === 'valid' ? 150 : 400;
    await fc.assert(
      fc.asyncProperty(requestsFor(operations, document, kind), async ({ method, url, headers, body }) => {
        const ends = new AbortController();
        const response = await fetch(server.url + url, {
          method,
          redirect: 'manual',
          headers: { cookie: server.cookie, 'x-portolan': '1', ...headers },
          signal: ends.signal,
          ...(body !== undefined && { body: body as BodyInit }),
        });
        const isStream = response.headers.get('content-type') === 'text/event-stream';
        const text = isStream ? '' : await response.text();
        if (isStream) ends.abort();
        expect(response.status).toBeLessThan(500);
        if (response.status >= 400 && method !== 'HEAD') {
          expect(response.headers.get('content-type')).toBe('application/problem+json');
          const problem = JSON.parse(text);
          expect(problem).toMatchObject({
            status: response.status,
            type: expect.any(String),
            title: expect.any(String),
            code: expect.any(String),
          });
          expect(text).not.toMatch(/\bat .*\.ts:\d+|node_modules/);
        }
      }),
      { numRuns: runs },
    );
    expect(server.logged).toEqual([]);
  });
});
