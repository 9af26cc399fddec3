import type { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { KeyDetails } from '@/lib/keyspace/analysis';
import { connect, startRedis, waitUntil, type RunningRedis } from '../../../testing/servers';
import type { Credentials, Endpoint } from '../redis/connection';
import { footprintOn } from '../collector/footprint';
import { PipelineConnection } from '../redis/pipeline-connection';
import type { KeySink } from './key-batch';
import type { Fact } from './questions';
import { NodeScan, type NodeScanOptions } from './scan-node';

const BASIC: Fact[] = ['type', 'ttlMs', 'bytes'];
const HOUR_SECONDS = 3_600;
const NOBODY: Credentials = { username: null, password: null };
const ANN: Credentials = { username: 'ann', password: 'ann' };

let server: RunningRedis;
let application: Redis;
let endpoint: Endpoint;
beforeAll(async () => {
  server = await startRedis({
    aclLines: ['user default on nopass ~* &* +@all', 'user ann off'],
    args: ['--busy-reply-threshold', '50'],
  });
  endpoint = { address: { host: '127.0.0.1', port: server.port }, tls: null };
  application = connect(server.port);
  await writeKeys(application);
});
afterAll(async () => {
  application.disconnect();
  await server.stop();
});

/** Some of each type, of many sizes, with and without a time to live. */
async function writeKeys(redis: Redis): Promise<void> {
  const pipeline = redis.pipeline();
  for (let index = 0; index < 2_000; index += 1) pipeline.set(`text:${index}`, 'x'.repeat(index));
  for (let index = 0; index < 300; index += 1) {
    const elements = Array.from({ length: 1 + (index % 200) }, (_, at) => `element-${at}`);
    pipeline.rpush(`list:${index}`, ...elements).sadd(`set:${index}`, ...elements);
    pipeline.zadd(`zset:${index}`, ...elements.flatMap((element, at) => [at, element]));
    pipeline.hset(`hash:${index}`, ...elements.flatMap((element) => [element, index]));
    pipeline
      .xadd(`stream:${index}`, '*', 'field', 'value')
      .expire(`stream:${index}`, HOUR_SECONDS * (1 + index));
  }
  // Names may be any bytes: each byte alone, and what would end a line of the protocol.
  for (let byte = 0; byte < 256; byte += 1) pipeline.set(Buffer.from([byte]), byte);
  pipeline.set('\r\n$3\r\n', 'x').set('', 'empty name').set(Buffer.alloc(70_000, 0xff), 'long name');
  await pipeline.exec();
}

interface Seen {
  type: string;
  bytes: number | null;
  ttlMs: number | null;
  details?: KeyDetails;
}

/** Remembers everything; a key that comes again is a mistake. */
class Notes implements KeySink {
  readonly keys = new Map<string, Seen>();
  readonly noAccess = new Set<string>();
  readonly gone = new Set<string>();

  add(name: string, type: string, bytes: number | null, ttlMs: number | null, details?: KeyDetails): void {
    expect(this.keys.has(name)).toBe(false);
    if (type === 'none') this.gone.add(name);
    else this.keys.set(name, { type, bytes, ttlMs, details: details && { ...details } });
  }

  addNoAccess(name: string): void {
    expect(this.noAccess.has(name)).toBe(false);
    this.noAccess.add(name);
  }
}

const open = (credentials = NOBODY, database = 0) =>
  PipelineConnection.open(endpoint, credentials, 'hitrate-analysis', database);

/** What the server says of each key when it is asked one by one. */
async function truth(database = 0): Promise<Map<string, Omit<Seen, 'details'>>> {
  const redis = connect(server.port, undefined, undefined, { db: database });
  const keys = await redis.keysBuffer('*');
  const answers = await Promise.all(
    keys.map(async (key) => ({
      name: key.toString('latin1'),
      type: await redis.type(key),
      bytes: Number(await redis.memory('USAGE', key)),
      ttlMs: await redis.pttl(key),
    })),
  );
  redis.disconnect();
  return new Map(answers.map(({ name, ...seen }) => [name, seen]));
}

/** With times to live in whole hours, as they were given: seconds go by. */
const roughly = (keys: ReadonlyMap<string, Seen>) =>
  new Map(
    [...keys].map(([name, { type, bytes, ttlMs }]) => [
      name,
      { type, bytes, hours: ttlMs === null || ttlMs < 0 ? null : Math.round(ttlMs / 1000 / HOUR_SECONDS) },
    ]),
  );

describe.each([
  ['one pipeline at a time', false],
  ['the next pipeline sent ahead', true],
])('%s:', (_, isAhead) => {
  /** A whole scan; `between` happens before each pipeline. */
  async function scanAll(
    options: NodeScanOptions,
    {
      credentials = NOBODY,
      database = 0,
      batch = 100,
      between = (_scan: NodeScan, _connection: PipelineConnection): unknown => undefined,
    } = {},
  ): Promise<{ scan: NodeScan; notes: Notes }> {
    const notes = new Notes();
    const scan = new NodeScan(options, notes);
    const connection = await open(credentials, database);
    while (!scan.isDone) {
      await between(scan, connection);
      await scan.next(connection, batch, isAhead);
    }
    connection.close();
    return { scan, notes };
  }

  describe('a scan', () => {
    test.each([1, 7, 200, 5_000])('in batches of %i tells the truth of every key, once', async (batch) => {
      const { scan, notes } = await scanAll({ facts: BASIC }, { batch });
      expect(roughly(notes.keys)).toEqual(roughly(await truth()));
      expect(scan.seen).toBe(notes.keys.size);
      expect(scan.reachedEnd).toBe(true);
    });

    test('in full detail tells length and encoding too', async () => {
      const { notes } = await scanAll({ facts: [...BASIC, 'encoding'], lengths: true });
      expect(roughly(notes.keys)).toEqual(roughly(await truth()));
      for (const [name, { type, details }] of notes.keys) {
        expect(details?.encoding).toBe(await application.object('ENCODING', Buffer.from(name, 'latin1')));
        const [kind, index] = name.split(':');
        if (kind === 'text') expect(details?.length).toBe(Number(index));
        if (['list', 'set', 'zset', 'hash'].includes(kind!))
          expect([type, details?.length]).toEqual([kind, 1 + (Number(index) % 200)]);
        if (kind === 'stream') expect(details?.length).toBe(1);
      }
    });

    test('of a database of its own, or of none', async () => {
      await application.select(3);
      await application.set('only-here', 'x');
      await application.select(0);
      expect([...(await scanAll({ facts: BASIC }, { database: 3 })).notes.keys.keys()]).toEqual([
        'only-here',
      ]);
      const empty = await scanAll({ facts: BASIC, lengths: true }, { database: 4 });
      expect([empty.scan.seen, empty.scan.reachedEnd, empty.notes.keys.size]).toEqual([0, true, 0]);
    });

    test('that is to be a sample ends after just so many keys', async () => {
      const { scan, notes } = await scanAll({ facts: BASIC, mostKeys: 777 });
      expect([scan.seen, notes.keys.size, scan.reachedEnd]).toEqual([777, 777, false]);
      const all = await truth();
      expect((await scanAll({ facts: BASIC, mostKeys: all.size + 1 })).scan.reachedEnd).toBe(true);
    });

    test('hands over keys that go meanwhile as gone', async () => {
      const pipeline = application.pipeline();
      for (let index = 0; index < 3_000; index += 1) pipeline.set(`gone:${index}`, 'x');
      await pipeline.exec();
      let removed = false;
      const { notes } = await scanAll(
        { facts: BASIC, lengths: true },
        {
          batch: 500,
          between: async (scan) => {
            if (removed || scan.seen === 0) return;
            removed = true;
            const removing = application.pipeline();
            for (let index = 0; index < 3_000; index += 1) removing.unlink(`gone:${index}`);
            await removing.exec();
          },
        },
      );
      expect(notes.gone.size).toBeGreaterThan(0);
      expect([...notes.gone].every((name) => name.startsWith('gone:'))).toBe(true);
      for (const name of (await truth()).keys()) expect(notes.keys.has(name)).toBe(true);
    });
  });

  describe('a scan that is disturbed', () => {
    test('by a cut connection goes on with another one, and misses and repeats nothing', async () => {
      const notes = new Notes();
      const scan = new NodeScan({ facts: [...BASIC, 'encoding'], lengths: true }, notes);
      let cuts = 0;
      let connection = await open();
      for (let turn = 0; !scan.isDone; turn += 1) {
        const asked = scan.next(connection, 50, isAhead);
        // Now while it is under way, now between two.
        if (turn % 7 === 3) void application.client('KILL', 'ID', connection.clientId!);
        try {
          await asked;
        } catch (error) {
          expect(error).toMatchObject({ code: 'DISCONNECTED' });
          cuts += 1;
          connection = await open();
        }
      }
      connection.close();
      expect(cuts).toBeGreaterThan(3);
      expect(roughly(notes.keys)).toEqual(roughly(await truth()));
    });

    test('by a server that is busy asks again', async () => {
      const notes = new Notes();
      const scan = new NodeScan({ facts: BASIC }, notes);
      const connection = await open();
      await scan.next(connection, 100, isAhead);
      const busy = connect(server.port);
      const script = busy.eval('while true do end', 0).catch((error: Error) => error);
      await waitUntil('the server is busy', () =>
        application.ping().then(
          () => false,
          (error: Error) => error.message.startsWith('BUSY'),
        ),
      );
      // What was sent ahead was answered before.
      if (isAhead) await scan.next(connection, 100, isAhead);
      await expect(scan.next(connection, 100, isAhead)).rejects.toMatchObject({ code: 'BUSY' });
      await application.script('KILL');
      await script;
      busy.disconnect();
      while (!scan.isDone) await scan.next(connection, 100, isAhead);
      connection.close();
      expect(roughly(notes.keys)).toEqual(roughly(await truth()));
    });
  });

  describe('what the ACL refuses', () => {
    const setAnn = (...rules: string[]) =>
      application.call('ACL', 'SETUSER', 'ann', 'reset', 'on', '>ann', ...rules);

    test('for some keys is told of each of them, and the scan goes on', async () => {
      await setAnn('~text:*', '+@all');
      const { notes, scan } = await scanAll({ facts: BASIC, lengths: true }, { credentials: ANN });
      const all = await truth();
      const mine = [...all.keys()].filter((name) => name.startsWith('text:'));
      expect([...notes.keys.keys()].sort()).toEqual(mine.sort());
      expect(notes.noAccess.size).toBe(all.size - mine.length);
      expect(scan.refused.size).toBe(0);
    });

    test.each([
      ['memory|usage', 'bytes'],
      ['pttl', 'ttlMs'],
    ] as const)('%s: the rest is told, and it is asked no more', async (command, fact) => {
      await setAnn('~*', '+@all', `-${command}`);
      await application.call('ACL', 'LOG', 'RESET');
      const { notes, scan } = await scanAll({ facts: BASIC }, { credentials: ANN, batch: 10 });
      expect([...scan.refused]).toEqual([[command, 'denied']]);
      const all = await truth();
      expect(notes.keys.size).toBe(all.size);
      for (const [name, seen] of notes.keys) {
        expect(seen.type).toBe(all.get(name)!.type);
        expect(seen[fact]).toBeNull();
      }
      const [entry] = (await application.call('ACL', 'LOG')) as unknown[][];
      expect(Number(entry![1])).toBeLessThanOrEqual(40);
    });

    test('in mid-scan: a command, then some keys, then SCAN itself', async () => {
      await setAnn('~*', '+@all');
      const steps = [
        () => application.call('ACL', 'SETUSER', 'ann', '-type'),
        () => application.call('ACL', 'SETUSER', 'ann', 'resetkeys', '~text:*'),
        () => application.call('ACL', 'SETUSER', 'ann', '-scan'),
      ];
      const notes = new Notes();
      const scan = new NodeScan({ facts: BASIC }, notes);
      const connection = await open(ANN);
      const run = async () => {
        while (!scan.isDone) {
          if (scan.seen >= 500 * (4 - steps.length)) await steps.shift()?.();
          await scan.next(connection, 50, isAhead);
        }
      };
      await expect(run()).rejects.toMatchObject({ code: 'NOPERM' });
      connection.close();
      expect([...scan.refused.keys()]).toEqual(['type']);
      expect(notes.noAccess.size).toBeGreaterThan(0);
      const types = [...notes.keys.values()].map(({ type }) => type);
      expect(types.filter((type) => type === 'unknown').length).toBeGreaterThan(0);
      expect(types.filter((type) => type === 'string').length).toBeGreaterThan(0);
    });
  });

  describe('what a scan leaves behind', () => {
    async function stats(): Promise<{ hits: number; misses: number; calls: Map<string, number> }> {
      const info = await application.info('everything');
      const field = (name: string) => Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(info)?.[1]);
      const calls = [
        ...info.matchAll(/^cmdstat_([^:]+):calls=(\d+),.*rejected_calls=(\d+),failed_calls=(\d+)/gm),
      ];
      return {
        hits: field('keyspace_hits'),
        misses: field('keyspace_misses'),
        calls: new Map(calls.map(([, name, count]) => [name!, Number(count)])),
      };
    }
    const footprint = () => footprintOn(`127.0.0.1:${server.port}`);

    test('in the hit rate is counted: each hit, each miss, each call', async () => {
      await application.set('short-lived', 'x', 'PX', 1);
      const [before, oursBefore] = [await stats(), { ...footprint().lookups }];
      const callsBefore = new Map(footprint().calls);
      let removed = false;
      await scanAll(
        { facts: [...BASIC, 'encoding', 'idleSeconds'], lengths: true },
        {
          between: async (scan) => {
            if (removed || scan.seen < 1_000) return;
            removed = true;
            const pipeline = application.pipeline();
            for (let index = 0; index < 300; index += 1)
              pipeline.unlink(`${isAhead ? 'set' : 'hash'}:${index}`);
            await pipeline.exec();
          },
        },
      );
      const [after, ours] = [await stats(), footprint().lookups];
      expect(ours.misses - oursBefore.misses).toBeGreaterThan(0);
      expect({ hits: ours.hits - oursBefore.hits, misses: ours.misses - oursBefore.misses }).toEqual({
        hits: after.hits - before.hits,
        misses: after.misses - before.misses,
      });
      for (const name of [
        'type',
        'pttl',
        'memory|usage',
        'object|encoding',
        'scan',
        'strlen',
        'hlen',
        'xlen',
      ])
        expect([name, footprint().calls.get(name)! - (callsBefore.get(name) ?? 0)]).toEqual([
          name,
          after.calls.get(name)! - (before.calls.get(name) ?? 0),
        ]);
    });

    test('of idle times, where no length is asked, is nothing', async () => {
      await application.config('SET', 'maxmemory-policy', 'allkeys-lru');
      await application.set('idle', 'x');
      await application.hset('idle-hash', 'a', 1);
      const idle = async () =>
        Promise.all(['idle', 'idle-hash'].map((key) => application.object('IDLETIME', key)));
      await waitUntil('they are idle', async () => (await idle()).every((seconds) => Number(seconds) >= 2));
      const { notes } = await scanAll({ facts: [...BASIC, 'encoding', 'idleSeconds'] });
      expect(notes.keys.get('idle')!.details!.idleSeconds).toBeGreaterThanOrEqual(2);
      for (const seconds of await idle()) expect(Number(seconds)).toBeGreaterThanOrEqual(2);
      await application.config('SET', 'maxmemory-policy', 'noeviction');
    });

    test('under LFU is asked by frequency; when the policy changes meanwhile, no more', async () => {
      await application.config('SET', 'maxmemory-policy', 'allkeys-lfu');
      const { notes, scan } = await scanAll(
        { facts: [...BASIC, 'frequency'] },
        {
          between: async ({ seen }) => {
            if (seen > 300) await application.config('SET', 'maxmemory-policy', 'noeviction');
          },
        },
      );
      const frequencies = [...notes.keys.values()].map(({ details }) => details?.frequency ?? null);
      expect(frequencies.filter((frequency) => frequency === null).length).toBeGreaterThan(0);
      expect(frequencies.filter((frequency) => frequency !== null).length).toBeGreaterThan(0);
      expect(scan.refused.size).toBe(0);
    });
  });
});
