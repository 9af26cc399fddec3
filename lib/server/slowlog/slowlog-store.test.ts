import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '../database';
import type { KeptEntry, KeptQuery, SlowlogCursor } from './kept-slowlog';
import { SlowlogStore, type SlowlogRun } from './slowlog-store';

const NOW = 1_800_000_000_000;
const DAY = 86_400_000;
const RUN: SlowlogRun = { instance: 'shop', node: 'a:6379', runId: 'run-1', kind: 'slow' };

let directory: string;
let database: Database.Database;
let store: SlowlogStore;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'hitrate-slowlog-'));
  database = openDatabase(directory);
  store = new SlowlogStore(database);
});
afterEach(() => {
  database.close();
  rmSync(directory, { recursive: true, force: true });
});

const entry = (id: number, more: Partial<KeptEntry> = {}): KeptEntry => ({
  ...{ id, at: NOW - DAY + id * 1000, amount: 10_000 + id, fingerprint: 'HGETALL user:*' },
  command: 'hgetall',
  ...{ args: ['HGETALL', `user:${id}`], argumentsTotal: null, clientAddress: '1.2.3.4:5', clientName: null },
  own: false,
  ...more,
});
const entries = (from: number, to: number, more: Partial<KeptEntry> = {}) =>
  Array.from({ length: to - from + 1 }, (_, index) => entry(from + index, more));
const ALL: KeptQuery = { instance: 'shop', kind: 'slow', from: 0, to: NOW + DAY };
const keep = (run: SlowlogRun, kept: readonly KeptEntry[], startedAt = NOW - 2 * DAY) =>
  store.keep(run, kept, startedAt, NOW);
const keptIds = (query = ALL) => store.page(query, 1000).entries.map(({ id }) => id);

describe('an entry', () => {
  test('is kept with all that is known of it', () => {
    keep(RUN, [entry(7, { args: ['SET', 'ключ', 'a"b'], argumentsTotal: 40, clientName: 'worker' })]);
    expect(store.page(ALL, 10).entries).toEqual([
      {
        ...entry(7, { args: ['SET', 'ключ', 'a"b'], argumentsTotal: 40, clientName: 'worker' }),
        node: 'a:6379',
      },
    ]);
  });

  test('is kept once, however often it is read', () => {
    keep(RUN, entries(0, 9));
    keep(RUN, entries(5, 12));
    expect(keptIds()).toEqual(
      entries(0, 12)
        .map(({ id }) => id)
        .reverse(),
    );
    expect(store.gaps(ALL)).toEqual([]);
  });

  test('is another one after a restart, at another node and in another log', () => {
    keep(RUN, entries(0, 2));
    keep({ ...RUN, runId: 'run-2' }, entries(0, 2));
    keep({ ...RUN, node: 'b:6379' }, entries(0, 2));
    keep({ ...RUN, kind: 'large-reply' }, entries(0, 2));
    expect(keptIds()).toHaveLength(9);
    expect(keptIds({ ...ALL, node: 'b:6379' })).toHaveLength(3);
    expect(keptIds({ ...ALL, kind: 'large-reply' })).toHaveLength(3);
    expect(keptIds({ ...ALL, instance: 'other' })).toEqual([]);
  });
});

describe('the next id', () => {
  test('is known per run, also by a store that is opened later', () => {
    expect(store.nextId(RUN)).toBeNull();
    keep(RUN, entries(40, 49));
    expect(new SlowlogStore(database).nextId(RUN)).toBe(50);
    expect(store.nextId({ ...RUN, runId: 'run-2' })).toBeNull();
  });

  test('is not known while the log was empty', () => {
    keep(RUN, []);
    expect(store.nextId(RUN)).toBeNull();
    keep(RUN, entries(500, 500));
    expect(store.gaps(ALL)).toEqual([]);
  });
});

