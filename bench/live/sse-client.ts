import { Agent, get, type ClientRequest } from 'node:http';
import type { AppClient } from '../../testing/app-client';

/** Many streams, read with as little work as possible: the bench must not be slower than what it measures. */
export interface OpenStreams {
  /** Called for each sample event: its stream, its id and when it was read (Unix milliseconds). */
  onSample: (listener: (stream: number, id: string, readAt: number) => void) => void;
  close: () => void;
}

/**
 * Opens streams and waits until each has begun.
 * @param path of the stream below the base
 */
export async function openStreams(
  base: string,
  client: Pick<AppClient, 'cookies'>,
  instance: string,
  count: number,
): Promise<OpenStreams> {
  const cookie = [...client.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const agent = new Agent({ maxSockets: Infinity });
  const requests: ClientRequest[] = [];
  let listener: (stream: number, id: string, readAt: number) => void = () => {};
  const open = (stream: number) =>
    new Promise<void>((resolve, reject) => {
      const request = get(
        `${base}/api/instances/${instance}/live`,
        { agent, headers: { cookie } },
        (response) => {
          if (response.statusCode !== 200)
            return reject(new Error(`A stream answered ${response.statusCode}.`));
          let rest = '';
          response.setEncoding('latin1');
          response.once('data', () => resolve());
          response.on('data', (chunk: string) => {
            const readAt = Date.now();
            const text = rest + chunk;
            const end = text.lastIndexOf('\n\n');
            rest = end < 0 ? text : text.slice(end + 2);
            for (const [, id] of text.slice(0, end + 1).matchAll(/^event: sample\nid: (\d+)$/gm))
              listener(stream, id!, readAt);
          });
        },
      );
      request.once('error', reject);
      requests.push(request);
    });
  // A browser opens its streams one by one too; two thousand at once would measure the accept queue.
  for (let start = 0; start < count; start += 50) {
    await Promise.all(Array.from({ length: Math.min(50, count - start) }, (_, index) => open(start + index)));
  }
  return {
    onSample: (next) => (listener = next),
    close: () => requests.forEach((request) => request.on('error', () => {}).destroy()),
  };
}
