import { describe, expect, test } from 'vitest';
import { patternServer } from '@/testing/patterns/pattern-server';
import { contextAt } from '@/testing/patterns/recognise-all';
import { runPlan } from '@/testing/patterns/run-plan';
import type { StreamResponse } from './model';
import { streamView } from './read';
import { readOverview } from './overview';
import { acknowledge, appendEntry, createGroup, takeEntries } from './write';

const pattern = patternServer<StreamResponse>('streams');
const { now } = pattern;
const MINUTE = 60_000;

/** Entries at even distances, the newest now; their numbers count up. */
async function writeEntries(key: string, count: number, apartMs: number): Promise<void> {
  const pipeline = pattern.redis.pipeline();
  for (let index = 0; index < count; index++)
    pipeline.xadd(key, `${now - (count - 1 - index) * apartMs}-1`, 'n', index, 'level', index % 10);
  await pipeline.exec();
}

/** Ten entries, the first six with worker-1, of which two are acknowledged. */
async function writeOrders(): Promise<string[]> {
  await writeEntries('orders', 10, MINUTE);
  await pattern.run(createGroup('orders', 'payments'));
  const ids = await pattern.run(takeEntries('orders', 'payments', 'worker-1', 6));
  await pattern.run(acknowledge('orders', 'payments', ids.slice(0, 2)));
  return ids;
}

describe('entries', () => {
  test('page by page, further and further back', async () => {
    await writeEntries('orders', 7, MINUTE);
    const numbers: (string | null)[] = [];
    let before: string | undefined;
    for (let page = 0; page < 4; page++) {
      const { entries } = await pattern.read('work/orders', { count: 3, before });
      numbers.push(...entries!.rows.map(({ fields }) => fields[0]!.text));
      if (entries!.before === null) break;
      before = entries!.before;
    }
    expect(numbers).toEqual(['6', '5', '4', '3', '2', '1', '0']);
  });

  test('without secrets, cut where they are long, whatever the bytes', async () => {
    await pattern.run(
      appendEntry('orders', {
        ...{ password: 'hunter2', key: 'user:1', data: '{"token":"abc","plan":"pro"}' },
        ...{ long: 'x'.repeat(2_000), bytes: '\xff\x00', text: '\xc3\xa4' },
      }),
    );
    const { entries } = await pattern.read('work/orders');
    const [row] = entries!.rows;
    expect(Object.fromEntries(row!.fields.map(({ name, text }) => [name, text]))).toEqual({
      password: null,
      key: 'user:1',
      data: '{"token":"(masked)","plan":"pro"}',
      long: `${'x'.repeat(500)}…`,
      bytes: '\\xff\\x00',
      text: 'ä',
    });
    expect(row!.fields[3]!.bytes).toBe(2_000);
  });

  test('few of those that are large', async () => {
    for (let index = 0; index < 6; index++)
      await pattern.run(appendEntry('orders', { blob: 'x'.repeat(2_000_000) }));
    const { entries, stream } = await pattern.read('work/orders', { count: 50 });
    expect(stream!.memoryBytes).toBeGreaterThan(12_000_000);
    expect(entries!.rows.length).toBeLessThan(6);
    expect(entries!.before).toBe(entries!.rows.at(-1)!.id);
  });

  test('ids that are no times', async () => {
    await pattern.redis.xadd('orders', '1-0', 'n', 1);
    await pattern.redis.xadd('orders', '2-0', 'n', 2);
    const view = await pattern.read('work/orders');
    expect(view.stream).toMatchObject({ length: 2, firstId: '1-0', firstAt: null, lastAt: null });
    expect(view.entries!.rows.map(({ id, at }) => [id, at])).toEqual([
      ['2-0', null],
      ['1-0', null],
    ]);
    expect(view.chart).toMatchObject({ from: null, counts: [] });
  });
});

