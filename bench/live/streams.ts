import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { endWithProcess } from '../../scripts/end-with-process.mjs';
import { residentMb } from './idle-memory';
import { openStreams, type OpenStreams } from './sse-client';
import { percentile, sleep, type Watched } from './watched';

/**
 * How quickly 500 streams hear of a sample and whether 2,000 lose any, beside a bare HTTP server of Node that
 * sends the same bytes at the same pace in the same run.
 */
export async function measureStreams(
  { app, signIn }: Watched,
  seconds: number,
): Promise<Record<string, number>> {
  const client = await signIn();
  const peer = fork(fileURLToPath(new URL('./bare-sse-server.mjs', import.meta.url)), {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  endWithProcess(peer);
  const [{ url }] = (await once(peer, 'message')) as [{ url: string }];

  const barely = await observe(await openStreams(url, client, 'bench', 500), seconds);
  const few = await observe(await openStreams(app.url, client, 'bench', 500), seconds);
  const streams500RssMb = residentMb(app.pid);
  const many = await observe(await openStreams(app.url, client, 'bench', 2000), seconds);
  peer.kill();
  return {
    streams500P99Ms: few.p99Ms,
    bareNode500P99Ms: barely.p99Ms,
    streams500RssMb,
    streams2000Lost: many.lost,
    streams2000P99Ms: many.p99Ms,
    streams2000RssMb: residentMb(app.pid),
  };
}

async function observe(streams: OpenStreams, seconds: number): Promise<{ p99Ms: number; lost: number }> {
  const delays: number[] = [];
  const heard = new Map<string, Set<number>>();
  const everybody = new Set<number>();
  streams.onSample((stream, id, readAt) => {
    delays.push(readAt - Number(id));
    everybody.add(stream);
    const listeners = heard.get(id) ?? new Set();
    heard.set(id, listeners.add(stream));
  });
  await sleep(seconds * 1000);
  // The newest sample may still be on its way.
  await sleep(1_500);
  streams.onSample(() => {});
  streams.close();
  const complete = [...heard].sort(([a], [b]) => Number(a) - Number(b)).slice(1, -2);
  const lost = complete.reduce((sum, [, listeners]) => sum + everybody.size - listeners.size, 0);
  return { p99Ms: percentile(delays, 0.99), lost };
}