describe('a gap', () => {
  test('is what lies between the last entry that was read and the first that could be', () => {
    keep(RUN, entries(0, 9));
    keep(RUN, entries(50, 60));
    expect(store.gaps(ALL)).toEqual([{ node: 'a:6379', from: entry(9).at, to: entry(50).at, entries: 40 }]);
  });

  test('is not what had left the ring before the node was first looked at', () => {
    keep(RUN, entries(872, 999));
    expect(store.gaps(ALL)).toEqual([]);
  });

  test('is what a later run had lost before it was read, from its start', () => {
    keep(RUN, entries(0, 9));
    keep({ ...RUN, runId: 'run-2' }, entries(30, 40), NOW - DAY);
    expect(store.gaps(ALL)).toEqual([{ node: 'a:6379', from: NOW - DAY, to: entry(30).at, entries: 30 }]);
  });

  test('is told where it touches the span', () => {
    keep(RUN, entries(0, 9));
    keep(RUN, entries(50, 60));
    const told = (from: number, to: number) => store.gaps({ ...ALL, from, to }).length;
    expect(told(entry(20).at, entry(25).at)).toBe(1);
    expect(told(entry(51).at, NOW)).toBe(0);
    expect(told(0, entry(9).at)).toBe(0);
  });
});

describe('pages', () => {
  test('go through everything once, newest first, though many share a second', () => {
    const at = NOW - DAY;
    keep(RUN, entries(0, 99, { at }));
    keep({ ...RUN, node: 'b:6379' }, entries(0, 99, { at }));
    const seen: string[] = [];
    let next: SlowlogCursor | undefined;
    do {
      const page: ReturnType<SlowlogStore['page']> = store.page(ALL, 30, next);
      expect(page.entries.length).toBeLessThanOrEqual(30);
      seen.push(...page.entries.map(({ node, id }) => `${node}/${id}`));
      next = page.next ?? undefined;
    } while (next);
    expect(seen).toHaveLength(200);
    expect(new Set(seen).size).toBe(200);
  });

  test('hold one fingerprint and one span where asked to', () => {
    keep(RUN, [...entries(0, 4), ...entries(5, 9, { fingerprint: 'KEYS ?' })]);
    expect(keptIds({ ...ALL, fingerprint: 'KEYS ?' })).toEqual([9, 8, 7, 6, 5]);
    expect(keptIds({ ...ALL, from: entry(3).at, to: entry(6).at })).toEqual([5, 4, 3]);
    expect([...store.figures({ ...ALL, fingerprint: 'KEYS ?' })].map(({ amount }) => amount)).toEqual([
      10_005, 10_006, 10_007, 10_008, 10_009,
    ]);
  });
});

describe('of one command', () => {
  beforeEach(() =>
    keep(RUN, [
      entry(0, { fingerprint: 'GET user:*', command: 'get' }),
      entry(1, { fingerprint: 'HGET user:* ?', command: 'hget' }),
      entry(2, { fingerprint: 'GETRANGE user:* ? ?', command: 'getrange' }),
      entry(3, { fingerprint: 'CLIENT LIST', command: 'client|list' }),
      entry(4, { fingerprint: 'CLIENT KILL ?', command: 'client|kill' }),
    ]),
  );

  test.each([
    ['get', [0]],
    ['hget', [1]],
    ['client|list', [3]],
    ['client', [4, 3]],
    ['clien', []],
    ['%', []],
  ])('%s: its own entries and no others', (command, ids) => {
    expect(keptIds({ ...ALL, command })).toEqual(ids);
    expect([...store.figures({ ...ALL, command })].map(({ at }) => at)).toEqual(
      [...ids].reverse().map((id) => entry(id).at),
    );
  });
});

