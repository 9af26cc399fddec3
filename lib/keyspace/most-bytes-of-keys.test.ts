import { expect, test } from 'vitest';
import { parseInfo } from '@/lib/redis/parse-info';
import { mostBytesOfKeys } from './most-bytes-of-keys';

const info = (...lines: string[]) =>
  parseInfo(['# Memory', ...lines, '# Keyspace', 'db0:keys=3,expires=0,avg_ttl=0'].join('\r\n'));

const MEMORY = ['used_memory:1000000', 'used_memory_startup:800000', 'used_memory_dataset:90000'];

test.each([
  ['the server’s own is taken off, the tables of keys are not', [], 200_000],
  [
    'clients, the AOF buffer and replication are no keys',
    ['mem_clients_normal:5000', 'mem_aof_buffer:100', 'mem_total_replication_buffers:20000'],
    174_900,
  ],
  [
    'before 7.0 the backlog and the replicas stand apart',
    ['mem_replication_backlog:1000', 'mem_clients_slaves:200'],
    198_800,
  ],
  [
    'from 7.0 they are in the sum already',
    ['mem_total_replication_buffers:1000', 'mem_replication_backlog:1000', 'mem_clients_slaves:200'],
    199_000,
  ],
  ['more of others than of all is nothing', ['mem_clients_normal:900000'], 0],
])('%s', (_, lines, expected) => {
  expect(mostBytesOfKeys(info(...MEMORY, ...lines), 0)).toBe(expected);
});

test('nothing is known where other databases hold keys too, or the server does not say', () => {
  expect(mostBytesOfKeys(info(...MEMORY), 1)).toBeNull();
  expect(mostBytesOfKeys(info('used_memory:1000000'), 0)).toBeNull();
});
