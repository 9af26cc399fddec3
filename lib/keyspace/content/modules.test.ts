import { describe, expect, test } from 'vitest';
import type { Command } from '@/lib/patterns/plan';
import type { Reply } from '@/lib/redis/reply';
import { contentQuery } from '../content-query';
import { contentResponse, type ContentKind, type ContentOf } from '../content-schema';
import { readContent } from './read-content';

/**
 * What no server of the tests has: modules, and fields that expire. The replies have the shapes of their own
 * documentation, in RESP2.
 */
type Answer = (command: Command) => Reply | undefined;

const VALKEY_9 = { engine: 'valkey', version: '9.0.0' };
const REFUSED = (command: string) =>
  new Error(`NOPERM User reader has no permissions to run the '${command}' command`);

function open<Kind extends ContentKind>(
  kind: Kind,
  query: object,
  answer: Answer,
  server = VALKEY_9,
): { content: ContentOf<Kind>; sent: string[] } {
  const sent: string[] = [];
  const plan = readContent(contentQuery.parse({ key: 'k', ...query }), {
    now: 0,
    server,
    unpack: () => null,
  });
  let next = plan.next();
  while (!next.done) {
    sent.push(...next.value.commands.map((command) => command.join(' ')));
    next = plan.next(
      next.value.commands.map(
        (command) =>
          answer(command) ?? new Error(`ERR unknown command '${command[0]}', with args beginning with:`),
      ),
    );
  }
  const content = contentResponse.parse(next.value);
  expect(next.value).toEqual(content);
  expect(content.kind).toBe(kind);
  return { content: content as ContentOf<Kind>, sent };
}

describe('a hash whose fields expire (HPTTL of Redis 7.4 and Valkey 9)', () => {
  const fields: Record<string, string> = { name: 'Zoë', token: 'abc', large: 'x'.repeat(300_000) };
  const hash: Answer = ([command, , ...args]) => {
    if (command === 'TYPE') return 'hash';
    if (command === 'HLEN') return 3;
    if (command === 'MEMORY') return 300_400;
    // Without values: the names alone.
    if (command === 'HSCAN') return args.includes('NOVALUES') ? ['0', Object.keys(fields)] : undefined;
    if (command === 'HSTRLEN') return fields[String(args[0])]?.length ?? 0;
    if (command === 'HMGET') return args.map((name) => fields[String(name)] ?? null);
    if (command === 'HEXISTS') return Number(Object.hasOwn(fields, String(args[0])));
    if (command === 'HGET') return fields[String(args[0])];
    if (command === 'HPTTL')
      return args.slice(2).map((name) => (name === 'token' ? 1_500 : name === 'name' ? -1 : -2));
    return undefined;
  };

  test('tells how long each has, and leaves a large value where it is until it is opened', () => {
    const { content, sent } = open('hash', {}, hash);
    expect(content.fieldTtls).toBe('read');
    expect(content.fields.map(({ name, bytes, ttlMs }) => [name, bytes, ttlMs])).toEqual([
      ['name', 3, null],
      ['token', 3, 1_500],
      ['large', 300_000, null],
    ]);
    expect(content.fields.map(({ value }) => value?.bytes)).toEqual([3, 3, undefined]);
    expect(sent.find((line) => line.startsWith('HMGET'))).toBe('HMGET k name token');
    expect(open('hash', { open: 'large' }, hash).content.found!.value!.text).toHaveLength(300_000);
  });

  test('says that the ACL keeps it back', () => {
    const answer: Answer = (command) => (command[0] === 'HPTTL' ? REFUSED('hpttl') : hash(command));
    expect(open('hash', {}, answer).content).toMatchObject({ fieldTtls: 'refused', fields: { length: 3 } });
  });

  test('is not asked of servers that do not know it', () => {
    const { content, sent } = open('hash', {}, hash, { engine: 'valkey', version: '8.1.1' });
    expect(content.fieldTtls).toBe('unsupported');
    expect(sent.some((line) => line.startsWith('HPTTL'))).toBe(false);
  });
});

