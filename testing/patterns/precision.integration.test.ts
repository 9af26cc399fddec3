import type { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FAMILIES } from '@/lib/patterns/catalogue';
import { connect, startRedis, type RunningRedis } from '../servers';
import { allExamples } from './examples/all';
import { lookAlikes, lookAlikesAlone } from './examples/look-alikes';
import { measureRecognition, type Figures } from './precision';

/** How much of everything that the catalogue knows is recognised, and how much of what only looks like it. */

const now = Date.now();

/** Types of modules, and of Redis 8: a server without them cannot hold such keys. */
const EXEMPT: Readonly<Record<string, string>> = {
  'redis-timeseries.points': 'RedisTimeSeries',
  'json-document.json-document': 'RedisJSON',
  'bloom-filter.bloom-filter': 'RedisBloom, or Valkey’s module',
  'cuckoo-filter.cuckoo-filter': 'RedisBloom',
  'count-min-sketch.count-min-sketch': 'RedisBloom',
  'top-k.top-k': 'RedisBloom',
  't-digest.t-digest': 'RedisBloom',
  'vector-set.vector-set': 'Redis 8',
};

const CORE_TYPES = new Set<string>(['string', 'hash', 'list', 'set', 'zset', 'stream']);

const layouts = FAMILIES.flatMap(({ id, layouts }) =>
  layouts.map(({ id: layout, types }) => ({ id: `${id}.${layout}`, types })),
);

const statedLayouts = (examples: ReturnType<typeof allExamples>) =>
  new Set(examples.flatMap(({ is }) => [...is.values()]));

test('every layout has an example, but those of modules', () => {
  const ofModules = layouts.filter(({ types }) => !types.some((type) => CORE_TYPES.has(type)));
  expect(Object.keys(EXEMPT).sort()).toEqual(ofModules.map(({ id }) => id).sort());
  const stated = statedLayouts(allExamples(now));
  expect(layouts.filter(({ id }) => !stated.has(id) && !(id in EXEMPT)).map(({ id }) => id)).toEqual([]);
});

test('every layout that is stated exists', () => {
  const known = new Set<string | null>([null, ...layouts.map(({ id }) => id)]);
  const stated = statedLayouts([...allExamples(now), ...lookAlikes(now), ...lookAlikesAlone(now)]);
  expect([...stated].filter((layout) => !known.has(layout))).toEqual([]);
});

test('there are look-alikes enough', () => {
  const keys = [...lookAlikes(now), ...lookAlikesAlone(now)].flatMap(({ is }) => [...is.keys()]);
  expect(keys.length).toBeGreaterThanOrEqual(60);
});

let server: RunningRedis;
let redis: Redis;

beforeAll(async () => {
  server = await startRedis();
  redis = connect(server.port);
});
afterAll(async () => {
  redis.disconnect();
  await server.stop();
});

test('nearly all of it is recognised, and rightly', async () => {
  const { rows, total, precision, recall, wrong } = await measureRecognition(redis, now);
  const lines = [...rows.map(({ pattern, ...figures }) => line(pattern, figures)), line('in all', total)];
  const mistakes = wrong.map(({ key, expected, got }) => `${key}: is ${expected}, taken for ${got}`);
  console.log([HEADER, ...lines, ...mistakes].join('\n'));
  expect(precision, mistakes.join('\n')).toBeGreaterThanOrEqual(0.98);
  expect(recall, mistakes.join('\n')).toBeGreaterThanOrEqual(0.98);
});

const HEADER = line('pattern', {
  expected: 'expected',
  recognised: 'recognised',
  right: 'right',
  precision: 'precision',
  recall: 'recall',
});

function line(name: string, figures: Record<keyof Figures, string | number | null>): string {
  const { expected, recognised, right, precision, recall } = figures;
  const share = (value: string | number | null) =>
    typeof value === 'number' ? value.toFixed(3) : (value ?? '–');
  return [
    name.padEnd(18),
    ...[expected, recognised, right].map((value) => String(value).padStart(10)),
    ...[precision, recall].map((value) => share(value).padStart(10)),
  ].join(' ');
}
