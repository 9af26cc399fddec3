import { describe, expect, it } from 'vitest';
import { neededReads, READS_OF_EVERYTHING } from './needed-reads';

const needed = (line: string) => neededReads(line.split(' ')).map((read) => read.slice(0, 2).join(' '));

describe('who may read the keys may see the arguments', () => {
  it.each([
    ['GET user:1', ['GET user:1']],
    ['SET user:1 secret EX 60', ['GET user:1']],
    ['MSET a 1 b 2', ['GET a', 'GET b']],
    ['HSET user:1 name Ann', ['HGET user:1']],
    ['LPUSH queue job', ['LRANGE queue']],
    ['BLPOP q1 q2 5', ['LRANGE q1', 'LRANGE q2']],
    ['SADD tags news', ['SSCAN tags']],
    ['SINTERSTORE to a b', ['SSCAN to', 'SSCAN a', 'SSCAN b']],
    ['ZADD board 1 ann', ['ZRANGE board']],
    ['GEOADD places 1 2 here', ['ZRANGE places']],
    ['ZUNIONSTORE to 2 a b WEIGHTS 1 2', ['ZRANGE to', 'ZRANGE a', 'ZRANGE b']],
    ['XADD events * field value', ['XRANGE events']],
    ['XREAD COUNT 1 STREAMS a b 0 0', ['XRANGE a', 'XRANGE b']],
    ['RENAME from to', ['GET from', 'GET to']],
  ])('%s needs %j', (line, reads) => expect(needed(line)).toEqual(reads));
});

describe('only who may read everything sees', () => {
  it.each([
    ['a script, whatever keys it names', ['EVAL', "return redis.call('GET', 'other')", '1', 'user:1']],
    ['a function', ['FCALL', 'f', '1', 'user:1', 'value']],
    ['SORT, which reads keys by a pattern', ['SORT', 'ids', 'BY', 'weight_*', 'GET', 'object_*']],
    ['a command without a key', ['CONFIG', 'SET', 'maxmemory', '1gb']],
    ['a message', ['PUBLISH', 'news', 'text']],
    ['a command that is not known', ['JSON.MSET', 'a', '$', '1', 'b', '$', '2']],
    ['a key that the server has cut', ['SET', `${'k'.repeat(100)}... (28 more bytes)`, 'v']],
    ['a key that is no text', ['SET', 'user:\ufffd', 'v']],
    ['an empty line', []],
  ])('%s', (_title, args) => expect(neededReads(args)).toBe(READS_OF_EVERYTHING));
});

describe('to read everything', () => {
  const names = READS_OF_EVERYTHING.map(([, key]) => key);

  it('takes the right to each type', () => {
    const commands = new Set(READS_OF_EVERYTHING.map(([command]) => command));
    expect([...commands]).toEqual(['GET', 'HGET', 'LRANGE', 'SSCAN', 'ZRANGE', 'XRANGE']);
  });

  it.each([
    ['user:*', /^user:.*$/],
    ['[^s]*', /^[^s].*$/],
    ['[a-z]*', /^[a-z].*$/],
    ['*:*', /^.*:.*$/],
  ])('is more than a rule for %s', (_rule, pattern) =>
    expect(names.every((name) => pattern.test(name))).toBe(false),
  );
});
