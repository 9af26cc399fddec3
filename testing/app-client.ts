/** What a route answered. */
export interface Answer<T = unknown> {
  status: number;
  headers: Headers;
  body: T;
}

/** One server-sent event. */
export interface StreamEvent {
  event: string;
  id: string | null;
  data: unknown;
}

/** Talks to the dashboard over HTTP as a script would: next-auth's own routes, a cookie jar, JSON. */
export class AppClient {
  readonly cookies = new Map<string, string>();

  /** @param base address of the dashboard, with its path prefix */
  constructor(readonly base: string) {}

  /** A copy with the same cookies, e.g. to replay them later. */
  clone(): AppClient {
    const copy = new AppClient(this.base);
    for (const [name, value] of this.cookies) copy.cookies.set(name, value);
    return copy;
  }

  /**
   * Signs in; throws when it is refused.
   * @returns this client
   */
  async signIn(instance: string, username: string, password: string): Promise<this> {
    const { status, body } = await this.trySignIn(instance, username, password);
    if (status !== 200) throw new Error(`Signing in failed: ${JSON.stringify(body)}`);
    return this;
  }

  /** Signs in; a refusal is answered as the error that the form shows. */
  async trySignIn(
    instance: string,
    username: string,
    password: string,
    headers: Record<string, string> = {},
  ): Promise<
    Answer<{ code?: string; message?: string; remedy?: string; details?: Record<string, unknown> }>
  > {
    const { csrfToken } = (await this.get<{ csrfToken: string }>('/api/auth/csrf')).body;
    const form = new URLSearchParams({ instance, username, password, csrfToken, json: 'true' });
    const answer = await this.send('POST', '/api/auth/callback/redis', form.toString(), {
      'content-type': 'application/x-www-form-urlencoded',
      ...headers,
    });
    const body = answer.body as { url?: string; error?: object };
    const error = body.url && new URL(body.url).searchParams.get('error');
    return { ...answer, body: error ? JSON.parse(error) : (body.error ?? {}) };
  }

  async signOut(): Promise<void> {
    const { csrfToken } = (await this.get<{ csrfToken: string }>('/api/auth/csrf')).body;
    await this.send(
      'POST',
      '/api/auth/signout',
      new URLSearchParams({ csrfToken, json: 'true' }).toString(),
      {
        'content-type': 'application/x-www-form-urlencoded',
      },
    );
  }

  get<T = unknown>(path: string, headers: Record<string, string> = {}): Promise<Answer<T>> {
    return this.send('GET', path, undefined, headers) as Promise<Answer<T>>;
  }

  /** Does an action: `act('shop', 'client.kill', {…})`. */
  act<T = unknown>(
    instance: string,
    action: string,
    input: object,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> {
    return this.send('POST', `/api/instances/${instance}/actions/${action}`, JSON.stringify(input), {
      'content-type': 'application/json',
      ...headers,
    }) as Promise<Answer<T>>;
  }

  async send(
    method: string,
    path: string,
    body?: string,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const response = await fetch(`${this.base}${path}`, {
      method,
      body,
      redirect: 'manual',
      headers: { cookie: this.cookieHeader(), ...headers },
    });
    this.keepCookies(response.headers);
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('application/json');
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
  }

  /**
   * Opens a stream of server-sent events.
   * @param signal closes it also while nothing comes
   * @returns the events as they come; leaving the loop closes it
   */
  async *stream(
    path: string,
    headers: Record<string, string> = {},
    signal?: AbortSignal,
  ): AsyncGenerator<StreamEvent> {
    const abort = new AbortController();
    const response = await fetch(`${this.base}${path}`, {
      headers: { cookie: this.cookieHeader(), accept: 'text/event-stream', ...headers },
      signal: signal ? AbortSignal.any([signal, abort.signal]) : abort.signal,
    });
    if (!response.ok) throw new Error(`The stream answered ${response.status}: ${await response.text()}`);
    const decoder = new TextDecoder();
    let buffer = '';
    try {
      for await (const chunk of response.body!) {
        buffer += decoder.decode(chunk, { stream: true });
        const blocks = buffer.split('\n\n');
        buffer = blocks.pop()!;
        for (const block of blocks) {
          const event = parseEvent(block);
          if (event) yield event;
        }
      }
    } finally {
      abort.abort();
    }
  }

  private cookieHeader(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  private keepCookies(headers: Headers): void {
    for (const line of headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split(';');
      const equals = pair.indexOf('=');
      const name = pair.slice(0, equals);
      const expired = attributes.some((attribute) =>
        /^\s*(max-age=0|expires=Thu, 01 Jan 1970)/i.test(attribute),
      );
      if (expired) this.cookies.delete(name);
      else this.cookies.set(name, pair.slice(equals + 1));
    }
  }
}

function parseEvent(block: string): StreamEvent | null {
  const fields = new Map(
    block.split('\n').map((line) => {
      const colon = line.indexOf(': ');
      return [line.slice(0, colon), line.slice(colon + 2)];
    }),
  );
  const data = fields.get('data');
  return data === undefined
    ? null
    : {
        event: fields.get('event') ?? 'message',
        id: fields.get('id') ?? null,
        data: JSON.parse(data) as unknown,
      };
}
