import { describe, expect, it } from 'vitest';
import { EXAMPLE_INPUTS, KEY, STREAM } from '@/testing/example-inputs';
import type { ActionInput } from './action-inputs';
import type { ActionId } from './actions';
import { commandLine } from './command-line';

describe('the commands that a dialog shows', () => {
  it.each<[ActionId, string | null]>([
    ['client.kill', 'CLIENT KILL ID 12 TYPE normal SKIPME yes\nCLIENT KILL ID 12 TYPE pubsub SKIPME yes'],
    ['client.unblock', 'CLIENT UNBLOCK 12 TIMEOUT'],
    ['snapshot.save', 'BGSAVE'],
    ['aof.rewrite', 'BGREWRITEAOF'],
    ['slowlog.reset', 'SLOWLOG RESET'],
    ['config.set', 'CONFIG SET slowlog-max-len 128'],
    ['latency.monitor', 'CONFIG SET latency-monitor-threshold 100'],
    ['latency.reset', 'LATENCY RESET'],
    ['memory.purge', 'MEMORY PURGE'],
    ['instance.reconnect', null],
    ['history.forget', null],
    ['slowlog.forget', null],
    ['clients.forget', null],
    ['alert.silence', null],
    ['rule.set', null],
    ['webhook.set', null],
    ['login.revoke', null],
    ['circuit.close', 'UNLINK failures:payments\nUNLINK circuit:payments'],
    ['circuit.open', 'SET circuit:payments open EX 60'],
    [
      'session.revoke',
      'UNLINK session:0b1d…4c5d\nSREM … 0b1d…4c5d   (every index that it stands in)\n(and 1 more)',
    ],
    ['user.signout', 'UNLINK …   (every session of ann)\nSREM … …   (every index of ann)'],
    ['session.extend', 'EXPIRE session:0b1d…4c5d 3600'],
    ['index.clean', 'SREM user_sessions:ann …   (every id whose session is gone)'],
    ['stream.ack', 'XACK orders shipping 1-1 1-2 2-1 …   (and 1 more)'],
    ['stream.claim', 'XCLAIM orders shipping worker-2 60000 1-1 1-2 2-1 … JUSTID   (and 1 more)'],
    ['stream.trim', 'XTRIM orders MAXLEN ~ 1000'],
    ['limit.reset', 'UNLINK rate:user:1\nUNLINK rate:user:2\nUNLINK rate:user:3\n(and 1 more)'],
    ['lock.release', 'WATCH lock:stock\nMULTI\nUNLINK lock:stock\nEXEC'],
  ])('of %s are %j', (id, line) => expect(commandLine(id, EXAMPLE_INPUTS[id])).toBe(line));

  it('are both of an exact trim', () => {
    expect(commandLine('stream.trim', { ...STREAM, maxLength: 5, exact: true, count: 1 })).toBe(
      'XTRIM orders MAXLEN ~ 5\nXTRIM orders MAXLEN 5',
    );
  });

  it('are the first of several kills, and how many follow', () => {
    expect(commandLine('client.kill', { clients: [1, 2, 3].map((id) => ({ node: 'a:6379', id })) })).toBe(
      'CLIENT KILL ID 1 TYPE normal SKIPME yes\nCLIENT KILL ID 1 TYPE pubsub SKIPME yes\n(and 2 more)',
    );
  });

  it('take a name over without RENAME, which would free a large key while everybody waits', () => {
    expect(commandLine('key.rename', { ...KEY, to: 'b', overwrite: true })).toBe(
      'WATCH cart:42 b\nEXISTS cart:42\nMULTI\nUNLINK b\nRENAMENX cart:42 b\nEXEC',
    );
  });

  it('cut long values', () => {
    const part: ActionInput<'key.edit'>['part'] = { type: 'string', before: '', after: 'x'.repeat(100) };
    expect(commandLine('key.edit', { ...KEY, part })).toBe(
      `WATCH cart:42\nGET cart:42\nMULTI\nSET cart:42 ${'x'.repeat(40)}… KEEPTTL\nEXEC`,
    );
  });

  it('show how far times to live are spread', () => {
    const input = { db: 0, match: 'a:*', count: 5, pace: 'gentle', seconds: 60, spreadSeconds: 30 } as const;
    expect(commandLine('keys.expire', input)).toBe(
      'SCAN 0 MATCH a:* COUNT 500\nEXPIRE … 60…90   (every key that matches)',
    );
  });
});
