/** Large hierarchies are planned and printed beside the server: others are answered meanwhile, and nothing differs. */
import { readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCatalog } from '../../src/catalog/load.ts';
import { hierarchyState } from '../../src/workspace/hierarchy-state.ts';
import { packState, unpackState } from '../../src/workspace/plan-frames.ts';
import { put, startServer, type TestServer } from './server.ts';

const EVERYTHING = ['/documents/plan', '/documents/policy', '/documents/diagnostics', '/workspace', '/chart'];

describe('a large hierarchy', () => {
  // What is large is a matter of the server's options.
  const text = readFileSync('examples/contoso/hierarchy.yaml', 'utf8');
  let aside: TestServer;
  let here: TestServer;
  beforeAll(async () => {
    [aside, here] = await Promise.all([
      startServer({ example: 'contoso', mostPlannedHere: 1_000 }),
      startServer({ example: 'contoso' }),
    ]);
  });
  afterAll(async () => {
    await Promise.all([aside?.end(), here?.end()]);
  });

  it('is planned while others are answered, once for all who wait', async () => {
    const answered: string[] = [];
    const ask = async (asked: string): Promise<void> => {
      expect((await aside.call(`/api/v1${asked}`)).status).toBe(200);
      answered.push(asked);
    };
    await Promise.all([ask('/plan'), ask('/chart'), ask('/session')]);
    expect(answered[0]).toBe('/session');
  });

  it.each(EVERYTHING)('is the same from there: %s', async (asked) => {
    const [one, other] = await Promise.all(
      [aside, here].map(async (server) => (await server.call(`/api/v1${asked}`)).text()),
    );
    expect(one?.length).toBeGreaterThan(100);
    expect(one === other).toBe(true);
  });

  it('has the same rules in its zip', async () => {
    const [one, other] = await Promise.all(
      [aside, here].map(async (server) =>
        unzipSync(new Uint8Array(await (await server.call('/api/v1/rules.zip')).arrayBuffer())),
      ),
    );
    expect(Object.keys(one ?? {}).length).toBeGreaterThan(2);
    expect(one).toEqual(other);
  });

  it('is planned aside when it is stored, and when it has errors', async () => {
    const { body } = await aside.json('/api/v1/hierarchy');
    const store = (now: string, revision: string) =>
      aside.json('/api/v1/hierarchy', put({ text: now }, { 'if-match': revision }));
    const broken = await store(`${text}\nnonsense: true\n`, body.revision);
    expect(broken.body.counts.errors).toBe(1);
    expect((await aside.call('/api/v1/plan')).status).toBe(409);
    const mended = await store(text, broken.body.revision);
    expect(mended.body.flows).toBeGreaterThan(100);
  });

  it('ends what makes a document that nobody takes any more', async () => {
    for (let i = 0; i < 4; i++) {
      const gone = new AbortController();
      const answer = await aside.call('/api/v1/rules.zip', { signal: gone.signal });
      expect(answer.status).toBe(200);
      gone.abort();
    }
    await expect
      .poll(async () => (await aside.call('/api/v1/documents/policy')).status, { timeout: 50_000 })
      .toBe(200);
  });
});

it('comes whole over the wire between two processes', async () => {
  const catalog = loadCatalog();
  for (const bytes of [
    readFileSync('examples/contoso/hierarchy.yaml'),
    Buffer.from('hierarchy: {}'),
    Buffer.from([0xff, 0xfe, 0x00]),
  ]) {
    const state = hierarchyState('hierarchy.yaml', bytes, 'r', catalog);
    const packed = Buffer.concat([...packState(state, catalog)]);
    const back = await unpackState(
      packed,
      { file: 'hierarchy.yaml', revision: 'r', text: bytes.toString('utf8') },
      catalog,
    );
    expect(back).toEqual(state);
    const [flow, same] = [state, back].map(({ planned }) => planned?.plan.flows[0]);
    expect(same?.conversation === flow?.conversation).toBe(true);
  }
});
