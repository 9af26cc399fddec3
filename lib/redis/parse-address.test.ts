import { expect, it } from 'vitest';
import { parseAddress } from './parse-address';

it.each<[string, string | null, number | null]>([
  ['127.0.0.1:43334', '127.0.0.1', 43334],
  ['[::1]:6379', '::1', 6379],
  ['[fe80::1%eth0]:6379', 'fe80::1%eth0', 6379],
  ['::1:6379', '::1', 6379],
  ['node0.example.com:6379', 'node0.example.com', 6379],
  ['node0.example.com', 'node0.example.com', null],
  ['/run/redis/redis.sock:0', '/run/redis/redis.sock', null],
  ['?:0', null, null],
  [':0', null, null],
  ['', null, null],
])('%s is host %s and port %s', (address, host, port) =>
  expect(parseAddress(address)).toEqual({ host, port }),
);
