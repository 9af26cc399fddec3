import { describe, expect, it } from 'vitest';
import { ACTION_IDS, type ActionId } from './actions';
import { describeProgress, describeResult } from './describe-result';
import { KEY_ACTIONS } from './key-actions';

const MIB = 1024 ** 2;
const killed = (...outcomes: string[]) => ({ clients: outcomes.map((outcome) => ({ outcome })) });
const purged = (before: number | null, after: number | null) => ({
  before: { rssBytes: before },
  after: { rssBytes: after },
});

const setting = (value: number, ...nodes: [number | null, number | null][]) => ({
  ...{ name: 'slowlog-max-len', value, failures: [] },
  nodes: nodes.map(([before, after]) => ({ before, after })),
});

const invalidated = (unlinked: number, spared: number, complete: boolean) => ({ unlinked, spared, complete });

const RESULTS: [ActionId, unknown, 'fine' | 'warning', string][] = [
  ['client.kill', killed('killed'), 'fine', 'Killed 1 client.'],
  ['client.kill', killed('killed', 'killed'), 'fine', 'Killed 2 clients.'],
  ['client.kill', killed('gone'), 'warning', 'Killed 0 clients; 1 had gone already.'],
  [
    'client.kill',
    killed('killed', 'gone', 'protected', 'protected', 'failed'),
    'warning',
    'Killed 1 client; 1 had gone already, 2 protected, 1 failed.',
  ],
  ['client.kill', killed(...Array<string>(1200).fill('killed')), 'fine', 'Killed 1,200 clients.'],
  ['stream.ack', { acknowledged: 3, asked: 3 }, 'fine', 'Acknowledged 3 entries.'],
  [
    'stream.ack',
    { acknowledged: 1, asked: 2 },
    'warning',
    'Acknowledged 1 entry; 1 was not pending any more.',
  ],
  [
    'stream.claim',
    { claimed: 2, asked: 2, consumer: 'worker-2', isNewConsumer: false },
    'fine',
    'worker-2 has 2 entries now.',
  ],
  [
    'stream.claim',
    { claimed: 1, asked: 3, consumer: 'nobody', isNewConsumer: true },
    'warning',
    'nobody has 1 entry now. 2 entries were delivered again or acknowledged meanwhile, or are gone. The group had no consumer of that name: does somebody read for it?',
  ],
  ['stream.trim', { removed: 1200, length: 1000 }, 'fine', 'Removed 1,200 entries; 1,000 stay.'],
  [
    'stream.trim',
    { removed: 0, length: 90 },
    'warning',
    'Nothing was removed: whole nodes of entries go, and 90 stay.',
  ],
  ['limit.reset', { keys: 2, removed: 2, spared: 0 }, 'fine', 'Removed 2 keys.'],
  ['limit.reset', { keys: 1, removed: 0, spared: 0 }, 'warning', 'Nothing was left to reset.'],
  [
    'limit.reset',
    { keys: 2, removed: 1, spared: 1 },
    'warning',
    'Removed 1 key. 1 key of another type was left.',
  ],
  ['cache.invalidate', invalidated(2_523, 0, true), 'fine', 'Removed 2,523 keys.'],
  ['cache.invalidate', invalidated(0, 0, true), 'warning', 'No key was there to remove.'],
  [
    'cache.invalidate',
    invalidated(9, 2, true),
    'fine',
    'Removed 9 keys. Left 2 keys alone that are not the cache’s.',
  ],
  [
    'cache.invalidate',
    invalidated(100_000, 0, false),
    'warning',
    'Removed 100,000 keys. There are more: invalidate again to go on.',
  ],
  ['client.unblock', { node: 'a:6379', id: 42 }, 'fine', 'Client 42 is unblocked.'],
  ['snapshot.save', { seconds: 125 }, 'fine', 'The snapshot is saved (2 min 5 s).'],
  ['snapshot.save', { seconds: 0 }, 'fine', 'The snapshot is saved (under 1 s).'],
  ['snapshot.save', { seconds: null }, 'fine', 'The snapshot is saved.'],
  ['aof.rewrite', { seconds: 3 }, 'fine', 'The AOF is rewritten (3 s).'],
  ['aof.rewrite', null, 'fine', 'The AOF is rewritten.'],
  ['slowlog.forget', { entries: 1 }, 'fine', 'Deleted 1 kept slow log entry.'],
  ['clients.forget', { connections: 1200 }, 'fine', 'Deleted 1,200 kept connections.'],
  ['alert.acknowledge', { id: 7, acknowledged: true }, 'fine', 'Everybody sees that you know of it.'],
  [
    'alert.acknowledge',
    { id: 7, acknowledged: false },
    'warning',
    'It has closed or was acknowledged already.',
  ],
  ['alert.silence', {}, 'fine', 'No webhook is told of it until then.'],
  ['alert.unsilence', { ended: true }, 'fine', 'Webhooks are told of it again.'],
  ['alert.unsilence', { ended: false }, 'warning', 'It was no longer silenced.'],
  ['rule.set', { state: 'changed' }, 'fine', 'The rule has the new thresholds.'],
  ['rule.set', { state: 'off' }, 'fine', 'The rule opens no alerts here.'],
  ['rule.set', { state: 'reset' }, 'fine', 'The rule has its defaults again.'],
  ['webhook.set', { name: 'on-call' }, 'fine', 'Alerts are sent to on-call from now on.'],
  ['webhook.remove', { removed: true }, 'fine', 'The webhook is gone.'],
  ['webhook.remove', { removed: false }, 'warning', 'There was no such webhook.'],
  ['webhook.test', { status: 204, error: null }, 'fine', 'It took the test: it answered 204.'],
  [
    'webhook.test',
    { status: 500, error: 'It answered 500.' },
    'warning',
    'The test has not arrived. It answered 500.',
  ],
  ['history.forget', { bytes: 20 * MIB }, 'fine', 'Deleted the history: 20 MiB.'],
  ['slowlog.reset', { nodes: [{ entries: 1 }] }, 'fine', 'Deleted 1 slow log entry.'],
  ['slowlog.reset', { nodes: [{ entries: 100 }, { entries: 28 }] }, 'fine', 'Deleted 128 slow log entries.'],
  ['slowlog.reset', { nodes: [{ entries: 0 }], failures: [] }, 'fine', 'Deleted 0 slow log entries.'],
  ['slowlog.reset', { nodes: [{ entries: 3 }, { entries: null }] }, 'fine', 'The slow log is empty.'],
  [
    'slowlog.reset',
    { nodes: [{ entries: 7 }], failures: [{ node: 'b:6379' }] },
    'warning',
    'Deleted 7 slow log entries; 1 node failed.',
  ],
  ['config.set', setting(200, [128, 200]), 'fine', 'slowlog-max-len is 200 now, was 128.'],
  ['config.set', setting(200, [128, 200], [64, 200]), 'fine', 'slowlog-max-len is 200 now.'],
  ['config.set', setting(200, [null, null]), 'fine', 'slowlog-max-len is 200 now.'],
  [
    'config.set',
    setting(200, [128, 200], [128, 128]),
    'warning',
    'slowlog-max-len is unchanged on 1 node: the server ignored it.',
  ],
  [
    'config.set',
    { ...setting(200, [128, 200]), failures: [{ node: 'b:6379' }] },
    'warning',
    'slowlog-max-len is 200 now, was 128; 1 node failed.',
  ],
  ['latency.monitor', { thresholdMs: 100, failures: [] }, 'fine', 'The latency monitor is on, from 100 ms.'],
  ['latency.monitor', { thresholdMs: 0, failures: [] }, 'fine', 'The latency monitor is off.'],
  [
    'latency.monitor',
    { thresholdMs: 1_500, failures: [{ node: 'b:6379' }] },
    'warning',
    'The latency monitor is on, from 1,500 ms; 1 node failed.',
  ],
  ['latency.reset', { nodes: [{ events: 1 }], failures: [] }, 'fine', 'Forgot 1 kind of event.'],
  ['latency.reset', { nodes: [{ events: 2 }, { events: 1 }] }, 'fine', 'Forgot 3 kinds of event.'],
  [
    'latency.reset',
    { nodes: [{ events: 0 }], failures: [{ node: 'b:6379' }] },
    'warning',
    'Forgot 0 kinds of event; 1 node failed.',
  ],
  ['memory.purge', purged(50 * MIB, 30 * MIB), 'fine', 'Gave 20 MiB back: RSS 50 MiB → 30 MiB.'],
  ['memory.purge', purged(50 * MIB, 50 * MIB), 'fine', 'No effect: RSS 50 MiB → 50 MiB.'],
  ['memory.purge', purged(50 * MIB, 51 * MIB), 'fine', 'No effect: RSS 50 MiB → 51 MiB.'],
  ['memory.purge', purged(null, 51 * MIB), 'fine', 'Memory was purged.'],
  ['instance.reconnect', { nodes: [{ state: 'up' }] }, 'fine', 'Connected again.'],
  ['instance.reconnect', { nodes: [{ state: 'loading' }] }, 'fine', 'Connected again.'],
  ['instance.reconnect', { nodes: [{ state: 'up' }, { state: 'down' }] }, 'warning', 'Still down: 1 node.'],
  ['instance.reconnect', { nodes: [] }, 'warning', 'Still down: no node was found.'],
  ['login.revoke', { username: 'alice', address: '10.0.0.7' }, 'fine', 'alice is signed out.'],
  ['analytics.scan', { state: 'scanning' }, 'fine', 'The keys are being looked over.'],
  ['thing.change', { settings: { pinned: true } }, 'fine', 'Changed for everybody at this instance.'],
  ['pattern.describe', { id: 'orders' }, 'fine', 'orders is looked for from now on.'],
  ['pattern.forget', { id: 'orders' }, 'fine', 'orders is forgotten.'],
  [
    'pattern.import',
    { patterns: 2, things: 1 },
    'fine',
    'Took over 2 descriptions and the settings of 1 thing.',
  ],
  ['message.publish', { receivers: 2 }, 'fine', '2 subscribers heard it.'],
  ['message.publish', { receivers: 0 }, 'warning', 'Nobody listens to this channel: the message is gone.'],
  ['leaderboard.increment', { member: 'ann', score: 1200 }, 'fine', 'ann has 1,200 points now.'],
  ['leaderboard.increment', { member: 'ann', score: 'inf' }, 'fine', 'ann has inf points now.'],
  ['leaderboard.remove', { member: 'ann', removed: true }, 'fine', 'ann is off the board.'],
  ['leaderboard.remove', { member: 'ann', removed: false }, 'warning', 'ann was not on the board.'],
  ['job.requeue', { job: '42', done: true, why: null }, 'fine', 'Job 42 waits again.'],
  ['job.requeue', { job: '42', done: false, why: 'It is gone.' }, 'warning', 'It is gone.'],
  ['job.remove', { job: '42', done: true, why: null }, 'fine', 'Job 42 is removed.'],
  ['queue.purge', { removed: 1, left: 0, why: null }, 'fine', 'Removed 1 job.'],
  [
    'queue.purge',
    { removed: 10_000, left: 5, why: null },
    'warning',
    'Removed 10,000 jobs. 5 jobs are left: purge again to remove them.',
  ],
  ['queue.purge', { removed: 2, left: null, why: 'It is busy.' }, 'warning', 'Removed 2 jobs. It is busy.'],
  ['circuit.close', { circuit: 'payments', wasOpen: true }, 'fine', 'payments is called again.'],
  [
    'circuit.close',
    { circuit: 'payments', wasOpen: false },
    'fine',
    'payments was closed already; its failures are forgotten.',
  ],
  ['circuit.open', { circuit: 'payments', seconds: 90 }, 'fine', 'payments is not called for 1 min 30 s.'],
  ['session.revoke', { revoked: 1, gone: 0, other: 0, failed: 0 }, 'fine', 'Revoked 1 session.'],
  [
    'session.revoke',
    { revoked: 2, gone: 1, other: 1, failed: 1 },
    'warning',
    'Revoked 2 sessions; 1 had ended already, 1 is no session any more, 1 failed.',
  ],
  ['user.signout', { user: 'ann', revoked: 3, complete: true }, 'fine', 'Revoked 3 sessions of ann.'],
  [
    'user.signout',
    { user: 'ann', revoked: 3, complete: false },
    'warning',
    'Revoked 3 sessions of ann; not all could be looked at.',
  ],
  ['user.signout', { user: 'ann', revoked: 0, complete: true }, 'warning', 'No session of ann was found.'],
  ['session.extend', { state: 'extended', ttlMs: 3_600_000 }, 'fine', 'The session lives for 1 h from now.'],
  [
    'session.extend',
    { state: 'longer-already', ttlMs: 7_200_000 },
    'warning',
    'The session lives longer already: 2 h.',
  ],
  ['session.extend', { state: 'gone', ttlMs: null }, 'warning', 'The session has ended already.'],
  [
    'index.clean',
    { index: 'user_sessions:42', state: 'cleaned', removed: 2, complete: true },
    'fine',
    'Took 2 ended sessions out of user_sessions:42.',
  ],
  [
    'index.clean',
    { index: 'user_sessions:42', state: 'cleaned', removed: 9_000, complete: false },
    'warning',
    'Took 9,000 ended sessions out of user_sessions:42; it is long: clean it again.',
  ],
  [
    'index.clean',
    { index: 'user_sessions:42', state: 'no-sessions', removed: 0, complete: false },
    'warning',
    'No session is known, so none can be told to be gone.',
  ],
  ['lock.release', { state: 'released' }, 'fine', 'The lock is free.'],
  [
    'lock.release',
    { state: 'changed' },
    'warning',
    'Somebody else holds the lock by now: it was left alone.',
  ],
  ['lock.release', { state: 'gone' }, 'warning', 'The lock had ended already.'],
  ['analysis.start', { id: 1, state: 'running', seenKeys: 0 }, 'fine', 'The analysis has begun.'],
  ['analysis.start', { id: 1, state: 'done', seenKeys: 12_345 }, 'fine', 'Looked at 12,345 keys.'],
  [
    'analysis.start',
    { id: 1, state: 'cancelled', seenKeys: 99 },
    'fine',
    'Cancelled after 99 keys, which are kept.',
  ],
  ['analysis.pause', { seenKeys: 50 }, 'fine', 'The analysis pauses after 50 keys.'],
  ['analysis.continue', { seenKeys: 50 }, 'fine', 'The analysis goes on.'],
  ['analysis.cancel', { seenKeys: 50 }, 'fine', 'The analysis is cancelled; 50 keys are kept.'],
  ['analysis.pace', { seenKeys: 50 }, 'fine', 'The pace is changed.'],
  ['analysis.forget', { id: 1 }, 'fine', 'The analysis is forgotten.'],
];

describe('describeResult', () => {
  it.each(RESULTS)('%s (%#): what it did not reach is no success', (id, result, severity, text) => {
    const said = describeResult(id, result);
    expect([said.severity, said.text.replaceAll('\u00a0', ' ')]).toEqual([severity, text]);
  });

  it('has a sentence for every action', () => {
    // Those on keys have a test of their own.
    const others = ACTION_IDS.filter((id) => !Object.hasOwn(KEY_ACTIONS, id));
    expect(new Set(RESULTS.map(([id]) => id))).toEqual(new Set(others));
  });
});

it('says how far an invalidation has come, and of others nothing', () => {
  expect(describeProgress('cache.invalidate', invalidated(1_200, 0, false))).toBe(
    'Removed 1,200 keys so far …',
  );
  expect(describeProgress('snapshot.save', { node: 'a:6379' })).toBeNull();
});
