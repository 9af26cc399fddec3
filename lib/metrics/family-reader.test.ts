import { describe, expect, it } from 'vitest';
import { readCommandStats } from '@/lib/redis/parse-commandstats';
import { parseInfo } from '@/lib/redis/parse-info';
import { BUCKET_BOUNDS_US } from './latency-quantile';
import { FamilyReader, type LabelledReading } from './family-reader';

const reading = (
  info: string,
  latencyIncrease: LabelledReading['latencyIncrease'] = null,
  ownCalls: LabelledReading['ownCalls'] = new Map(),
): LabelledReading => {
  const parsed = parseInfo(info);
  return { info: parsed, commandStats: readCommandStats(parsed), ownCalls, latencyIncrease };
};

const line = (command: string, calls: number, usec: number, rejected = 0, failed = 0) =>
  `cmdstat_${command}:calls=${calls},usec=${usec},usec_per_call=1.00,rejected_calls=${rejected},failed_calls=${failed}\r\n`;

const EMPTY_BUCKETS = Object.fromEntries(BUCKET_BOUNDS_US.map((upperUs) => [upperUs, 0]));

describe('by command', () => {
  it('are increases of the interval, of calls, time, failures and refusals', () => {
    const reader = new FamilyReader();
    expect(reader.read('commands', reading(line('get', 100, 500)), null)).toBeUndefined();
    const after = line('get', 130, 590, 2, 3) + line('config|get', 1, 40);
    expect(reader.read('commands', reading(after), 5000)).toEqual({
      commandCalls: { get: 30, 'config|get': 1 },
      commandMicroseconds: { get: 90, 'config|get': 40 },
      commandFailedCalls: { get: 3, 'config|get': 0 },
      commandRejectedCalls: { get: 2, 'config|get': 0 },
      commandOwnCalls: {},
    });
  });

  it('tell which calls were our own, under the name that the server counts them by', () => {
    const reader = new FamilyReader();
    const stats = (times: number) =>
      reading(
        line('info', 10 * times, 900 * times) + line('client', 4 * times, 8) + line('get', 50 * times, 80),
        null,
        new Map([
          ['info', 9 * times],
          ['client|list', times],
          ['client|id', 2 * times],
          ['hello', 1],
        ]),
      );
    reader.read('commands', stats(1), null);
    const families = reader.read('commands', stats(2), 5000);
    expect(families?.commandCalls).toEqual({ info: 10, client: 4, get: 50 });
    expect(families?.commandOwnCalls).toEqual({ info: 9, client: 3 });
  });

  it('stay known as 0 in an interval without calls', () => {
    const reader = new FamilyReader();
    reader.read('commands', reading(line('get', 1, 1)), null);
    reader.read('commands', reading(line('get', 2, 2)), 5000);
    const families = reader.read('commands', reading(line('get', 2, 2)), 5000);
    expect(families?.commandCalls).toEqual({ get: 0 });
  });

  it('of a server that does not count failures (before 6.2) have none', () => {
    const reader = new FamilyReader();
    const old = (calls: number) =>
      reading(`cmdstat_get:calls=${calls},usec=${calls * 2},usec_per_call=2.00\r\n`);
    reader.read('commands', old(1), null);
    expect(reader.read('commands', old(4), 5000)).toEqual({
      commandCalls: { get: 3 },
      commandMicroseconds: { get: 6 },
      commandOwnCalls: {},
    });
  });

  it('are unknown after a RESETSTAT, and after whatever else makes readings incomparable', () => {
    const reader = new FamilyReader();
    reader.read('commands', reading(line('get', 10, 10) + line('set', 5, 5)), null);
    expect(reader.read('commands', reading(line('get', 20, 20)), 5000)).toBeUndefined();
    expect(reader.read('commands', reading(line('get', 19, 21)), 5000)).toBeUndefined();
    expect(reader.read('commands', reading(line('get', 25, 30)), null)).toBeUndefined();
    expect(reader.read('commands', reading(line('get', 26, 31)), 5000)?.commandCalls).toEqual({ get: 1 });
  });

  it('are never more than forty and the rest, and lose no call', () => {
    const reader = new FamilyReader();
    const all = (round: number) =>
      Array.from({ length: 60 }, (_, n) => line(`command${n}`, round * (n + 1), round * (n + 1) * 10)).join(
        '',
      );
    reader.read('commands', reading(all(1)), null);
    for (let round = 2; round < 12; round += 1) {
      const calls = reader.read('commands', reading(all(round)), 5000)!.commandCalls!;
      expect(Object.keys(calls)).toHaveLength(41);
      expect(Object.values(calls).reduce<number>((sum, value) => sum + value!, 0)).toBe((60 * 61) / 2);
      expect(calls.other).toBe((20 * 21) / 2);
    }
  });
});

describe('by database', () => {
  it('are as they are; one that was emptied goes on as 0', () => {
    const reader = new FamilyReader();
    const first = reader.read(
      'info',
      reading('# Keyspace\r\ndb0:keys=5,expires=2\r\ndb3:keys=1,expires=1\r\n'),
      null,
    );
    expect(first).toEqual({ databaseKeys: { 0: 5, 3: 1 }, databaseExpiringKeys: { 0: 2, 3: 1 } });
    const then = reader.read('info', reading('# Keyspace\r\ndb0:keys=6,expires=2\r\n'), 1000);
    expect(then).toEqual({ databaseKeys: { 0: 6, 3: 0 }, databaseExpiringKeys: { 0: 2, 3: 0 } });
  });

  it('are unknown where the server prints no keyspace', () => {
    expect(new FamilyReader().read('info', reading('# Server\r\n'), 1000)).toBeUndefined();
  });

  it('are bounded: beyond 64 they are summed', () => {
    const lines = Array.from({ length: 100 }, (_, n) => `db${n}:keys=1,expires=0\r\n`).join('');
    const families = new FamilyReader().read('info', reading(`# Keyspace\r\n${lines}`), 1000);
    expect(Object.keys(families!.databaseKeys!)).toHaveLength(65);
    expect(families!.databaseKeys!.other).toBe(36);
  });
});

describe('by time taken', () => {
  it('are calls of the interval; every bucket that the server knows is there, empty or not', () => {
    const reader = new FamilyReader();
    const first = reader.read(
      'latency',
      reading(
        '',
        new Map([
          [1, 5],
          [4, 2],
        ]),
      ),
      15_000,
    );
    expect(first).toEqual({ latencyBucketCalls: { ...EMPTY_BUCKETS, 1: 5, 4: 2 } });
    const then = reader.read('latency', reading('', new Map([[2, 7]])), 15_000);
    expect(then).toEqual({ latencyBucketCalls: { ...EMPTY_BUCKETS, 2: 7 } });
  });

  it('are unknown where there was nothing to compare with', () => {
    expect(new FamilyReader().read('latency', reading('', null), 15_000)).toBeUndefined();
    expect(new FamilyReader().read('latency', reading('', new Map([[1, 5]])), null)).toBeUndefined();
  });
});
