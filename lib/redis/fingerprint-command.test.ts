import { describe, expect, it } from 'vitest';
import { fingerprintCommand } from './fingerprint-command';

const fingerprint = (line: string) => fingerprintCommand(line.split(' '));

describe('commands of one kind have one fingerprint', () => {
  it.each([
    ['HGETALL user:1001', 'HGETALL user:*'],
    ['hgetall user:7', 'HGETALL user:*'],
    ['ZRANGE leaderboard:7 0 -1', 'ZRANGE leaderboard:* ? ?'],
    ['ZRANGE leaderboard:7 0 -1 withscores', 'ZRANGE leaderboard:* ? ? WITHSCORES'],
    ['ZREVRANGEBYSCORE board +inf -inf LIMIT 0 10', 'ZREVRANGEBYSCORE board ? ? LIMIT ? ?'],
    ['MGET k:1 k:2 k:3', 'MGET k:* …'],
    ['DEL k:1', 'DEL k:*'],
    ['SUNION a:1 b:1', 'SUNION a:* b:*'],
    ['SUNION a:1 b:1 c:1 d:1 e:1', 'SUNION a:* b:* c:* …'],
    ['SET user:1:name Bob EX 60', 'SET user:*:name ? EX ?'],
    ['SETEX k:1 60 v', 'SETEX k:* ? ?'],
    ['HSET user:1 name Bob', 'HSET user:* ? …'],
    ['HSET user:1 name Bob mail b@x.org', 'HSET user:* ? …'],
    ['LPUSH queue:mail a', 'LPUSH queue:mail ?'],
    ['BLPOP q:1 q:2 5', 'BLPOP q:* … ?'],
    ['EVAL return{1} 1 lock:1 a b c', 'EVAL ? ? lock:* ? …'],
    ['EVALSHA 1A2b3c4d5e6f1a2b3c4d5e6f1a2b3c4d5e6f1a2b 1 lock:1 a', 'EVALSHA 1a2b3c4d… ? lock:* ?'],
    ['FCALL takeLock 1 lock:1 a', 'FCALL takeLock ? lock:* ?'],
    ['XREADGROUP GROUP g c COUNT 10 STREAMS s:1 >', 'XREADGROUP GROUP ? ? COUNT ? STREAMS s:* ?'],
    ['client list', 'CLIENT LIST'],
    ['CONFIG SET maxmemory 100mb', 'CONFIG SET maxmemory ?'],
    ['CONFIG GET Save', 'CONFIG GET save'],
    ['SCAN 1234 MATCH user:* COUNT 100', 'SCAN ? MATCH user:* COUNT ?'],
    ['KEYS *', 'KEYS *'],
    ['JSON.SET doc:1 $.a 5', 'JSON.SET doc:* ? …'],
    ['PING', 'PING'],
  ])('%s', (line, expected) => expect(fingerprint(line)).toBe(expected));
});

describe('values and secrets never get into it', () => {
  it.each([
    ['AUTH viewer hunter2', 'AUTH ? …'],
    ['ACL SETUSER bob >hunter2', 'ACL SETUSER ? …'],
    ['CONFIG SET requirepass hunter2', 'CONFIG SET requirepass ?'],
    ['HELLO 3 AUTH bob hunter2', 'HELLO ? …'],
    ['SISMEMBER tokens hunter2', 'SISMEMBER tokens ?'],
  ])('%s', (line, expected) => expect(fingerprint(line)).toBe(expected));
});

describe('odd lines', () => {
  it('shows the server’s remark as more of the same', () => {
    expect(fingerprintCommand(['MGET', 'k:1', 'k:2', '... (998 more arguments)'])).toBe('MGET k:* …');
    expect(fingerprintCommand(['SADD', 's:1', 'a', '... (98 more arguments)'])).toBe('SADD s:* ? …');
  });

  it('stays short however many different keys there are', () => {
    const keys = Array.from(
      { length: 1000 },
      (_, i) => `${String.fromCharCode(97 + (i % 26))}${'x'.repeat(i % 7)}:1`,
    );
    expect(fingerprintCommand(['MGET', ...keys]).length).toBeLessThan(80);
  });

  it('has no unprintable byte of a command that is none', () => {
    expect(fingerprintCommand(['\x16\x03\x01abc', '\0\x01'])).toBe('???ABC *');
    expect(fingerprintCommand([])).toBe('');
    expect(fingerprintCommand([''])).toBe('');
  });
});
