import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import type dns from 'node:dns';
import { afterEach, describe, expect, test } from 'vitest';
import { postWebhook, signatureOf, type Posting, type PostOptions } from './post-webhook';

const servers: net.Server[] = [];
afterEach(async () => {
  await Promise.all(
    servers.splice(0).map((server) => {
      if (server instanceof http.Server) server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    }),
  );
});

async function listen<T extends net.Server>(server: T): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

const receiver = (answer: http.RequestListener) => listen(http.createServer(answer));

const posting = (port: number, more: Partial<Posting> = {}): Posting => ({
  ...{ url: `http://127.0.0.1:${port}/hook`, secret: 's3cret', delivery: 7, event: 'opened' },
  ...{ body: '{"a":"ä"}', ...more },
});
const LOCAL: PostOptions = { allowPrivate: true };

describe('a receiver', () => {
  test('gets JSON with a signature that it can check', async () => {
    let seen: { headers: http.IncomingHttpHeaders; body: string } | null = null;
    const port = await receiver((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      request.on('end', () => {
        seen = { headers: request.headers, body };
        response.writeHead(204).end();
      });
    });
    expect(await postWebhook(posting(port), LOCAL)).toEqual({ status: 204, error: null, retry: false });
    const { headers, body } = seen!;
    expect(body).toBe('{"a":"ä"}');
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'x-hitrate-event': 'opened',
      'x-hitrate-delivery': '7',
    });
    const timestamp = headers['x-hitrate-timestamp'] as string;
    expect(headers['x-hitrate-signature']).toBe(signatureOf('s3cret', timestamp, body));
    expect(headers['x-hitrate-signature']).not.toBe(signatureOf('another', timestamp, body));
  });

  test.each([
    [500, true],
    [503, true],
    [429, true],
    [400, false],
    [404, false],
  ])('that answers %i is tried again: %s', async (status, retry) => {
    const port = await receiver((_, response) => response.writeHead(status).end());
    expect(await postWebhook(posting(port), LOCAL)).toEqual({
      ...{ status, error: `It answered ${status}.`, retry },
    });
  });

  test('that is slow is given up, and tried again', async () => {
    const port = await receiver(() => {});
    const posted = await postWebhook(posting(port), { ...LOCAL, timeoutMs: 200 });
    expect(posted).toEqual({ status: null, error: 'No whole answer within 0.2 s.', retry: true });
  });

  test('that drips its headers is given up, too', async () => {
    const port = await listen(
      net.createServer((socket) => {
        const drip = setInterval(() => socket.write('HTTP/1.1 200 OK\r\n'.slice(0, 1)), 50);
        socket.on('close', () => clearInterval(drip)).on('error', () => {});
      }),
    );
    const posted = await postWebhook(posting(port), { ...LOCAL, timeoutMs: 300 });
    expect(posted.status).toBeNull();
    expect(posted.retry).toBe(true);
  });

  test('that redirects is not followed', async () => {
    let followed = 0;
    const target = await receiver((_, response) => {
      followed += 1;
      response.end();
    });
    const port = await receiver((_, response) =>
      response.writeHead(307, { location: `http://127.0.0.1:${target}/` }).end(),
    );
    const posted = await postWebhook(posting(port), LOCAL);
    expect(posted).toMatchObject({ status: 307, retry: false, error: expect.stringContaining('redirect') });
    expect(followed).toBe(0);
  });

  test('that answers garbage is an error in words, not a crash', async () => {
    const port = await listen(
      net.createServer((socket) => socket.resume().end('\0\x01 hello there\r\n\r\n')),
    );
    const posted = await postWebhook(posting(port), LOCAL);
    expect(posted).toEqual({ status: null, error: 'What it answered is not HTTP.', retry: true });
  });

  test('that never ends its answer is taken at its word and left', async () => {
    let closed = false;
    const port = await receiver((_, response) => {
      response.writeHead(200);
      const chunk = Buffer.alloc(16_384, 'x');
      const more = () => {
        while (!response.destroyed && response.write(chunk));
        response.once('drain', more);
      };
      response.on('close', () => (closed = true));
      more();
    });
    expect(await postWebhook(posting(port), LOCAL)).toEqual({ status: 200, error: null, retry: false });
    await expect.poll(() => closed).toBe(true);
  });

  test('that hangs up, or is not there, is said so and tried again', async () => {
    const port = await listen(net.createServer((socket) => socket.destroy()));
    expect(await postWebhook(posting(port), LOCAL)).toMatchObject({ status: null, retry: true });
    const nobody = await listen(net.createServer());
    await new Promise((resolve) => servers.pop()!.close(resolve));
    expect(await postWebhook(posting(nobody), LOCAL)).toEqual({
      ...{ status: null, error: `Nothing listens at 127.0.0.1:${nobody}.`, retry: true },
    });
  });
});