/** Answers as RedisJSON does to paths that begin with `$`: an array of one answer for each match. */
function json(document: unknown, bytes: number | Error = 500): Answer {
  const at = (path: string): unknown[] => {
    if (path === '$..name') return ['Zoë', 'Ann'];
    let value = document;
    for (const [, part] of path.slice(1).matchAll(/\[("(?:[^"\\]|\\.)*"|\d+)\]/g)) {
      const name = JSON.parse(part!) as string | number;
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return [];
      value = (value as Record<string | number, unknown>)[name];
    }
    return [value];
  };
  const typeOf = (value: unknown) =>
    value === null
      ? 'null'
      : Array.isArray(value)
        ? 'array'
        : typeof value === 'number'
          ? 'integer'
          : typeof value;
  const latin1 = (text: string) => Buffer.from(text).toString('latin1');
  return ([command, , second]) => {
    if (command === 'TYPE') return 'ReJSON-RL';
    if (command === 'JSON.DEBUG') return bytes instanceof Error ? bytes : [bytes];
    if (command === 'MEMORY') return bytes instanceof Error ? REFUSED('memory|usage') : bytes;
    const values = at(Buffer.from(String(second), 'latin1').toString());
    if (command === 'JSON.TYPE') return values.map(typeOf);
    if (command === 'JSON.OBJLEN') return values.map((value) => Object.keys(value as object).length);
    if (command === 'JSON.ARRLEN' || command === 'JSON.STRLEN')
      return values.map((value) => (value as string).length);
    if (command === 'JSON.OBJKEYS') return values.map((value) => Object.keys(value as object).map(latin1));
    return command === 'JSON.GET' ? latin1(JSON.stringify(values)) : undefined;
  };
}

describe('a JSON document', () => {
  const person = {
    name: 'Zoë',
    'a "quoted" key': { deep: [1, 2] },
    tags: ['a', 'b', 'c'],
    none: null,
    ok: true,
  };

  test('that is small comes whole, with what is one level below', () => {
    const { content } = open('json', {}, json(person));
    expect(content).toMatchObject({
      path: '$',
      jsonType: 'object',
      size: 5,
      matches: 1,
      bytes: 500,
      next: null,
    });
    expect(content.value).toMatchObject({ form: 'json', text: JSON.stringify(person) });
    expect(content.children.map(({ name, jsonType, size, value }) => [name, jsonType, size, value])).toEqual([
      ['name', 'string', 3, '"Zoë"'],
      ['a "quoted" key', 'object', 1, null],
      ['tags', 'array', 3, null],
      ['none', 'null', null, 'null'],
      ['ok', 'boolean', null, 'true'],
    ]);
  });

  test('opens at the path of a child', () => {
    const child = open('json', {}, json(person)).content.children[1]!;
    expect(child.path).toBe('$["a \\"quoted\\" key"]');
    const { content } = open('json', { path: child.path }, json(person));
    expect(content.value!.text).toBe('{"deep":[1,2]}');
    expect(content.children[0]!.path).toBe('$["a \\"quoted\\" key"]["deep"]');
  });

  test('that is large is not fetched: its members are listed in pages', () => {
    const large = Array.from({ length: 250 }, (_, index) => ({ id: index, text: 'x'.repeat(5_000) }));
    const { content, sent } = open('json', { offset: 200 }, json(large, 1_500_000));
    expect(content).toMatchObject({ jsonType: 'array', size: 250, value: null, next: null });
    expect(content.children).toHaveLength(50);
    expect(content.children[0]).toEqual({
      path: '$[200]',
      name: '200',
      jsonType: 'object',
      size: 2,
      value: null,
    });
    expect(sent.some((line) => line.startsWith('JSON.GET'))).toBe(false);
    expect(open('json', { count: 100 }, json(large, 1_500_000)).content.next).toBe(100);
  });

  test('whose size nobody tells is not fetched either', () => {
    const { content, sent } = open('json', {}, json(person, REFUSED('json.debug|memory')));
    expect(content).toMatchObject({ bytes: null, value: null, children: { length: 5 } });
    expect(sent).not.toContain('JSON.GET k $');
  });

  test('of more members than may be named at once says so', () => {
    const wide = Object.fromEntries(Array.from({ length: 10_001 }, (_, index) => [`m${index}`, 1]));
    const { content, sent } = open('json', {}, json(wide, 1_000_000));
    expect(content).toMatchObject({ size: 10_001, children: [], unlisted: true });
    expect(sent.some((line) => line.startsWith('JSON.OBJKEYS'))).toBe(false);
  });

  test('at a path that leads nowhere, or to several parts', () => {
    expect(open('json', { path: '$["no"]' }, json(person)).content).toMatchObject({
      jsonType: null,
      matches: 0,
      value: null,
    });
    const { content } = open('json', { path: '$..name' }, json(person));
    expect(content).toMatchObject({ matches: 2, children: [], value: { text: '["Zoë","Ann"]' } });
  });

  test('on a server that has lost its module says only that', () => {
    const answer: Answer = ([command]) => (command === 'TYPE' ? 'ReJSON-RL' : undefined);
    expect(open('json', {}, answer).content).toMatchObject({ jsonType: null, children: [] });
  });

  test('that the ACL refuses is refused', () => {
    const answer: Answer = ([command]) => (command === 'TYPE' ? 'ReJSON-RL' : REFUSED('json.type'));
    expect(() => open('json', {}, answer)).toThrow(/^NOPERM/);
  });
});

test('a series of RedisTimeSeries is reduced by the module', () => {
  const at = 1_732_180_000_000;
  const series: Answer = ([command, , , , , aggregator]) => {
    if (command === 'TYPE') return 'TSDB-TYPE';
    if (command === 'TS.GET') return [at + 3_600_000, '21.5'];
    if (command === 'TS.RANGE') return aggregator === 'count' ? [[at, '360']] : [[at, '20.5']];
    return [
      ...['totalSamples', 360, 'memoryUsage', 4_246, 'firstTimestamp', at, 'lastTimestamp', at + 3_600_000],
      ...['retentionTime', 86_400_000, 'chunkCount', 1, 'labels', [['room', 'hall']], 'sourceKey', null],
      ...['rules', [['k:hourly', 3_600_000, 'AVG', 0]]],
    ] as Reply;
  };
  const { content, sent } = open('timeseries', { from: at, to: at + 3_600_000 }, series);
  expect(content).toMatchObject({
    ...{ samples: 360, firstAt: at, lastAt: at + 3_600_000, retentionMs: 86_400_000, latest: 21.5 },
    labels: [{ name: 'room', value: 'hall' }],
    rules: [{ key: 'k:hourly', bucketMs: 3_600_000, aggregator: 'AVG' }],
    ...{ from: at, to: at + 3_600_000, coverage: 'all' },
  });
  expect(content.points).toEqual([[at + content.stepMs!, 20.5, 20.5, 20.5]]);
  expect(sent.some((line) => line.includes('AGGREGATION avg'))).toBe(true);
});

test('a filter says what its module says of it, and of an unknown type nothing is asked', () => {
  const bloom: Answer = ([command]) => (command === 'TYPE' ? 'MBbloom--' : ['Capacity', 100, 'Size', 240]);
  expect(open('unknown', {}, bloom).content.facts).toEqual([
    { name: 'Capacity', value: '100' },
    { name: 'Size', value: '240' },
  ]);
  const graph = open('unknown', {}, () => 'graphdata');
  expect(graph.content).toMatchObject({ type: 'graphdata', facts: [] });
  expect(graph.sent).toEqual(['TYPE k']);
});
