import { describe, expect, it } from 'vitest';
import { reply } from './fixtures/load-fixture';
import { parseSlowlog } from './parse-slowlog';
import { redactCommand } from './redact-command';

const redact = (line: string, mode: 'secrets' | 'values') => redactCommand(line.split(' '), mode).join(' ');

describe('secrets never get out, in either mode, on any version', () => {
  it.each([
    ['AUTH hunter2', 'AUTH (redacted)'],
    ['auth viewer hunter2', 'auth (redacted) (redacted)'],
    ['HELLO 3 AUTH viewer hunter2 SETNAME app', 'HELLO 3 AUTH (redacted) (redacted) SETNAME app'],
    ['hello 2 setname app auth viewer hunter2', 'hello 2 setname app auth (redacted) (redacted)'],
    ['ACL SETUSER bob on >hunter2 ~*', 'ACL SETUSER (redacted) (redacted) (redacted) (redacted)'],
    ['acl getuser bob', 'acl getuser (redacted)'],
    ['ACL DRYRUN bob AUTH hunter2', 'ACL DRYRUN bob AUTH (redacted)'],
    ['CONFIG SET requirepass hunter2', 'CONFIG SET requirepass (redacted)'],
    ['config set MASTERAUTH hunter2', 'config set MASTERAUTH (redacted)'],
    [
      'CONFIG SET maxmemory 100mb primaryauth hunter2 save 60',
      'CONFIG SET maxmemory 100mb primaryauth (redacted) save 60',
    ],
    ['CONFIG SET tls-key-file-pass hunter2', 'CONFIG SET tls-key-file-pass (redacted)'],
    ['SENTINEL SET mymaster auth-pass hunter2', 'SENTINEL SET mymaster auth-pass (redacted)'],
    ['SENTINEL CONFIG SET sentinel-pass hunter2', 'SENTINEL CONFIG SET sentinel-pass (redacted)'],
    ['MODULE LOAD /lib/m.so hunter2', 'MODULE LOAD /lib/m.so (redacted)'],
    ['NAMESPACE ADD ns hunter2', 'NAMESPACE ADD ns (redacted)'],
  ])('%s', (line, expected) => {
    expect(redact(line, 'secrets')).toBe(expected);
    expect(redact(line, 'values')).toBe(expected.replace('ADD ns (redacted)', 'ADD (masked) (redacted)'));
  });

  it('MIGRATE keeps its keys and loses its password', () => {
    const line = 'MIGRATE 10.0.0.1 6379 user:1 0 5000 COPY AUTH2 bob hunter2 KEYS user:2 user:3';
    const expected =
      'MIGRATE 10.0.0.1 6379 user:1 0 5000 COPY AUTH2 (redacted) (redacted) KEYS user:2 user:3';
    expect(redact(line, 'secrets')).toBe(expected);
    expect(redact(line, 'values')).toBe(expected);
  });

  it('what the server redacted stays as it is', () => {
    const entries = parseSlowlog(reply('redis-7.0.15', 'SLOWLOG GET 12'));
    const auth = entries.find(({ args }) => args[0] === 'AUTH')!;
    expect(redactCommand(auth.args, 'values')).toEqual(['AUTH', '(redacted)', '(redacted)']);
  });

  it('a password that was cut is one all the same', () => {
    expect(redactCommand(['AUTH', 'hunter2... (183 more bytes)'], 'secrets')).toEqual(['AUTH', '(redacted)']);
  });
});

describe('secrets mode leaves the rest alone', () => {
  it.each([
    'CONFIG GET requirepass masterauth',
    'CONFIG SET maxmemory 100mb',
    'CONFIG SET tls-auth-clients no',
    'REPLICAOF 10.0.0.1 6379',
    'SET user:1 secret',
    'HELLO 3',
    'ACL LIST',
    'ACL WHOAMI',
  ])('%s', (line) => expect(redact(line, 'secrets')).toBe(line));
});

