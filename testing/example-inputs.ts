import type { ActionInput } from '@/lib/actions/action-inputs';
import type { ActionId } from '@/lib/actions/actions';

/** What the actions below are about; none of it need be there. */
export const QUEUE = { db: 0, thing: 'job-queue/mail' };
export const CIRCUIT = { db: 0, thing: 'circuits', circuit: 'payments' };
export const BOARD = { db: 0, thing: 'leaderboard/global', key: 'leaderboard:global' };
export const CACHE = { db: 0, thing: 'cache-tags' };
export const STREAM = { db: 0, thing: 'work/orders', key: 'orders' };
export const PENDING = { ...STREAM, group: 'shipping', ids: ['1-1', '1-2', '2-1', '3-1'] };
export const ANALYSIS = { db: 0, id: 7 };
export const SESSIONS = { db: 0, thing: 'session' };
export const KEY = { db: 0, key: 'cart:42' };
export const SESSION = 'session:0b1d5f0c-7c1e-4f51-9a55-6d1f2a3b4c5d';

/** An input of each action that its schema takes. */
export const EXAMPLE_INPUTS: { [Id in ActionId]: ActionInput<Id> } = {
  'client.kill': { clients: [{ node: 'a:6379', id: 12 }] },
  'client.unblock': { node: 'a:6379', id: 12 },
  'snapshot.save': { node: 'a:6379' },
  'aof.rewrite': {},
  'slowlog.reset': {},
  'config.set': { name: 'slowlog-max-len', value: 128 },
  'latency.monitor': { thresholdMs: 100 },
  'latency.reset': {},
  'memory.purge': {},
  'instance.reconnect': {},
  'history.forget': {},
  'slowlog.forget': {},
  'clients.forget': {},
  'login.revoke': { sid: '0b9f4a1e-6f0a-4f43-9a8e-3d3a52c5a001' },
  'alert.acknowledge': { id: 7 },
  'alert.silence': { rule: 'memory.near-limit', node: 'a:6379', until: 1_800_000_000_000 },
  'alert.unsilence': { rule: 'memory.near-limit', node: 'a:6379' },
  'rule.set': { rule: 'memory.near-limit', levels: null },
  'webhook.set': { name: 'on-call', preset: 'slack', url: 'https://hooks.example.com/services/T0/secret' },
  'webhook.remove': { id: '0b9f4a1e-6f0a-4f43-9a8e-3d3a52c5a001' },
  'webhook.test': { id: '0b9f4a1e-6f0a-4f43-9a8e-3d3a52c5a001' },
  'analytics.scan': { db: 0, pace: 'gentle' },
  'thing.change': { db: 0, thing: 'counter/page_views', pinned: true, name: null, timeZone: 'Europe/Berlin' },
  'pattern.describe': {
    db: 1,
    id: 'visits',
    template: 'visits:{shop}',
    pattern: 'counters',
    like: 'counter.total',
  },
  'pattern.forget': { db: 0, id: 'visits' },
  'pattern.import': { db: 0, patterns: [], things: { 'counter/page_views': { pinned: true } } },
  'message.publish': { channel: 'news', message: 'hello' },
  'leaderboard.increment': { ...BOARD, member: 'ann', points: 2.5 },
  'leaderboard.remove': { ...BOARD, member: 'ann' },
  'job.requeue': { ...QUEUE, job: '42', shown: { lane: 'processing', startedAt: null } },
  'job.remove': { ...QUEUE, job: '42', lane: 'waiting' },
  'queue.purge': { ...QUEUE, lane: 'failed', jobs: 12 },
  'circuit.close': { ...CIRCUIT },
  'circuit.open': { ...CIRCUIT, seconds: 60 },
  'session.revoke': { ...SESSIONS, sessions: [{ key: SESSION }, { key: 'session:2', user: 'ann' }] },
  'user.signout': { ...SESSIONS, user: 'ann' },
  'session.extend': { ...SESSIONS, key: SESSION, seconds: 3600 },
  'index.clean': { ...SESSIONS, key: 'user_sessions:ann' },
  'stream.ack': PENDING,
  'stream.claim': { ...PENDING, consumer: 'worker-2', minIdleMs: 60_000 },
  'stream.trim': { ...STREAM, maxLength: 1000, exact: false, count: 234 },
  'limit.reset': { db: 0, thing: 'rate', keys: ['rate:user:1', 'rate:user:2', 'rate:user:3', 'rate:user:4'] },
  'cache.invalidate': { ...CACHE, tag: 'tag:news', count: 3 },
  'key.expire': { db: 0, keys: ['cart:42'], seconds: 3600 },
  'key.persist': KEY,
  'key.rename': { ...KEY, to: 'cart:43', overwrite: false },
  'key.unlink': { db: 0, keys: ['cart:1', 'cart:2', 'cart:3', 'cart:4'] },
  'key.edit': { ...KEY, part: { type: 'string', before: 'old', after: 'new' } },
  'element.add': { ...KEY, element: { type: 'hash', field: 'apple', value: '3' } },
  'element.remove': { ...KEY, element: { type: 'hash', field: 'apple', before: '3' } },
  'keys.unlink': { db: 0, match: 'cart:*', count: 12, pace: 'gentle' },
  'keys.expire': { db: 0, match: 'cart:*', count: 12, pace: 'gentle', seconds: 60, spreadSeconds: 0 },
  'bulk.cancel': { audit: 42 },
  'lock.release': { db: 0, thing: 'lock', key: 'lock:stock', holder: '7f3c2b1a…2a3b' },
  'analysis.start': { db: 0, pace: 'fast', detail: 'full', sampleKeys: 10_000, separators: ':/' },
  'analysis.pause': ANALYSIS,
  'analysis.continue': ANALYSIS,
  'analysis.cancel': ANALYSIS,
  'analysis.pace': { ...ANALYSIS, pace: 'normal' },
  'analysis.forget': ANALYSIS,
};
