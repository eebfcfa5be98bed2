/** Every document of the chain at an address of its own, held against what the command line prints. */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { typed } from '../cli/portolan.ts';
import { type Loose, post, put, startServer, type TestServer } from './server.ts';

const CONFIGURATIONS = path.join(import.meta.dirname, '../../examples/contoso/configurations');
const API = '/api/v1/documents';

let server: TestServer;
let openapi: Loose;
beforeAll(async () => {
  server = await startServer({ example: 'contoso' });
  for (const folder of ['filters', 'hosts']) mkdirSync(path.join(server.folder, folder));
  for (const [from, to] of [
    ['core-mistakes.cfg', 'filters/core.cfg'],
    ['mp01.ps1', 'hosts/mp01.ps1'],
  ] as const)
    cpSync(path.join(CONFIGURATIONS, from), path.join(server.folder, to));
  openapi = (await server.json('/api/v1/openapi.json')).body;
});
afterAll(() => server.end());

const said = async (...args: string[]): Promise<string> => (await typed(args, server.folder)).out;
const H = 'hierarchy.yaml';
const JSON_FORM = ['--format', 'json'];

async function verified(...targets: object[]): Promise<void> {
  const { body } = await server.json('/api/v1/jobs', post({ kind: 'verify', targets }));
  await (await server.call(`/api/v1/jobs/${body.id}/events`)).text();
}

/** The answer as text; that it is what the description says, and that nobody gets it twice. */
async function documentAt(address: string): Promise<string> {
  const response = await server.call(address);
  expect([address, response.status]).toEqual([address, 200]);
  const text = await response.text();
  const etag = response.headers.get('etag') ?? '';
  expect(etag).toMatch(/^"[\w.-]+"$/);
  const again = await server.call(address, { headers: { 'if-none-match': etag } });
  expect([again.status, again.headers.get('etag'), await again.text()]).toEqual([304, etag, '']);
  const type = response.headers.get('content-type') ?? '';
  conforms(address, type, type === 'application/yaml' ? parse(text) : JSON.parse(text));
  return text;
}

const compiled = new Map<string, ReturnType<Ajv2020['compile']>>();

function conforms(address: string, type: string, body: unknown): void {
  const template = Object.keys(openapi.paths).find((one) =>
    new RegExp(`^${one.replaceAll('.', '\\.').replace(/\{[^}]+\}/g, '[^/]+')}$`).test(
      address.split('?')[0] ?? '',
    ),
  ) as string;
  const schema = openapi.paths[template].get.responses[200].content[type].schema;
  const validate =
    compiled.get(template) ??
    new Ajv2020({ strict: false, validateFormats: false }).compile({
      ...schema,
      components: openapi.components,
    });
  compiled.set(template, validate);
  validate(body);
  expect([address, validate.errors ?? []]).toEqual([address, []]);
}

