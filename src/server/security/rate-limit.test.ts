import { OpenAPIHono } from '@hono/zod-openapi';
import { describe, expect, it } from 'vitest';
import type { App, ServerEnv } from '../context.ts';
import { problemAnswer } from '../problem.ts';
import { addressKey, limited, RateLimit } from './rate-limit.ts';

describe('RateLimit', () => {
  it('lets a burst pass, and then as many as come back', () => {
    let time = 0;
    const limit = new RateLimit({ burst: 3, perSecond: 0.5 }, () => time);
    expect([1, 2, 3, 4].map(() => limit.take('a'))).toEqual([undefined, undefined, undefined, 2]);
    expect(limit.take('b')).toBeUndefined();
    time += 1_000;
    expect(limit.take('a')).toBe(1);
    time += 1_000;
    expect(limit.take('a')).toBeUndefined();
    time += 3_600_000;
    expect([1, 2, 3, 4].map(() => limit.take('a') === undefined)).toEqual([true, true, true, false]);
  });

  it('gives nothing for a clock that goes back', () => {
    let time = 10_000;
    const limit = new RateLimit({ burst: 1, perSecond: 1 }, () => time);
    limit.take('a');
    time = 0;
    expect(limit.take('a')).toBe(1);
  });
});

describe('limited', () => {
  it('answers 429, and says when to ask again', async () => {
    const app: App = new OpenAPIHono<ServerEnv>();
    app.onError((error, c) => problemAnswer(error, c, () => {}));
    const limit = new RateLimit({ burst: 1, perSecond: 0.1 }, () => 0);
    app.use(
      '*',
      limited(limit, (c) => c.req.header('who')),
    );
    app.get('/', (c) => c.text('fine'));
    const ask = async (who?: string): Promise<Response> =>
      app.request('/', who === undefined ? {} : { headers: { who } });
    expect((await ask('a')).status).toBe(200);
    const refused = await ask('a');
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('10');
    expect(await refused.json()).toMatchObject({ code: 'rate', status: 429 });
    expect((await ask('b')).status).toBe(200);
    for (let i = 0; i < 5; i++) expect((await ask()).status).toBe(200);
  });
});

it('counts a network of IPv6 as one', () => {
  expect(addressKey('192.0.2.1')).toBe('192.0.2.1');
  expect(addressKey('2001:db8::1')).toBe(addressKey('2001:db8:0:0:ffff::2'));
  expect(addressKey('2001:db8::1')).not.toBe(addressKey('2001:db8:0:1::1'));
});
