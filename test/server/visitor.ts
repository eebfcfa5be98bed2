/** A browser as far as redirects and cookies go. */
export class Visitor {
  readonly #cookies = new Map<string, Map<string, string>>();
  readonly #own: string;
  readonly #ask: (request: Request) => Response | Promise<Response>;

  /** Requests to `own` are answered by `ask`, others go over the network. */
  constructor(own: string, ask: (request: Request) => Response | Promise<Response>) {
    this.#own = own;
    this.#ask = ask;
  }

  /** One request, with the cookies of its host. */
  async get(url: string | URL, init: RequestInit = {}): Promise<Response> {
    const { origin, host } = new URL(url, this.#own);
    const jar = this.#cookies.get(origin) ?? new Map<string, string>();
    this.#cookies.set(origin, jar);
    const headers = new Headers(init.headers);
    headers.set('cookie', [...jar].map(([name, value]) => `${name}=${value}`).join('; '));
    if (origin === this.#own) headers.set('host', host);
    const request = new Request(new URL(url, this.#own), { ...init, headers, redirect: 'manual' });
    const response = await (origin === this.#own ? this.#ask(request) : fetch(request));
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value === '' || /max-age=0/i.test(cookie)) jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  }

  /** Follows redirects until an address fits, which isn't asked for, or an answer is none. */
  async follow(
    url: string | URL,
    until: (url: URL) => boolean = () => false,
  ): Promise<{ url: URL; response: Response }> {
    let next = new URL(url, this.#own);
    for (let i = 0; i < 20; i++) {
      const response = await this.get(next);
      const location = response.headers.get('location');
      if (location === null) return { url: next, response };
      next = new URL(location, next);
      if (until(next)) return { url: next, response };
    }
    throw new Error('redirected in a circle');
  }

  cookie(name: string): string | undefined {
    return this.#cookies.get(this.#own)?.get(name);
  }

  setCookie(name: string, value: string): void {
    this.#cookies.get(this.#own)?.set(name, value);
  }
}