describe('a document at its address', () => {
  it.each([
    ['/diagnostics', ['check', H]],
    ['/plan', ['plan', H]],
    [
      '/plan?filter=core&role=mp&phase=always',
      ['plan', H, '--filter', 'core', '--role', 'mp', '--phase', 'always'],
    ],
    ['/plan?for=mp01&zone=datacenter', ['plan', H, '--for', 'mp01', '--zone', 'datacenter']],
    ['/policy?phase=always', ['rules', H, '--all', '--phase', 'always']],
    ['/filters/core/policy', ['rules', H, '--filter', 'core']],
    [
      '/filters/core/policy?dialect=cisco-asa&phase=install',
      ['rules', H, '--filter', 'core', '--dialect', 'cisco-asa', '--phase', 'install'],
    ],
    ['/hosts/mp01/policy', ['rules', H, '--for', 'mp01']],
    ['/hosts/proxy01/policy?dialect=squid', ['rules', H, '--for', 'proxy01', '--dialect', 'squid']],
    ['/catalog', ['catalog']],
    ['/dialects', ['dialects']],
  ])('%s is what the command line prints', async (address, args) => {
    expect(await documentAt(API + address)).toBe(await said(...args, ...JSON_FORM));
  });

  it('/hierarchy is the file, byte for byte', async () => {
    expect(await documentAt(`${API}/hierarchy`)).toBe(readFileSync(path.join(server.folder, H), 'utf8'));
  });

  it('…/findings are what verification printed, of all and of each', async () => {
    for (const name of ['/findings', '/filters/core/findings', '/hosts/mp01/findings'])
      expect((await server.json(API + name)).body).toMatchObject({ status: 404, code: 'no-findings' });
    await verified({ filter: 'core', stored: true }, { host: 'mp01', stored: true });
    expect(await documentAt(`${API}/filters/core/findings`)).toBe(
      await said('verify', H, 'filters/core.cfg', ...JSON_FORM),
    );
    expect(await documentAt(`${API}/hosts/mp01/findings`)).toBe(
      await said('verify', H, 'hosts/mp01.ps1', ...JSON_FORM),
    );
    expect(await documentAt(`${API}/findings`)).toBe(
      readFileSync(path.join(server.folder, 'results/verify.json'), 'utf8'),
    );
    const second = { host: 'mp01', stored: true };
    const before = await documentAt(`${API}/filters/core/findings`);
    await verified(second);
    expect(await documentAt(`${API}/filters/core/findings`)).toBe(before);
  });

  it.each([
    ['/plann', 404, '“plan”'],
    ['/filters/cora/policy', 404, '“core”'],
    ['/hosts/mp0l/findings', 404, '“mp01”'],
    ['/filters/core/policy?dialect=cisco-asaa', 422, '“cisco-asa”'],
    ['/plan?filter=cora', 422, '“core”'],
  ])('%s says what was probably meant', async (address, status, meant) => {
    const answer = await server.json(API + address);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(JSON.stringify(answer.body)).toContain(`Did you mean ${meant}?`);
  });

  it.each([
    'hierarchy',
    'plan',
    'policy',
    'findings',
    'verify-results',
    'repair',
    'difference',
    'explanation',
    'observations',
  ])('the schema of %s is the published one', async (name) => {
    const text = await (await server.call(`/api/v1/schemas/${name}`)).text();
    expect(text).toBe(
      readFileSync(path.join(import.meta.dirname, `../../schema/${name}.schema.json`), 'utf8'),
    );
  });

  it('verify-results.json fits its published schema', () => {
    const schema = (name: string): object =>
      JSON.parse(
        readFileSync(path.join(import.meta.dirname, `../../schema/${name}.schema.json`), 'utf8'),
      ) as object;
    const ajv = new Ajv2020().addSchema(schema('findings'), 'findings.schema.json');
    const validate = ajv.compile(schema('verify-results'));
    validate(JSON.parse(readFileSync(path.join(server.folder, 'results/verify.json'), 'utf8')));
    expect(validate.errors ?? []).toEqual([]);
  });

  it('knows no other schema', async () => {
    const { status, body } = await server.json('/api/v1/schemas/polycy');
    expect([status, body.detail]).toEqual([404, 'There is no schema “polycy”. Did you mean “policy”?']);
  });
});