describe('rate', () => {
  const total = ({ chart }: StreamResponse) => chart.counts.reduce((sum, [, count]) => sum + (count ?? 0), 0);

  test('of a short stream is counted, a step without entries being 0', async () => {
    await writeEntries('orders', 30, MINUTE);
    await pattern.redis.xdel('orders', ...[3, 4, 5, 6].map((index) => `${now - (29 - index) * MINUTE}-1`));
    const view = await pattern.read('work/orders', { points: 60 });
    expect(view.chart).toMatchObject({ coverage: 'all', from: now - 29 * MINUTE, to: now, stepMs: 30_000 });
    expect(total(view)).toBe(26);
    expect(view.chart.counts.some(([, count]) => count === 0)).toBe(true);
    expect(view.stream!.perHour).toBe(26);
  });

  test('is told at any moment: a clock that is set right goes by parts of a millisecond', async () => {
    await writeEntries('orders', 30, MINUTE);
    const overview = await pattern.run(readOverview('orders', now + 0.25));
    expect(overview).toMatchObject({ perHour: 30 });
  });

  test('of a part of it', async () => {
    await writeEntries('orders', 30, MINUTE);
    expect(total(await pattern.read('work/orders', { from: now - 9 * MINUTE, to: now }))).toBe(10);
  });

  test('of a long stream is estimated, which is said, and true where entries come evenly', async () => {
    await writeEntries('orders', 20_000, 500);
    const view = await pattern.read('work/orders', { points: 100 });
    expect(view.chart.coverage).toBe('sampled');
    expect(view.chart.read).toBeLessThanOrEqual(4_100);
    expect(total(view)).toBeGreaterThan(19_000);
    expect(total(view)).toBeLessThan(21_000);
    expect(view.stream).toMatchObject({ length: 20_000, entriesAdded: 20_000 });
    expect(view.stream!.perHour).toBeGreaterThan(7_000);
    expect(view.stream!.perHour).toBeLessThan(7_400);
  });

  test('numbers are drawn, gaps and all', async () => {
    await writeEntries('orders', 60, MINUTE);
    await pattern.redis.xdel(
      'orders',
      ...Array.from({ length: 30 }, (_, index) => `${now - (40 - index) * MINUTE}-1`),
    );
    const { chart } = await pattern.read('work/orders', { tab: 'numbers', field: 'level' });
    expect(chart).toMatchObject({ field: 'level', fields: ['n', 'level'], gaps: 1, coverage: 'all' });
    expect(chart.values[0]!.slice(1)).toEqual([0, 0, 0]);
    expect((await pattern.read('work/orders', { tab: 'numbers' })).chart.field).toBe('n');
  });
});

describe('groups', () => {
  test('lag, pending, consumers', async () => {
    await writeOrders();
    const { groups, group, troubles } = await pattern.read('work/orders', { tab: 'groups' });
    expect(groups.of).toBe(1);
    expect(groups.rows[0]).toMatchObject({
      ...{ name: 'payments', consumers: 1, pending: 4, entriesRead: 6, lag: 4, lagBy: 'server' },
      ...{ lastDeliveredAt: now - 4 * MINUTE, looked: 4, poison: 0, gone: 0 },
    });
    expect(group).toMatchObject({
      ...{ name: 'payments', consumersOf: 1 },
      consumers: [{ name: 'worker-1', pending: 4 }],
    });
    // From 7.2 on the server tells when it last got something.
    expect(group!.consumers![0]!.inactiveMs ?? 0).toBeLessThan(60_000);
    expect(troubles).toEqual([]);
  });

  test('what is pending, the oldest first, also of one consumer and page by page', async () => {
    const ids = await writeOrders();
    await pattern.run(takeEntries('orders', 'payments', 'worker-2', 1));
    const pending = async (query: object) =>
      (await pattern.read('work/orders', { tab: 'pending', ...query })).group!.pending;
    const all = await pending({});
    expect(all).toMatchObject({ total: 5, after: null });
    expect(all.rows.map(({ id, consumer, deliveries }) => [id, consumer, deliveries])).toEqual([
      ...ids.slice(2).map((id) => [id, 'worker-1', 1]),
      [`${now - 3 * MINUTE}-1`, 'worker-2', 1],
    ]);
    expect(await pending({ consumer: 'worker-2' })).toMatchObject({
      total: 1,
      rows: [{ consumer: 'worker-2' }],
    });
    expect((await pending({ after: ids[3] })).rows.map(({ id }) => id)).toEqual([
      ...ids.slice(4),
      `${now - 3 * MINUTE}-1`,
    ]);
    expect(await pending({ consumer: 'nobody' })).toMatchObject({ total: 0, rows: [] });
  });

  test('more than a page of it', async () => {
    await writeEntries('orders', 250, 1_000);
    await pattern.run(createGroup('orders', 'g'));
    await pattern.run(takeEntries('orders', 'g', 'c', 250));
    const seen: string[] = [];
    let after: string | undefined;
    for (let page = 0; page < 5; page++) {
      const { group } = await pattern.read('work/orders', { tab: 'pending', after });
      seen.push(...group!.pending.rows.map(({ id }) => id));
      if (group!.pending.after === null) break;
      after = group!.pending.after;
    }
    expect([seen.length, new Set(seen).size]).toEqual([250, 250]);
  });

  test('poison, and entries that were trimmed away', async () => {
    const ids = await writeOrders();
    for (let time = 0; time < 3; time++)
      await pattern.redis.xclaim('orders', 'payments', 'worker-2', 0, ids[2]!);
    const poisoned = await pattern.read('work/orders', { tab: 'pending', poison: 3 });
    expect(poisoned.group!.pending.rows.map(({ poison }) => poison)).toEqual([true, false, false, false]);
    expect(poisoned.troubles).toEqual([
      '1 entry of group payments was delivered more than 3 times: nobody gets done with them.',
    ]);
    expect((await pattern.read('work/orders', { poison: 4 })).groups.rows[0]!.poison).toBe(0);

    await pattern.redis.xtrim('orders', 'MAXLEN', 5);
    const trimmed = await pattern.read('work/orders', { tab: 'pending' });
    expect(trimmed.group!.pending.rows.map(({ gone }) => gone)).toEqual([true, true, true, false]);
    expect((await pattern.summary('work/orders')).trouble).toBe(
      '3 entries of group payments were trimmed away before being acknowledged.',
    );
  });

  test('one that nobody reads for', async () => {
    await writeEntries('orders', 3, MINUTE);
    await pattern.run(createGroup('orders', 'audit'));
    const { troubles, group } = await pattern.read('work/orders', { tab: 'groups', group: 'audit' });
    expect(troubles).toEqual(['3 entries wait for group audit, which has no consumer.']);
    expect(group).toMatchObject({ consumers: [], pending: { total: 0 } });
    expect((await pattern.read('work/orders', { tab: 'groups', group: 'none' })).group).toBeNull();
  });

  test('a lag that the server lost count of is unknown', async () => {
    await writeOrders();
    await pattern.redis.xdel('orders', `${now - 2 * MINUTE}-1`);
    const { groups, stream } = await pattern.read('work/orders');
    expect(groups.rows[0]).toMatchObject({ lag: null, lagBy: null });
    expect(stream).toMatchObject({ maxDeletedId: `${now - 2 * MINUTE}-1`, length: 9, entriesAdded: 10 });
  });
});

