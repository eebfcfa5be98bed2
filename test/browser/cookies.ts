import type { Server } from './server.ts';

/** What a browser must hold to be signed in, as Playwright takes it. */
export type Cookies = {
  readonly name: string;
  readonly value: string;
  readonly url: string;
  readonly httpOnly: boolean;
  readonly sameSite: 'Strict';
}[];

/** Uses the link, which works once. */
export async function signIn({ url, link }: Pick<Server, 'url' | 'link'>): Promise<Cookies> {
  const response = await fetch(link, { redirect: 'manual' });
  return response.headers.getSetCookie().map((cookie) => {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
    return { name, value, url, httpOnly: true, sameSite: 'Strict' };
  });
}
