import { type Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { ask, askOne, transact, type Plan } from '@/lib/patterns/plan';
import { connect, startRedis, type RunningRedis } from '../testing/servers';
import { createRandom } from './random';
import { runInTurn, runPlan, sendAll, type Run } from './run-plan';
import { withLock } from './with-lock';

let server: RunningRedis;
let plain: Redis;
/** As the shop's are: what is sent within a tick goes in one write. */
let pipelined: Redis;
const run: Run = (plan) => runPlan(pipelined, plan);

beforeAll(async () => {
  server = await startRedis();
  plain = connect(server.port);
  pipelined = plain.duplicate({ enableAutoPipelining: true });
});
beforeEach(() => plain.flushall());
afterAll(async () => {
  plain.disconnect();
  pipelined.disconnect();
  await server.stop();
});

test('strings are bytes, alone, together and in a transaction', async () => {
  const bytes = 'caf\xc3\xa9\0\xff';
  for (const redis of [plain, pipelined]) {
    await runPlan(redis, askOne('SET', bytes, bytes));
    expect(await redis.getBuffer(Buffer.from(bytes, 'latin1'))).toEqual(Buffer.from(bytes, 'latin1'));
    const get = ['GET', bytes] as const;
    expect(await runPlan(redis, ask([get, ['STRLEN', bytes]]))).toEqual([bytes, 7]);
    expect(await runPlan(redis, transact([get]))).toEqual([bytes]);
  }
});

test('errors are replies, for the plan to judge', async () => {
  await plain.set('text', 'x');
  await expect(run(askOne('INCR', 'text'))).rejects.toThrow(/^ERR/);
  await expect(run(transact([['INCR', 'text']]))).rejects.toThrow(/^ERR/);
  expect(await run(ask([['INCR', 'text']]))).toEqual([expect.any(Error)]);
  await expect(run(sendAll([['SET', 'a', 1], ['INCR', 'text']], 1))).rejects.toThrow(/^ERR/); // prettier-ignore
});

test('a script is sent once, then by its hash, and again after the server forgot it', async () => {
  const script = "return redis.call('APPEND', KEYS[1], ARGV[1])";
  const append = () => run(askOne('EVAL', script, 1, 'k', 'ab'));
  const calls = async () => {
    const stats = await plain.info('commandstats');
    return ['eval', 'evalsha'].map((name) =>
      Number(new RegExp(`_${name}:calls=(\\d+)`).exec(stats)?.[1] ?? 0),
    );
  };
  expect([await append(), await append()]).toEqual([2, 4]);
  expect(await calls()).toEqual([1, 2]);
  await plain.script('FLUSH');
  expect([await append(), await append()]).toEqual([6, 8]);
  expect(await calls()).toEqual([2, 4]);
});

test('plans that WATCH do not end each other’s watching', async () => {
  function* addSlowly(): Plan<boolean> {
    yield* askOne('WATCH', 'n');
    const before = Number(yield* askOne('GET', 'n'));
    return (yield* transact([['SET', 'n', before + 1]])) !== null;
  }
  const failing = runInTurn(plain, askOne('INCR', 'n', 'too', 'many'));
  const done = Promise.all(Array.from({ length: 5 }, () => runInTurn(plain, addSlowly())));
  await expect(failing).rejects.toThrow(/^ERR/);
  expect(await done).toEqual([true, true, true, true, true]);
  expect(await plain.get('n')).toBe('5');
});

test('a transaction over a watched key that changed is not run', async () => {
  function* disturbed(): Plan<unknown> {
    yield* askOne('WATCH', 'n');
    yield* askOne('SET', 'n', 'mine');
    return yield* transact([['SET', 'n', 'never']]);
  }
  expect(await runInTurn(plain, disturbed())).toBeNull();
  expect(await plain.get('n')).toBe('mine');
});

test('a lock is held during the work, and given back when the work under it fails', async () => {
  const lock = <T>(work: () => Promise<T>) => withLock(run, createRandom(1), 'x', 5_000, work);
  const during = await lock(async () => [await plain.exists('lock:x'), await lock(async () => 'twice')]);
  expect(during).toEqual([1, null]);
  await expect(lock(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(await lock(async () => 'done')).toBe('done');
  expect(await plain.exists('lock:x')).toBe(0);
});
