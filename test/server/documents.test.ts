import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Loose, post, startServer, type TestServer } from './server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ example: 'contoso' });
});
afterAll(() => server.end());

const get = (path: string) => server.json(`/api/v1${path}`);

describe('documents of a workspace', () => {
  it('says who is signed in', async () => {
    const { status, body } = await get('/session');
    expect(status).toBe(200);
    expect(body).toEqual({
      role: 'operator',
      signIn: 'token',
      workspace: 'contoso',
      version: '0.0.0',
      readOnly: false,
    });
  });

  it('says what the workspace holds', async () => {
    const { body } = await get('/workspace');
    expect(body).toMatchObject({
      name: 'contoso',
      title: 'Contoso',
      hierarchy: { file: 'hierarchy.yaml', valid: true },
    });
    expect(body.counts.flows).toBeGreaterThan(100);
    expect(body.hosts.find((host: Loose) => host.name === 'mp01')).toMatchObject({
      zones: ['datacenter'],
      roles: [{ role: 'management-point', title: 'Management point' }],
      site: 'P01',
    });
  });

  it('gives the text of the hierarchy, and 304 to whoever has it', async () => {
    const { body, headers } = await get('/hierarchy');
    expect(body.text).toContain('hierarchy: Contoso');
    expect(headers.get('etag')).toBe(body.revision);
    const again = await server.call('/api/v1/hierarchy', { headers: { 'if-none-match': body.revision } });
    expect(again.status).toBe(304);
    expect(await again.text()).toBe('');
  });

  it('pages, sorts, groups and filters the plan', async () => {
    const { body: all } = await get('/plan?limit=1000');
    const { body } = await get(
      '/plan?limit=5&offset=5&sort=ports&desc=true&group=service&filter=core&phase=always',
    );
    expect(body.rows).toHaveLength(5);
    expect(body.total).toBeLessThan(all.total);
    expect(body.groups.length).toBeGreaterThan(1);
    expect(body.rows.every((row: Loose) => row.filters.includes('core') && row.phase === 'always')).toBe(
      true,
    );
    expect((await get('/plan?offset=99999')).body.rows).toEqual([]);
  });

  it.each([
    ['/plan?limit=0', 'limit'],
    ['/plan?limit=1001', 'limit'],
    ['/plan?limit=ten', 'limit'],
    ['/plan?offset=-1', 'offset'],
    ['/plan?sort=colour', 'sort'],
    ['/plan?filter=cora', 'filter'],
    ['/plan?role=nobody', 'role'],
    ['/plan?phase=always,never', 'phase'],
    ['/plan?zone=moon', 'zone'],
    ['/plan?for=mp99', 'for'],
    ['/plan?transport=sctp', 'transport'],
    ['/plan?limit=1&limit=2', 'limit'],
    ['/plan/export', 'format'],
    ['/plan/export?format=doc', 'format'],
    ['/plan/export?format=csv&columns=source,colour', 'columns'],
    ['/matrix?by=colour', 'by'],
    ['/chart?site=XYZ', 'site'],
    ['/filters/core/rules?dialect=basic', 'dialect'],
    ['/hosts/mp01/rules?phase=now', 'phase'],
    ['/ask?from=mp01&to=sql01', 'service'],
    ['/ask?from=mp01&to=sql01&service=tcp/99999', 'service'],
    ['/ask?from=mp0l&to=sql01&service=tcp', 'from'],
    ['/ask?from=mp01&to=nowhere&service=tcp', 'to'],
    ['/ask/breaks', 'flow'],
    ['/ask/breaks?rule=x&filter=nothing', 'filter'],
    ['/catalog/search?role=nobody', 'role'],
    ['/catalog/search?port=tcpp', 'port'],
    ['/catalog/search?guide=no/1', 'guide'],
    ['/rules.zip?phase=x', 'phase'],
  ])('names the field that is wrong in %s', async (path, field) => {
    const { status, body, headers } = await get(path);
    expect(status).toBe(422);
    expect(headers.get('content-type')).toBe('application/problem+json');
    expect(body.errors[0].field).toBe(field);
    expect(body.errors[0].message).not.toBe('');
  });

  it.each([
    '/plan/flows/nothing',
    '/filters/cora/rules',
    '/hosts/mp0/rules',
    '/nothing',
    '/filters/core/configuration',
  ])('has no %s', async (path) => {
    const { status, body } = await get(path);
    expect(status).toBe(404);
    expect(body).toMatchObject({ status: 404, type: expect.stringMatching(/^urn:portolan:problem:/) });
  });

  it('says what was probably meant', async () => {
    expect((await get('/filters/cora/rules')).body.detail).toContain('Did you mean “core”?');
    expect((await get('/plan?filter=cora')).body.errors[0].help).toContain('“core”');
  });

  it('tells the whole chain of a flow', async () => {
    const { body: page } = await get('/plan?limit=1&filter=core&role=mp');
    const { status, body } = await get(`/plan/flows/${encodeURIComponent(page.rows[0].flow)}`);
    expect(status).toBe(200);
    expect(body.id).toBe(page.rows[0].flow);
    expect(body.sources.guide.length).toBeGreaterThan(0);
    expect(body.filters.some((f: Loose) => f.rules.some((r: Loose) => r.lines.length > 0))).toBe(true);
  });

  it('answers why something is needed, and what breaks without it', async () => {
    const { body } = await get('/ask?from=mp01&to=sql01&service=tcp/1433');
    expect(body.needed).toBe(true);
    expect(body.chains[0].id).toBe(body.answers[0].flow);
    const { body: breaks } = await get(`/ask/breaks?flow=${encodeURIComponent(body.answers[0].flow)}`);
    expect(breaks.conversations[0].id).toBe(body.answers[0].conversation.id);
    const { body: none } = await get('/ask?from=10.20.0.7&to=sql01&service=tcp/23');
    expect(none.needed).toBe(false);
  });

  it('prints rules, proven, with the flows of each line', async () => {
    const { body } = await get('/filters/core/rules');
    expect(body).toMatchObject({ name: 'core', kind: 'network', dialect: 'nftables', proof: 'equal' });
    const line = body.lines[0];
    expect(body.text.split('\n')[line.line - 1]).not.toBe('');
    expect(line.flows.length).toBeGreaterThan(0);
    expect((await get('/hosts/mp01/rules')).body.dialect).toBe('windows-firewall');
    expect((await get('/hosts/proxy01/rules?dialect=squid')).body.kind).toBe('proxy');
    expect((await get('/filters/core/rules?dialect=cisco-asa&phase=always')).body.text).toContain(
      'access-list',
    );
  });

  it.each([
    ['csv', 'text/csv', /^source name,/],
    ['markdown', 'text/markdown', /^# Firewall plan of Contoso/],
    ['json', 'application/json', /^\{"format":/],
    ['xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', /^PK/],
  ])('exports %s', async (format, type, begins) => {
    const response = await server.call(`/api/v1/plan/export?format=${format}&filter=core`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain(type);
    expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="plan-Contoso\.\w+"$/);
    expect(Buffer.from(await response.arrayBuffer()).toString('latin1')).toMatch(begins);
  });

  it('gives all rules as a zip, the same bytes each time', async () => {
    const [a, b] = await Promise.all(
      [1, 2].map(async () => Buffer.from(await (await server.call('/api/v1/rules.zip')).arrayBuffer())),
    );
    expect(a?.subarray(0, 2).toString()).toBe('PK');
    expect(a?.includes('filters/core.nft')).toBe(true);
    expect(a?.equals(b as Buffer)).toBe(true);
  });

  it.each([
    '/chart',
    '/matrix',
    '/matrix?by=host',
    '/diagnostics',
    '/hierarchy/schema',
    '/dialects',
    '/catalog',
    '/catalog/search?q=wake',
    '/catalog/guide',
  ])('answers %s, and 304 to whoever has it', async (path) => {
    const { status, headers, body } = await get(path);
    expect(status).toBe(200);
    expect(Object.keys(body).length).toBeGreaterThan(0);
    const again = await server.call(`/api/v1${path}`, {
      headers: { 'if-none-match': headers.get('etag') ?? '' },
    });
    expect(again.status).toBe(304);
  });

  it('checks a text without storing it', async () => {
    const before = (await get('/hierarchy')).body.revision;
    const { status, body } = await server.json('/api/v1/hierarchy/check', post({ text: 'hierarchy: 1\n' }));
    expect(status).toBe(200);
    expect(body.counts.errors).toBeGreaterThan(0);
    expect(body.diagnostics[0].place.line).toBe(1);
    expect((await get('/hierarchy')).body.revision).toBe(before);
  });

  it('checks a long text beside itself, with the same answer', async () => {
    const { body: stored } = await get('/hierarchy');
    for (const text of [stored.text, stored.text.replace('hierarchy: Contoso', 'hierarchi: Contoso')]) {
      const short = await server.json('/api/v1/hierarchy/check', post({ text }));
      const long = await server.json(
        '/api/v1/hierarchy/check',
        post({ text: `${text}\n# ${'x'.repeat(300_000)}\n` }),
      );
      expect([long.status, long.body]).toEqual([200, short.body]);
    }
  });

  it('makes a first hierarchy from a form', async () => {
    const { status, body } = await server.json(
      '/api/v1/hierarchy/starter',
      post({ servers: [], clients: [] }),
    );
    expect(status).toBe(200);
    expect(body.problems.length).toBeGreaterThan(0);
    expect((await server.json('/api/v1/hierarchy/starter', post({ servers: 'none' }))).status).toBe(422);
  });

  it('answers HEAD, and says which methods a path has', async () => {
    const head = await server.call('/api/v1/plan', { method: 'HEAD' });
    expect(head.status).toBe(200);
    expect(await head.text()).toBe('');
    const { status, headers, body } = await server.json('/api/v1/plan', { method: 'DELETE' });
    expect([status, headers.get('allow'), body.code]).toEqual([405, 'GET, HEAD', 'method']);
  });
});

describe('an empty workspace', () => {
  it('takes its first hierarchy, and says until then that there is none', async () => {
    const empty = await startServer();
    const { body } = await empty.json('/api/v1/workspace');
    expect(body).toMatchObject({ hierarchy: { valid: false }, filters: [], hosts: [] });
    expect((await empty.json('/api/v1/plan')).body).toMatchObject({ status: 409, code: 'no-hierarchy' });
    expect((await empty.json('/api/v1/hierarchy')).status).toBe(404);
    expect((await empty.json('/api/v1/diagnostics')).body.diagnostics).toEqual([]);
    await empty.end();
  });
});
