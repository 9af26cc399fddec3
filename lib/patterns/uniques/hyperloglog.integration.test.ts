import type { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { connect, startRedis, type RunningRedis } from '@/testing/servers';
import { DENSE_BYTES, REGISTERS, estimate, mergeRegisters, readRegisters } from './hyperloglog';

let server: RunningRedis;
let redis: Redis;

beforeAll(async () => {
  server = await startRedis();
  redis = connect(server.port);
});
beforeEach(() => redis.flushall());
afterAll(async () => {
  redis.disconnect();
  await server.stop();
});

async function add(key: string, from: number, to: number): Promise<void> {
  await redis.pfadd(key);
  for (let start = from; start < to; start += 2_000) {
    const length = Math.min(2_000, to - start);
    await redis.pfadd(key, ...Array.from({ length }, (_, index) => `visitor-${start + index}`));
  }
}

async function registersOf(key: string): Promise<Uint8Array> {
  return readRegisters((await redis.getBuffer(key))!.toString('latin1'))!;
}

describe('counts what the server counts', () => {
  test.each([0, 1, 2, 3, 10, 100, 500, 1_000, 3_000, 10_000, 40_000, 70_000, 200_000, 1_000_000])(
    'of %i elements',
    async (size) => {
      await add('h', 0, size);
      const own = estimate(await registersOf('h'));
      expect(own).toBe(await redis.pfcount('h'));
    },
  );

  test('sparse and dense alike', async () => {
    await add('h', 0, 400);
    const sparse = await registersOf('h');
    expect((await redis.getBuffer('h'))![4]).toBe(1);
    await redis.config('SET', 'hll-sparse-max-bytes', '0');
    await redis.pfmerge('dense', 'h');
    await redis.config('SET', 'hll-sparse-max-bytes', '3000');
    expect((await redis.getBuffer('dense'))![4]).toBe(0);
    expect(await registersOf('dense')).toEqual(sparse);
  });

  test.each([
    [0, 0],
    [10, 0],
    [700, 900],
    [5_000, 60_000],
    [100, 150_000],
  ])('merged, of %i and %i elements of which some are the same', async (one, other) => {
    await add('a', 0, one);
    await add('b', Math.floor(one / 2), Math.floor(one / 2) + other);
    const merged = await registersOf('a');
    mergeRegisters(merged, await registersOf('b'));
    expect(estimate(merged)).toBe(await redis.pfcount('a', 'b'));
    await redis.pfmerge('both', 'a', 'b');
    expect(await registersOf('both')).toEqual(merged);
  });

  test('whatever the registers are, full ones included', async () => {
    // Numerical Recipes' generator: the same registers in every run.
    let state = 7;
    const below = (bound: number) =>
      Math.floor(((state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32) * bound);
    for (const most of [0, 1, 2, 5, 20, 51]) {
      const bits = Buffer.alloc(DENSE_BYTES - 16);
      for (let index = 0; index < REGISTERS; index++) {
        const value = below(most + 1) << ((index * 6) % 8);
        bits[(index * 6) >> 3]! |= value & 0xff;
        if (value > 0xff) bits[((index * 6) >> 3) + 1]! |= value >> 8;
      }
      // The highest bit of the last byte of the result says that there is none yet.
      const header = Buffer.concat([Buffer.from('HYLL\0\0\0\0'), Buffer.from([0, 0, 0, 0, 0, 0, 0, 0x80])]);
      await redis.set('h', Buffer.concat([header, bits]));
      expect(estimate(await registersOf('h'))).toBe(await redis.pfcount('h'));
    }
  });
});
