import { describe, expect, test } from 'vitest';
import { patternServer } from '@/testing/patterns/pattern-server';
import {
  acknowledge,
  appendEntry,
  claim,
  createGroup,
  finishAbandoned,
  previewTrim,
  takeEntries,
  trim,
} from './write';

const pattern = patternServer('streams');

/** A group whose worker-1 was given `count` entries. */
async function writeTaken(count: number): Promise<string[]> {
  await pattern.run(createGroup('orders', 'g'));
  for (let index = 0; index < count; index++) await pattern.run(appendEntry('orders', { n: String(index) }));
  return pattern.run(takeEntries('orders', 'g', 'worker-1', count));
}

const deliveriesOf = async () =>
  ((await pattern.redis.xpending('orders', 'g', '-', '+', 10)) as [string, string, number, number][]).map(
    ([, consumer, , deliveries]) => [consumer, deliveries],
  );

describe('acknowledging', () => {
  test('says how many were pending; twice is none', async () => {
    const ids = await writeTaken(3);
    expect(await pattern.run(acknowledge('orders', 'g', ids.slice(0, 2)))).toEqual({ acknowledged: 2 });
    expect(await pattern.run(acknowledge('orders', 'g', ids))).toEqual({ acknowledged: 1 });
    expect(await pattern.run(acknowledge('orders', 'g', []))).toEqual({ acknowledged: 0 });
  });

  test('more than one command holds', async () => {
    const ids = await writeTaken(1_201);
    expect(await pattern.run(acknowledge('orders', 'g', ids))).toEqual({ acknowledged: 1_201 });
  });
});

describe('claiming', () => {
  test('gives entries to another consumer, which is no delivery', async () => {
    const ids = await writeTaken(2);
    expect(await pattern.run(claim('orders', 'g', 'worker-2', [ids[0]!], 0))).toEqual({
      claimed: [ids[0]],
      isNewConsumer: true,
    });
    expect(await deliveriesOf()).toEqual([
      ['worker-2', 1],
      ['worker-1', 1],
    ]);
  });

  test('not what was delivered a moment ago, and nothing that is not pending', async () => {
    const ids = await writeTaken(2);
    await pattern.run(acknowledge('orders', 'g', [ids[0]!]));
    const claimed = (minIdleMs: number) => pattern.run(claim('orders', 'g', 'worker-1', ids, minIdleMs));
    expect(await claimed(60_000)).toEqual({ claimed: [], isNewConsumer: false });
    expect((await claimed(0)).claimed).toEqual([ids[1]]);
  });

  test('in a group that is not there is an error', async () => {
    await pattern.run(appendEntry('orders', { n: '1' }));
    await expect(pattern.run(claim('orders', 'none', 'c', ['1-1'], 0))).rejects.toThrow('NOGROUP');
  });
});

test('what others left lying is finished', async () => {
  await writeTaken(3);
  expect(await pattern.run(finishAbandoned('orders', 'g', 'worker-2', 60_000))).toBe(0);
  expect(await pattern.run(finishAbandoned('orders', 'g', 'worker-2', 0))).toBe(3);
  expect(await deliveriesOf()).toEqual([]);
});

describe('trimming', () => {
  test('about, by whole nodes, or exactly', async () => {
    await writeTaken(250);
    const about = await pattern.run(trim('orders', 120));
    expect(about.length).toBeGreaterThanOrEqual(120);
    expect(about).toEqual({ removed: 250 - about.length, length: about.length });
    expect(await pattern.run(trim('orders', 120, { exact: true }))).toEqual({
      removed: about.length - 120,
      length: 120,
    });
    expect(await pattern.run(trim('orders', 500))).toEqual({ removed: 0, length: 120 });
  });

  test('of more than the server takes away in one go', async () => {
    const pipeline = pattern.redis.pipeline();
    for (let index = 0; index < 25_000; index++) pipeline.xadd('orders', '*', 'n', index);
    await pipeline.exec();
    expect(await pattern.run(trim('orders', 0))).toEqual({ removed: 25_000, length: 0 });
  });

  test('tells before which groups would never see what', async () => {
    await pattern.run(createGroup('orders', 'slow'));
    await writeTaken(10);
    expect(await pattern.run(previewTrim('orders', 4))).toEqual({
      ...{ length: 10, removes: 6 },
      losses: [{ group: 'slow', entries: 6 }],
    });
    expect(await pattern.run(previewTrim('orders', 10))).toEqual({ length: 10, removes: 0, losses: [] });
    expect(await pattern.run(previewTrim('none', 10))).toEqual({ length: 0, removes: 0, losses: [] });
  });
});