describe('the list of documents', () => {
  const listed = async (): Promise<Loose[]> => (await server.json(API)).body.documents;
  const the = (documents: Loose[], address: string): Loose =>
    documents.find((one: Loose) => one.address === API + address);

  it('names every document, and each of them is there or isn’t as it says', async () => {
    const { body } = await server.json(`${API}?limit=1000`);
    conforms(API, 'application/json', body);
    expect(body.total).toBe(body.documents.length);
    expect(body.documents.map((one: Loose) => one.address)).toEqual([
      ...new Set(body.documents.map((one: Loose) => one.address)),
    ]);
    for (const one of body.documents) {
      const response = await server.call(one.address);
      expect([one.address, response.status === 200]).toEqual([one.address, one.there]);
      const text = await response.text();
      if (!one.there) continue;
      expect([one.address, response.headers.get('etag')]).toEqual([one.address, one.revision]);
      expect(response.headers.get('content-type')).toBe(one.type);
      if (one.form) expect(JSON.parse(text).format).toBe(one.form);
      if (one.schema) expect((await server.call(one.schema)).status).toBe(200);
    }
  });

  it('comes in pages', async () => {
    const { body } = await server.json(`${API}?offset=1&limit=2`);
    expect(body.documents.map((one: Loose) => one.name)).toEqual(['diagnostics', 'plan']);
    expect((await server.json(`${API}?limit=1001`)).body.errors[0].field).toBe('limit');
  });

  it('has no operation in the description that it doesn’t lead to', async () => {
    const documents = await listed();
    const paths = Object.keys(openapi.paths).filter((one) => one.startsWith(`${API}/`));
    for (const one of paths) {
      const pattern = new RegExp(`^${one.replace(/\{[^}]+\}/g, '[^/]+')}$`);
      expect(documents.some(({ address }) => pattern.test(address))).toBe(true);
    }
  });

  it('says what is stale, and what is gone while the hierarchy has errors', async () => {
    const { body } = await server.json('/api/v1/hierarchy');
    expect(the(await listed(), '/filters/core/findings')).toMatchObject({ there: true });
    expect(the(await listed(), '/filters/core/findings').stale).toBeUndefined();
    const broken = put({ text: 'hierarchy: 1\n' }, { 'if-match': body.revision });
    const { body: stored } = await server.json('/api/v1/hierarchy', broken);
    const documents = await listed();
    expect(the(documents, '/plan')).toMatchObject({ there: false });
    expect(the(documents, '/hierarchy')).toMatchObject({ there: true, revision: stored.revision });
    expect(the(documents, '/diagnostics')).toMatchObject({ there: true });
    expect(the(documents, '/filters/core/findings')).toMatchObject({ there: true, stale: true });
    expect((await server.json(`${API}/plan`)).body).toMatchObject({ status: 409, code: 'hierarchy-invalid' });
    await server.json('/api/v1/hierarchy', put({ text: body.text }, { 'if-match': stored.revision }));
  });

  it('is there in an empty workspace, too', async () => {
    const empty = await startServer();
    const { body } = await empty.json(API);
    expect(body.documents.filter((one: Loose) => one.there).map((one: Loose) => one.name)).toEqual([
      'catalog',
      'dialects',
    ]);
    for (const one of body.documents) expect((await empty.call(one.address)).status === 200).toBe(one.there);
    await empty.end();
  });

  it('leads to names as they are, whatever they hold', async () => {
    const name = 'partner/../"<b>%2f"';
    const text = readFileSync(path.join(server.folder, H), 'utf8');
    writeFileSync(path.join(server.folder, H), text.replaceAll(/^( +)partner:/gm, `$1'${name}':`));
    const own = (await listed()).filter((one: Loose) => one.filter === name);
    expect(own.map((one: Loose) => one.name)).toEqual(['policy', 'findings']);
    const { status, body } = await server.json(own[0].address);
    expect([status, body.policies[0].name]).toEqual([200, name]);
    writeFileSync(path.join(server.folder, H), text);
  });
});

describe('a plan with many rules', () => {
  it('is printed beside the server, with the same answers', async () => {
    const aside = await startServer({ example: 'branch', mostRulesHere: 0 });
    const here = await startServer({ example: 'branch' });
    const { body: page } = await here.json('/api/v1/plan?limit=1&role=dp');
    const flow = encodeURIComponent(page.rows[0].flow);
    for (const address of [
      `${API}/hosts/cm1/policy?phase=always`,
      '/api/v1/hosts/cm1/rules?dialect=nftables',
      `/api/v1/plan/flows/${flow}`,
      `/api/v1/ask/breaks?flow=${flow}`,
      '/api/v1/hosts/cm2/rules',
    ]) {
      const [one, other] = [await aside.call(address), await here.call(address)];
      expect([address, one.status, await one.text()]).toEqual([address, other.status, await other.text()]);
    }
    expect(aside.logged).toEqual([]);
    await Promise.all([aside.end(), here.end()]);
  });
});

it('nothing went wrong inside', () => {
  expect(server.logged).toEqual([]);
});
