import type { HistoryResponse } from '@/lib/schemas/history';
import { connect } from '../../testing/servers';
import { sleep, type Watched } from '../live/watched';

/** How far the hit rate of the chart is from what a generator has counted that knows its own hits and misses. */
export async function measureHitRatio(watched: Watched, seconds: number): Promise<Record<string, number>> {
  const client = await watched.signIn();
  const redis = connect(watched.redis.port);
  await redis.mset(...Array.from({ length: 100 }, (_, n) => [`hit:${n}`, 'x']).flat());
  // A poll before, so that the first look-ups have something to be compared with.
  await sleep(12_000);
  const from = Date.now();
  const counted = { hits: 0, misses: 0 };
  while (Date.now() < from + seconds * 1000) {
    const pipeline = redis.pipeline();
    for (let n = 0; n < 200; n += 1) {
      const isHit = Math.random() < 0.5 + 0.4 * Math.sin(Date.now() / 3_000);
      counted[isHit ? 'hits' : 'misses'] += 1;
      pipeline.get(`${isHit ? 'hit' : 'miss'}:${n % 100}`);
    }
    await pipeline.exec();
    await sleep(20);
  }
  await sleep(12_000);
  // A grid finer than the polls: each point is one of them.
  const { body } = await client.get<HistoryResponse>(
    `/api/instances/bench/history?metrics=hitRatio,hitsPerSecond,missesPerSecond&from=${from}&to=${Date.now()}&points=2000`,
  );
  redis.disconnect();
  const [ratios, hits, misses] = body.series.map(({ points }) => points.map(([, value]) => value ?? 0));
  const lookups = ratios!.map((_, index) => hits![index]! + misses![index]!);
  const total = lookups.reduce((sum, count) => sum + count, 0);
  const told = ratios!.reduce((sum, ratio, index) => sum + ratio * lookups[index]!, 0) / total;
  const truth = counted.hits / (counted.hits + counted.misses);
  return { hitRatioErrorPercent: (Math.abs(told - truth) / truth) * 100 };
}
