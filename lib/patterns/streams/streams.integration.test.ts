import { describe, expect, test } from 'vitest';
import { patternServer } from '@/testing/patterns/pattern-server';
import { writePoint } from '../time-series/write';
import type { StreamResponse } from './model';
import {
  createGroup,
  eventsKey,
  writeActivity,
  writeEvent,
  writeMeasurements,
  writeOrder,
  writePacket,
} from './write';

const pattern = patternServer<StreamResponse>('streams');
const { now } = pattern;

/** What the newest entry says. */
const newest = ({ entries }: StreamResponse) =>
  Object.fromEntries(entries!.rows[0]!.fields.map(({ name, text }) => [name, text]));

describe('recognised and read back equal', () => {
  test('user_activity', async () => {
    await pattern.run(writeActivity(now, 'view', { page: '/home', price: 7 }));
    const thing = await pattern.thing('activity/user_activity');
    expect(thing).toMatchObject({ title: 'user_activity', keys: 1, confidence: 0.95 });
    expect(thing.parts[0]!.why).toBe(
      'name matches {name:user_activity|user_activities}, value is a stream, no TTL',
    );
    const view = await pattern.read('activity/user_activity');
    expect(newest(view)).toEqual({
      type: 'view',
      data: '{"page":"/home","price":7}',
      timestamp: `${now / 1000}`,
    });
    expect(view).toMatchObject({ key: 'user_activity', stream: { length: 1, ttlMs: null, perHour: 1 } });
    expect(view.chart).toMatchObject({
      coverage: 'all',
      fields: ['data.price'],
      field: 'data.price',
      read: 1,
    });
  });

  test('events:{event}, a month from its last event', async () => {
    await pattern.run(writeEvent('sign up', now, { plan: { name: 'pro' } }));
    const view = await pattern.read('events/sign%20up');
    expect(newest(view)).toMatchObject({ event: 'sign up', data: '{"plan":{"name":"pro"}}' });
    expect(view.stream!.ttlMs).toBeGreaterThan(29 * 86_400_000);
    expect(await pattern.redis.ttl(eventsKey('sign up'))).toBe(30 * 86_400);
  });

  test('orders, with its groups', async () => {
    await pattern.run(writeOrder('o1', 'u7', 1_999));
    const groups = ['payment_processor', 'inventory_manager', 'shipping_handler'];
    for (const group of groups) expect(await pattern.run(createGroup('orders', group))).toBe(true);
    expect(await pattern.run(createGroup('orders', groups[0]!))).toBe(false);
    const view = await pattern.read('work/orders');
    expect(newest(view)).toEqual({ order_id: 'o1', user_id: 'u7', total_cents: '1999', status: 'placed' });
    expect(view.groups.rows.map(({ name, lag }) => [name, lag]).sort()).toEqual(
      groups.map((name) => [name, 1]).sort(),
    );
    expect(view.chart.fields).toEqual(['total_cents']);
  });

  test('sensor:{sensor}, all in one thing, one after the other', async () => {
    await pattern.run(writeMeasurements('temperature:room1', { celsius: 21.5, humidity: 40 }));
    await pattern.run(writeMeasurements('temperature:room2', { celsius: 19 }));
    const view = await pattern.read('sensors', { tab: 'numbers', field: 'humidity' });
    expect(view).toMatchObject({
      ...{ key: 'sensor:temperature:room1', of: 2, entries: null },
      keys: ['sensor:temperature:room1', 'sensor:temperature:room2'],
      chart: { fields: ['celsius', 'humidity'], field: 'humidity' },
    });
    expect(view.chart.values.map(([, mean]) => mean)).toEqual([40]);
    const other = await pattern.read('sensors', { key: 'sensor:temperature:room2', tab: 'numbers' });
    expect(other.chart.values.map(([, mean]) => mean)).toEqual([19]);
    expect(await pattern.summary('sensors')).toMatchObject({
      value: 2,
      caption: 'entries of 2 streams',
      perHour: 2,
    });
  });

  test.each(['mystream', 'tasks', 'events', 'user_activities'])('%s', async (name) => {
    await pattern.redis.xadd(name, '*', 'f', 'v');
    expect(await pattern.recognised()).toEqual([
      name === 'user_activities' ? `activity/${name}` : `work/${name}`,
    ]);
  });

  test('Socket.IO, its sessions beside it', async () => {
    await pattern.run(writePacket('s1', '/', 3, { opts: {} }));
    await pattern.redis.xadd('socket.io-1', '*', 'uid', 's1', 'nsp', '/chat', 'type', '3');
    await pattern.redis.set('sio:session:abc', 'kqJpZA==', 'PX', 120_000);
    const thing = await pattern.thing('socket-io');
    expect(thing).toMatchObject({ title: 'Socket.IO', keys: 3, confidence: 0.99 });
    const view = await pattern.read('socket-io');
    expect(view.keys).toEqual(['socket.io', 'socket.io-1']);
    expect(newest(view)).toMatchObject({ uid: 's1', nsp: '/', type: '3' });
  });

  test('any other name, by its type', async () => {
    await pattern.redis.xadd('shop:7:audit', '*', 'f', 'v');
    await pattern.redis.xadd('socket.io', '*', 'f', 'v');
    expect(await pattern.recognised()).toEqual(['stream/shop%3A*%3Aaudit', 'stream/socket.io']);
    expect(await pattern.thing('stream/shop%3A*%3Aaudit')).toMatchObject({ confidence: 0.7 });
  });

  test('nothing of these names that is no stream', async () => {
    await pattern.redis.rpush('tasks', '{"id":1}');
    await pattern.redis.sadd('orders', 'o1');
    await pattern.run(writePoint('events:user:7', now, 1));
    expect(await pattern.recognised()).toEqual([]);
  });
});