describe('values mode keeps what finds the culprit and masks what belongs to the application', () => {
  it.each([
    ['GET user:1', 'GET user:1'],
    ['SET user:1:name Bob', 'SET user:1:name (masked)'],
    ['set user:1:name Bob EX 60 NX', 'set user:1:name (masked) EX 60 NX'],
    ['SETEX session:1 60 Bob', 'SETEX session:1 60 (masked)'],
    ['MSET a:1 x b:1 y', 'MSET a:1 (masked) b:1 (masked)'],
    ['MGET a:1 b:1', 'MGET a:1 b:1'],
    ['HGET session:1 token', 'HGET session:1 (masked)'],
    ['HSET user:1 name Bob mail b@x.org', 'HSET user:1 (masked ×4)'],
    ['LPUSH queue:1 job', 'LPUSH queue:1 (masked)'],
    ['LRANGE queue:1 0 -1', 'LRANGE queue:1 0 -1'],
    ['BLPOP queue:1 queue:2 5', 'BLPOP queue:1 queue:2 5'],
    ['SISMEMBER tags:1 red', 'SISMEMBER tags:1 (masked)'],
    ['ZADD board:1 NX GT 100 bob 90 eve', 'ZADD board:1 NX GT 100 (masked ×3)'],
    ['ZADD board:1 100 bob', 'ZADD board:1 (masked ×2)'],
    ['ZRANGE board:1 0 -1 WITHSCORES', 'ZRANGE board:1 0 -1 WITHSCORES'],
    ['ZRANGEBYSCORE board:1 (10 +inf LIMIT 0 10', 'ZRANGEBYSCORE board:1 (10 +inf LIMIT 0 10'],
    ['ZRANGE board:1 [bob [eve BYLEX', 'ZRANGE board:1 (masked ×2) BYLEX'],
    ['XADD events:1 MAXLEN ~ 1000 * store secret', 'XADD events:1 MAXLEN ~ 1000 * (masked ×2)'],
    ['XREAD COUNT 10 BLOCK 5 STREAMS a:1 b:1 0-0 $', 'XREAD COUNT 10 BLOCK 5 STREAMS a:1 b:1 0-0 $'],
    ['XREADGROUP GROUP g c STREAMS a:1 >', 'XREADGROUP GROUP g c STREAMS a:1 >'],
    ['EVAL return{KEYS[1]} 2 lock:1 lock:2 token 5', 'EVAL (masked) 2 lock:1 lock:2 (masked ×2)'],
    ['FCALL take 1 lock:1 token', 'FCALL take 1 lock:1 (masked)'],
    ['ZUNIONSTORE out:1 2 a:1 b:1 WEIGHTS 1 2', 'ZUNIONSTORE out:1 2 a:1 b:1 WEIGHTS 1 2'],
    ['SORT list:1 BY w_* LIMIT 0 10 STORE out:1', 'SORT list:1 BY (masked) LIMIT 0 10 STORE out:1'],
    ['GEOSEARCH geo:1 FROMMEMBER bob BYRADIUS 5 km', 'GEOSEARCH geo:1 FROMMEMBER (masked) BYRADIUS 5 km'],
    ['BITOP AND out:1 a:1 b:1', 'BITOP AND out:1 a:1 b:1'],
    ['PUBLISH chan:1 hello', 'PUBLISH chan:1 (masked)'],
    ['SCAN 0 MATCH user:* COUNT 1000', 'SCAN 0 MATCH user:* COUNT 1000'],
    ['HSCAN user:1 0 MATCH *mail* COUNT 10', 'HSCAN user:1 0 MATCH (masked) COUNT 10'],
    ['KEYS user:*', 'KEYS user:*'],
    ['OBJECT ENCODING user:1', 'OBJECT ENCODING user:1'],
    ['MEMORY USAGE user:1 SAMPLES 0', 'MEMORY USAGE user:1 SAMPLES 0'],
    ['CLIENT KILL ADDR 10.0.0.1:5000', 'CLIENT KILL ADDR 10.0.0.1:5000'],
    ['SCRIPT LOAD return', 'SCRIPT LOAD (masked)'],
    ['INFO everything', 'INFO everything'],
    ['ECHO secret', 'ECHO (masked)'],
  ])('%s', (line, expected) => expect(redact(line, 'values')).toBe(expected));

  it('keeps the command and first argument of what it does not know', () => {
    expect(redact('JSON.SET doc:1 $.name "Bob"', 'values')).toBe('JSON.SET doc:1 (masked ×2)');
    expect(redact('NOSUCH', 'values')).toBe('NOSUCH');
  });
});

describe('odd lines', () => {
  it('keeps the server’s remark about arguments that it left out', () => {
    expect(redactCommand(['MSET', 'a', 'x', 'b', '... (95 more arguments)'], 'values')).toEqual([
      ...['MSET', 'a', '(masked)', 'b', '... (95 more arguments)'],
    ]);
    expect(redactCommand(['AUTH', '... (2 more arguments)'], 'secrets')).toEqual([
      'AUTH',
      '... (2 more arguments)',
    ]);
  });

  it.each([
    [[]],
    [['']],
    [['\x16\x03\x01', '\0']],
    [['EVAL']],
    [['EVAL', 'body', 'NaN', 'k']],
    [['EVAL', 'body', '99999999999', 'k']],
    [['XREAD', 'STREAMS']],
    [['BLPOP']],
    [['constructor', 'a', 'b']],
    [['set', '__proto__', 'v']],
    [['MIGRATE', 'h', '1', 'k', '0', '5', 'AUTH']],
  ])('%j neither throws nor loses the command', (line) => {
    for (const mode of ['secrets', 'values'] as const) expect(redactCommand(line, mode)[0]).toBe(line[0]);
  });

  it('does not change the line that it was given', () => {
    const line = ['AUTH', 'hunter2'];
    redactCommand(line, 'values');
    expect(line).toEqual(['AUTH', 'hunter2']);
  });
});
