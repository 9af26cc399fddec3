import { connect as openSocket, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startRedis, type RunningRedis } from '@/testing/servers';
import type { Reply } from './reply';
import { RespReader } from './resp-reader';
import { keyCommand, RespWriter } from './resp-writer';

const KEYS = 4_000;

/** A pipeline over a socket of its own. */
class Line {
  readonly pushes: Reply[][] = [];
  private replies: Reply[] = [];
  private wanted = 0;
  private done: (replies: Reply[]) => void = () => undefined;
  private readonly reader = new RespReader({
    onReply: (reply) => {
      this.replies.push(reply);
      if (this.replies.length === this.wanted) this.done(this.replies);
    },
    onPush: (message) => this.pushes.push(message),
  });

  constructor(readonly socket: Socket) {
    socket.on('data', (chunk) => this.reader.feed(chunk as Buffer));
  }

  ask(writer: RespWriter, count: number): Promise<Reply[]> {
    this.replies = [];
    this.wanted = count;
    const replies = new Promise<Reply[]>((resolve) => (this.done = resolve));
    this.socket.write(writer.take());
    return replies;
  }

  async one(...args: string[]): Promise<Reply> {
    const writer = new RespWriter();
    writer.write(args);
    const [reply] = await this.ask(writer, 1);
    return reply!;
  }
}

let redis: RunningRedis;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis?.stop());

async function open(protocol: string): Promise<Line> {
  const socket = openSocket(redis.port, '127.0.0.1').setNoDelay(true);
  const line = new Line(socket);
  expect(await line.one('HELLO', protocol)).not.toBeInstanceOf(Error);
  return line;
}

/** Names of any bytes, CRLF and what looks like RESP among them, each once. */
const nameOf = (index: number) =>
  String.fromCharCode(index % 256, (index * 7) % 256, 13, 10, (index * 13) % 256) + `:${index}\r\n$-1\r\n`;

const TYPES = ['string', 'list', 'set', 'zset', 'hash'] as const;
const WRITES: Record<(typeof TYPES)[number], (key: string) => string[]> = {
  string: (key) => ['SET', key, '\xff\0'.repeat(key.length)],
  list: (key) => ['RPUSH', key, 'a', 'b'],
  set: (key) => ['SADD', key, 'a'],
  zset: (key) => ['ZADD', key, '1', 'a'],
  hash: (key) => ['HSET', key, 'a', '1'],
};
const typeOf = (index: number) => TYPES[index % TYPES.length]!;
const EXPIRES_AT = 4_000_000_000_000;

async function fill(line: Line): Promise<void> {
  const writer = new RespWriter();
  writer.write(['FLUSHALL']);
  for (let index = 0; index < KEYS; index++) {
    writer.write(WRITES[typeOf(index)](nameOf(index)));
    if (index % 3 === 0) writer.write(['PEXPIREAT', nameOf(index), String(EXPIRES_AT)]);
  }
  const replies = await line.ask(writer, 1 + KEYS + Math.ceil(KEYS / 3));
  expect(replies.filter((reply) => reply instanceof Error)).toEqual([]);
}

describe.each(['2', '3'])('over RESP%s', (protocol) => {
  test('names, types, TTLs and bytes of keys are read as the server has them', async () => {
    const line = await open(protocol);
    await fill(line);
    const commands = [keyCommand(['TYPE']), keyCommand(['PTTL']), keyCommand(['MEMORY', 'USAGE'])];
    const writer = new RespWriter();
    const found = new Map<string, Reply[]>();
    let cursor = '0';
    do {
      writer.write(['SCAN', cursor, 'COUNT', '200']);
      const [page] = (await line.ask(writer, 1)) as [[string, string[]]];
      cursor = page[0];
      const names = page[1];
      if (names.length === 0) continue;
      for (const name of names) writer.writeForKey(commands, name);
      const replies = await line.ask(writer, 3 * names.length);
      names.forEach((name, index) => found.set(name, replies.slice(3 * index, 3 * index + 3)));
    } while (cursor !== '0');

    expect(found.size).toBe(KEYS);
    for (let index = 0; index < KEYS; index++) {
      const [type, ttlMs, bytes] = found.get(nameOf(index))!;
      expect(type).toBe(typeOf(index));
      if (index % 3 === 0) expect(ttlMs).toBeGreaterThan(EXPIRES_AT - Date.now() - 60_000);
      else expect(ttlMs).toBe(-1);
      expect(bytes).toBeGreaterThan(nameOf(index).length);
    }
    // One by one it is the same.
    expect(await line.one('MEMORY', 'USAGE', nameOf(0))).toBe(found.get(nameOf(0))![2]);
    expect(await line.one('GET', nameOf(5))).toBe('\xff\0'.repeat(nameOf(5).length));
    line.socket.destroy();
  });

  test('refusals, nulls and collections come as what they are', async () => {
    const line = await open(protocol);
    await line.one('HSET', 'hash', 'field', 'value');
    expect(await line.one('GET', 'absent')).toBeNull();
    expect(await line.one('MEMORY', 'USAGE', 'absent')).toBeNull();
    expect(await line.one('GET', 'hash')).toEqual(
      new Error('WRONGTYPE Operation against a key holding the wrong kind of value'),
    );
    expect(await line.one('HGETALL', 'hash')).toEqual(
      protocol === '3' ? new Map([['field', 'value']]) : ['field', 'value'],
    );
    await line.one('ZADD', 'ranks', '1.5', 'member');
    expect(await line.one('ZSCORE', 'ranks', 'member')).toBe(protocol === '3' ? 1.5 : '1.5');
    expect(await line.one('INFO', 'server')).toMatch(/^# Server\r\n/);
    line.socket.destroy();
  });
});

test('invalidations are no replies', async () => {
  const line = await open('3');
  await line.one('CLIENT', 'TRACKING', 'ON', 'BCAST', 'PREFIX', 'tracked:');
  const writer = new RespWriter();
  writer.write(['SET', 'tracked:1', 'a']);
  writer.write(['GET', 'tracked:1']);
  expect(await line.ask(writer, 2)).toEqual(['OK', 'a']);
  // The server may send it behind the replies.
  while (line.pushes.length === 0) await line.one('PING');
  expect(line.pushes).toEqual([['invalidate', ['tracked:1']]]);
  line.socket.destroy();
});