describe('a private address', () => {
  /** A name server that gives this machine's own address to any name, after having given a public one. */
  const rebinding = (answers: { address: string; family: number }[][]) =>
    ((_host: string, _options: object, callback: (error: null, found: unknown) => void) =>
      callback(null, answers.length > 1 ? answers.shift() : answers[0])) as unknown as typeof dns.lookup;
  const LOOPBACK = [{ address: '127.0.0.1', family: 4 }];

  async function counting() {
    const seen = { requests: 0 };
    const port = await receiver((_, response) => {
      seen.requests += 1;
      response.end();
    });
    return { seen, port };
  }

  test.each(['127.0.0.1', '[::1]', '[::ffff:127.0.0.1]', '0.0.0.0', '2130706433', '0x7f.1', 'localhost'])(
    'written as %s gets nothing',
    async (host) => {
      const { seen, port } = await counting();
      const posted = await postWebhook(posting(0, { url: `http://${host}:${port}/` }), {
        allowPrivate: false,
      });
      expect(posted).toMatchObject({ status: null, retry: false });
      expect(posted.error).toContain('HITRATE_WEBHOOK_PRIVATE=1');
      expect(seen.requests).toBe(0);
    },
  );

  test('behind an honest name gets nothing', async () => {
    const { seen, port } = await counting();
    const options = { allowPrivate: false, lookup: rebinding([LOOPBACK]) };
    const posted = await postWebhook(posting(0, { url: `http://hooks.example.com:${port}/` }), options);
    expect(posted).toMatchObject({ status: null, retry: false });
    expect(seen.requests).toBe(0);
  });

  test('that a name turns to after it was looked up gets nothing: there is one look-up, the connection’s', async () => {
    const { seen, port } = await counting();
    let asked = 0;
    const answers = rebinding([[{ address: '203.0.113.1', family: 4 }], LOOPBACK]);
    const lookup = ((...given: Parameters<typeof dns.lookup>) => {
      asked += 1;
      return answers(...given);
    }) as unknown as typeof dns.lookup;
    const options = { allowPrivate: false, lookup, timeoutMs: 300 };
    await postWebhook(posting(0, { url: `http://hooks.example.com:${port}/` }), options);
    expect(asked).toBe(1);
    expect(seen.requests).toBe(0);
  });

  test('among public ones is left out', async () => {
    const { seen, port } = await counting();
    const both = [...LOOPBACK, { address: '203.0.113.1', family: 4 }];
    const options = { allowPrivate: false, lookup: rebinding([both]), timeoutMs: 300 };
    await postWebhook(posting(0, { url: `http://hooks.example.com:${port}/` }), options);
    expect(seen.requests).toBe(0);
  });

  test('is delivered to where the configuration allows it, by name, too', async () => {
    const { seen, port } = await counting();
    const url = `http://hooks.example.com:${port}/`;
    const options = { allowPrivate: true, lookup: rebinding([LOOPBACK]) };
    expect(await postWebhook(posting(0, { url }), options)).toMatchObject({ status: 200 });
    expect(seen.requests).toBe(1);
  });
});
