import { describe, expect, test } from 'vitest';
import { parseInfo } from '@/lib/redis/parse-info';
import { describeInfo } from './describe-info';
import { describeNode } from './describe-node';
import { renderExposition, type MetricFamily } from './exposition';
import { INFO_ROWS } from './info-rows';

const family = (more: Partial<MetricFamily> = {}): MetricFamily => ({
  name: 'redis_x',
  type: 'gauge',
  help: 'Said.',
  samples: [{ labels: {}, value: 1 }],
  ...more,
});

/** Of one node that needs no label to be told apart. */
const render = (...families: MetricFamily[]) => renderExposition([{ labels: {}, families }]);

describe('the text format', () => {
  test('has HELP and TYPE once for each name, and names in order', () => {
    const text = render(
      family({ name: 'redis_z', type: 'counter' }),
      family({ samples: [{ labels: { db: 'db0' }, value: 2 }] }),
    );
    expect(text).toBe(
      '# HELP redis_x Said.\n# TYPE redis_x gauge\nredis_x{db="db0"} 2\n# HELP redis_z Said.\n# TYPE redis_z counter\nredis_z 1\n',
    );
  });

  test.each([
    ['a"b', 'a\\"b'],
    ['a\\b', 'a\\\\b'],
    ['a\nb', 'a\\nb'],
    ['ключ, = {}', 'ключ, = {}'],
  ])('a label %j stands as %s', (label, escaped) => {
    expect(render(family({ samples: [{ labels: { cmd: label }, value: 0 }] }))).toContain(
      `redis_x{cmd="${escaped}"} 0\n`,
    );
  });

  test.each([
    [NaN, 'NaN'],
    [Infinity, '+Inf'],
    [-Infinity, '-Inf'],
    [1e21, '1e+21'],
    [-1, '-1'],
    [0.000_001, '0.000001'],
  ])('%d stands as %s', (value, text) =>
    expect(render(family({ samples: [{ labels: {}, value }] }))).toContain(`redis_x ${text}\n`),
  );

  test('a name without lines is left out', () => {
    expect(render(family({ samples: [] }), family({ name: 'redis_y' }))).not.toContain('redis_x');
  });

  test('nodes share their names and keep their labels', () => {
    const text = renderExposition(
      ['a', 'b'].map((node) => ({
        labels: { node },
        families: [family(), family({ name: 'redis_y', samples: [{ labels: { db: 'db0' }, value: 2 }] })],
      })),
    );
    expect(text).toBe(
      [
        ...['# HELP redis_x Said.', '# TYPE redis_x gauge', 'redis_x{node="a"} 1', 'redis_x{node="b"} 1'],
        ...['# HELP redis_y Said.', '# TYPE redis_y gauge'],
        ...['redis_y{node="a",db="db0"} 2', 'redis_y{node="b",db="db0"} 2', ''],
      ].join('\n'),
    );
  });
});

describe('what INFO says', () => {
  const values = (text: string) =>
    new Map(
      describeInfo(parseInfo(text)).flatMap(({ name, samples }) =>
        samples.length > 0 ? [[name, samples.map(({ value }) => value)] as const] : [],
      ),
    );

  test('words are states, microseconds become seconds, and no number is no line', () => {
    const said = values(
      '# P\r\nrdb_last_bgsave_status:ok\r\naof_last_write_status:err\r\nlatest_fork_usec:1500\r\nused_memory:N/A\r\n',
    );
    expect(said.get('redis_rdb_last_bgsave_status')).toEqual([1]);
    expect(said.get('redis_aof_last_write_status')).toEqual([0]);
    expect(said.get('redis_latest_fork_seconds')).toEqual([0.0015]);
    expect(said.has('redis_memory_used_bytes')).toBe(false);
  });

  test('an empty database is a 0, in a Cluster there is one', () => {
    expect(values('# Keyspace\r\ndb3:keys=2,expires=1,avg_ttl=5000\r\n').get('redis_db_keys')).toHaveLength(
      16,
    );
    expect(values('# Cluster\r\ncluster_enabled:1\r\n# Keyspace\r\n').get('redis_db_keys')).toEqual([0]);
  });

  test('each field has one name, and each name one field', () => {
    expect(new Set(INFO_ROWS.map(({ name }) => name)).size).toBe(INFO_ROWS.length);
    expect(new Set(INFO_ROWS.map(({ field }) => field)).size).toBe(INFO_ROWS.length);
  });
});

test('of a node that does not answer only that is said, and why', () => {
  expect(describeNode(null, 'unreachable').map(({ name, samples }) => [name, samples[0]])).toEqual([
    ['redis_up', { labels: {}, value: 0 }],
    ['redis_exporter_last_scrape_error', { labels: { err: 'unreachable' }, value: 1 }],
  ]);
});