test('what the dashboard itself has sent is told, and can be left out', () => {
  keep(RUN, [entry(0), entry(1, { clientName: 'hitrate-user', own: true }), entry(2)]);
  expect([...store.figures(ALL)].map(({ own }) => own)).toEqual([false, true, false]);
  expect(store.page(ALL, 10).entries.map(({ own }) => own)).toEqual([false, true, false]);
  expect(keptIds({ ...ALL, own: false })).toEqual([2, 0]);
  expect([...store.figures({ ...ALL, own: false })].map(({ at }) => at)).toEqual([entry(0).at, entry(2).at]);
});

describe('what is kept is bounded', () => {
  test('by number: the oldest go first, of this log alone', () => {
    const small = new SlowlogStore(database, 50);
    small.keep({ ...RUN, kind: 'large-reply' }, entries(0, 39), NOW, NOW);
    for (let first = 0; first < 200; first += 20) small.keep(RUN, entries(first, first + 19), NOW, NOW);
    expect(keptIds()).toEqual(
      entries(150, 199)
        .map(({ id }) => id)
        .reverse(),
    );
    expect(keptIds({ ...ALL, kind: 'large-reply' })).toHaveLength(40);
    expect(small.keptSince(ALL, NOW)).toBe(entry(150).at);
    expect(small.nextId(RUN)).toBe(200);
  });

  test('by number, also by a store that was opened later', () => {
    keep(RUN, entries(0, 99));
    new SlowlogStore(database, 50).keep(RUN, entries(100, 100), NOW, NOW);
    expect(keptIds()).toHaveLength(50);
  });

  test('by age: thirty days', () => {
    keep(RUN, [...entries(0, 9, { at: NOW - 31 * DAY }), ...entries(10, 19)]);
    expect(keptIds()).toEqual(
      entries(10, 19)
        .map(({ id }) => id)
        .reverse(),
    );
  });
});

test('kept since tells when the first reading was, or how far back the ring reached then', () => {
  expect(store.keptSince(ALL, NOW)).toBeNull();
  keep(RUN, []);
  expect(store.keptSince(ALL, NOW)).toBe(NOW);
  keep(RUN, entries(0, 5));
  expect(store.keptSince(ALL, NOW)).toBe(entry(0).at);
});

test('a write that fails leaves nothing behind, and the bound stays right', () => {
  const small = new SlowlogStore(database, 10);
  small.keep(RUN, entries(0, 4), NOW, NOW);
  const broken = [entry(5), entry(6, { amount: null as unknown as number })];
  expect(() => small.keep(RUN, broken, NOW, NOW)).toThrow(/NOT NULL/);
  expect(keptIds()).toHaveLength(5);
  expect(small.nextId(RUN)).toBe(5);
  small.keep(RUN, entries(5, 14), NOW, NOW);
  expect(keptIds()).toEqual(
    entries(5, 14)
      .map(({ id }) => id)
      .reverse(),
  );
});

describe('what is forgotten', () => {
  test('is gone, of this instance alone, and the bound stays right', async () => {
    keep(RUN, [...entries(0, 4), ...entries(10, 14)]);
    keep({ ...RUN, kind: 'large-reply' }, entries(0, 2));
    keep({ ...RUN, instance: 'other' }, entries(0, 2));
    expect(store.cost('shop')).toEqual({ entries: 13, oldestAt: entry(0).at });
    expect(await store.forget('shop', NOW)).toBe(13);
    expect(store.cost('shop')).toEqual({ entries: 0, oldestAt: null });
    expect(store.gaps(ALL)).toEqual([]);
    expect(store.keptSince(ALL, NOW)).toBe(NOW);
    expect(keptIds({ ...ALL, instance: 'other' })).toHaveLength(3);
  });

  test('does not come back from the server’s ring, and what follows is no gap', async () => {
    keep(RUN, entries(0, 9));
    await store.forget('shop', NOW);
    expect(store.nextId(RUN)).toBe(10);
    keep(RUN, entries(10, 12, { at: NOW + 1 }));
    expect(keptIds({ ...ALL, to: NOW + DAY })).toEqual([12, 11, 10]);
    expect(store.gaps(ALL)).toEqual([]);
  });
});
