import { describe, expect, test } from 'vitest';
import type { Reply } from '@/lib/redis/reply';
import type { Thing } from '../pattern';
import type { Plan } from '../plan';
import { Recognition } from '../recognise';
import { objects } from './layouts';
import type { ObjectsResponse } from './model';
import { objectsView } from './read';

/**
 * No module is at hand in the tests: this stands for a server that has some. Its replies are those of the modules'
 * documentation, in RESP2.
 */
const REPLIES: Record<string, Record<string, Reply>> = {
  'user:1': {
    TYPE: 'ReJSON-RL',
    PTTL: -1,
    'JSON.TYPE': 'object',
    'JSON.OBJKEYS': ['name', 'password'],
  },
  'doc:1': { TYPE: 'ReJSON-RL', PTTL: 60_000, 'JSON.TYPE': ['object'], 'JSON.OBJKEYS': [['a', 'b']] },
  'doc:2': { TYPE: 'ReJSON-RL', PTTL: -1, 'JSON.TYPE': 'array', 'JSON.OBJKEYS': null },
  'Album:01J9ZK3W6Q8X4M2N7P5R0S1T3V': {
    TYPE: 'ReJSON-RL',
    PTTL: -1,
    'JSON.TYPE': 'object',
    'JSON.OBJKEYS': ['title'],
  },
  'bf:1': {
    TYPE: 'MBbloom--',
    PTTL: -1,
    'BF.INFO': ['Capacity', 100, 'Size', 240, 'Number of items inserted', 1],
  },
  'vk:1': { TYPE: 'bloomfltr', PTTL: -1, 'BF.INFO': ['Capacity', 100, 'Error rate', '0.01'] },
  'cf:1': { TYPE: 'MBbloomCF', PTTL: -1, 'CF.INFO': ['Size', 1080, 'Number of buckets', 512] },
  'cms:1': { TYPE: 'CMSk-TYPE', PTTL: -1, 'CMS.INFO': ['width', 2000, 'depth', 7, 'count', 0] },
  'topk:1': { TYPE: 'TopK-TYPE', PTTL: -1, 'TOPK.INFO': ['k', 50, 'decay', '0.92500000000000004'] },
  'td:1': { TYPE: 'TDIS-TYPE', PTTL: -1, 'TDIGEST.INFO': ['Compression', 100, 'Observations', 3] },
  'vec:1': { TYPE: 'vectorset', PTTL: -1, VINFO: ['quant-type', 'int8', 'vector-dim', 300, 'size', 3] },
};

const noModule = (command: string) =>
  new Error(`ERR unknown command '${command}', with args beginning with:`);

function run<T>(plan: Plan<T>, replies = REPLIES): T {
  let next = plan.next();
  while (!next.done) {
    next = plan.next(
      next.value.commands.map(
        ([name, key]) => replies[String(key)]?.[name] ?? (name.includes('.') ? null : 'none'),
      ),
    );
  }
  return next.value;
}

function recognise(): Thing[] {
  const recognition = new Recognition(objects);
  recognition.add(Object.keys(REPLIES));
  run(recognition.verify(1_000, 0));
  return recognition
    .describe()
    .things.map(({ family, ...thing }) => ({ ...thing, pattern: 'objects', family: family.id }));
}

function read(id: string, query: object = {}, replies = REPLIES): ObjectsResponse {
  const thing = recognise().find((each) => each.id === id)!;
  const context = { now: 0, cluster: false, redisVersion: null, settings: {}, past: [] };
  const answer = run(objectsView.read(thing, objectsView.query.parse(query), context), replies);
  return objectsView.response.parse(answer) as ObjectsResponse;
}

test('each type is recognised; a name says more than a type', () => {
  expect(
    recognise()
      .map(({ id }) => id)
      .sort(),
  ).toEqual([
    'bloom-filter/bf%3A*',
    'bloom-filter/vk%3A*',
    'count-min-sketch/cms%3A*',
    'cuckoo-filter/cf%3A*',
    'json-document/doc%3A*',
    'redis-om/Album',
    't-digest/td%3A*',
    'top-k/topk%3A*',
    'user-object',
    'vector-set/vec%3A*',
  ]);
});

describe('read', () => {
  test('the names at the top of a document, in either form of the answer, and no values', () => {
    expect(read('user-object').rows).toEqual([
      {
        key: 'user:1',
        type: 'ReJSON-RL',
        size: 2,
        ttlMs: null,
        fields: [
          { name: 'name', value: null },
          { name: 'password', value: null },
        ],
      },
    ]);
    const { rows, opened } = read('json-document/doc%3A*', { key: 'doc:1' });
    expect(rows.map(({ size, fields }) => [size, fields.map(({ name }) => name)])).toEqual([
      [2, ['a', 'b']],
      [null, []],
    ]);
    expect(opened).toMatchObject({ key: 'doc:1', size: 2, ttlMs: 60_000, nextCursor: null });
  });

  test.each([
    ['bloom-filter/bf%3A*', { Capacity: '100', Size: '240', 'Number of items inserted': '1' }],
    ['bloom-filter/vk%3A*', { Capacity: '100', 'Error rate': '0.01' }],
    ['cuckoo-filter/cf%3A*', { Size: '1080', 'Number of buckets': '512' }],
    ['count-min-sketch/cms%3A*', { width: '2000', depth: '7', count: '0' }],
    ['top-k/topk%3A*', { k: '50', decay: '0.92500000000000004' }],
    ['t-digest/td%3A*', { Compression: '100', Observations: '3' }],
    ['vector-set/vec%3A*', { 'quant-type': 'int8', 'vector-dim': '300', size: '3' }],
  ])('what the module says of %s', (id, expected) => {
    const { fields } = read(id).rows[0]!;
    expect(Object.fromEntries(fields.map(({ name, value }) => [name, value]))).toEqual(expected);
  });

  test('of a map too', () => {
    const map = { ...REPLIES['bf:1'], 'BF.INFO': new Map<Reply, Reply>([['Capacity', 100]]) };
    const { rows } = read('bloom-filter/bf%3A*', {}, { ...REPLIES, 'bf:1': map });
    expect(rows[0]!.fields).toEqual([{ name: 'Capacity', value: '100' }]);
  });

  test('a server that does not know the commands leaves the fields empty', () => {
    const deaf = {
      ...REPLIES['doc:1'],
      'JSON.TYPE': noModule('JSON.TYPE'),
      'JSON.OBJKEYS': noModule('JSON.OBJKEYS'),
    };
    const { rows } = read('json-document/doc%3A*', {}, { ...REPLIES, 'doc:1': deaf });
    expect(rows[0]).toMatchObject({ key: 'doc:1', type: 'ReJSON-RL', size: null, fields: [] });
  });

  test.each<[string, Error]>([
    ['as Redis says it', new Error("NOPERM User x has no permissions to run the 'bf.info' command")],
    [
      'as it was explained to people',
      new Error('Your Redis user may not run BF.INFO.', { cause: 'NOPERM User x has no permissions …' }),
    ],
  ])('a refusal by the ACL is told, %s', (_, refusal) => {
    const refused = { ...REPLIES['bf:1'], 'BF.INFO': refusal };
    expect(() => read('bloom-filter/bf%3A*', {}, { ...REPLIES, 'bf:1': refused })).toThrow(refusal);
  });
});