describe('what changed since the scan', () => {
  test('a stream that was deleted, or became something else', async () => {
    await writeOrders();
    const thing = await pattern.thing('work/orders');
    await pattern.redis.del('orders');
    expect(await pattern.readStale(thing)).toMatchObject({ key: 'orders', stream: null, entries: null });
    await pattern.redis.set('orders', 'x');
    expect(await pattern.readStale(thing)).toMatchObject({ stream: null, groups: { of: 0 } });
  });

  test('an empty stream with a group', async () => {
    await pattern.run(createGroup('orders', 'g'));
    const view = await pattern.read('work/orders', { tab: 'pending' });
    expect(view).toMatchObject({ stream: { length: 0, firstId: null, perHour: 0 }, chart: { counts: [] } });
    expect(view.groups.rows[0]).toMatchObject({ lag: 0, pending: 0 });
  });

  test('no keys but the thing’s own', async () => {
    await writeOrders();
    await pattern.redis.xadd('secrets', '*', 'f', 'v');
    expect(await pattern.read('work/orders', { key: 'secrets' })).toMatchObject({ key: null, stream: null });
  });

  test('memory is unknown where MEMORY is refused', async () => {
    await writeOrders();
    await pattern.redis.acl('SETUSER', 'reader', 'on', '>reader', '~*', '+@read', '+scan', '-memory');
    const reader = pattern.connectAs('reader');
    const plan = streamView.read(
      await pattern.thing('work/orders'),
      streamView.query.parse({}),
      contextAt(now),
    );
    const view = (await runPlan(reader, plan)) as StreamResponse;
    reader.disconnect();
    expect(view.stream).toMatchObject({ memoryBytes: null, length: 10 });
  });
});

test('the card: length, rate, the past day', async () => {
  await writeEntries('orders', 60, 30 * MINUTE);
  const card = await pattern.summary('work/orders');
  expect(card).toMatchObject({ value: 60, unit: 'count', caption: 'entries', perHour: 2, trouble: null });
  expect(card.spark!.reduce((sum, [, count]) => sum + count!, 0)).toBe(49);
});
