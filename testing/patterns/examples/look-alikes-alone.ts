import type { LookAlike } from './look-alikes';
import { uuid } from './ids';

/** What belongs to a library where it runs, and to nobody where it does not; and names that are taken otherwise. */
export function aloneLookAlikes(now: number): LookAlike[] {
  const seconds = Math.floor(now / 1000);
  return [
    ['names, without Sidekiq', null, ['SADD', 'queues', 'north', 'south']],
    ['programs', null, ['SADD', 'processes', 'nginx', 'redis']],
    ['shifts', 'events-by-time.events', ['ZADD', 'schedule', seconds - 9, '{"shift":"early"}']],
    ['attempts by name', 'ranking.board', ['ZADD', 'retry', 3, 'ann', 1, 'bob']],
    ['years', 'ranking.board', ['ZADD', 'dead', 1616, 'Shakespeare', 1832, 'Goethe']],
    ['what is being rested', null, ['SADD', 'paused', 'ann']],
    ['a mark', null, ['SET', 'process_cleanup', 1]],
    ['a department', null, ['HSET', 'it-support', 'floor', 3]],
    ['a count', null, ['SET', 'stat:processed', 5]],
    ['a count of a day', 'dated-count.daily', ['SET', 'stat:processed:2026-11-21', 5]],
    ['a network', null, ['HSET', 'host:7:0123456789ab', 'name', 'printer']],
    ['directions', null, ['SADD', 'rq:queues', 'north', 'south']],
    ['people', null, ['SADD', 'resque:workers', 'ann', 'bob']],
    ['recipes', null, ['RPUSH', 'celery', '{"dish":"soup"}']],
    ['letters', null, ['HSET', 'unacked', 'a', 'b']],
    ['letters by time', 'events-by-time.events', ['ZADD', 'unacked_index', seconds - 9, 'a']],
    ['ids that wait, without their jobs', 'list-queue.messages', ['RPUSH', 'queue:mail', '1', '2']],
    ['ids at work, without their jobs', null, ['SADD', 'queue:mail:processing', '3']],
    [
      'ids that are due, without their jobs',
      'due-by-content.due',
      ['ZADD', 'queue:mail:delayed', seconds + 600, '4'],
    ],
    ['a count, without Django', null, ['SET', 'blog:1:hits', 7, 'EX', 300]],
    ['a count, without Laravel', null, ['SET', 'laravel_cache_hits', 7]],
    ['whose address it is, without NextAuth', null, ['SET', 'user:email:ann', uuid(80)]],
    [
      'a token, without NextAuth',
      null,
      ['SET', 'user:token:a', '{"identifier":"a","token":"b","expires":"c"}'],
    ],
    ['tasks as text', 'list-queue-alone.work', ['RPUSH', 'tasks', 'buy milk']],
    ['how often each was ordered', null, ['HSET', 'orders', 'tea', 7]],
    ['prices by name', null, ['HSET', 'prices', 'tea', 450]],
    ['names of drivers', null, ['SADD', 'drivers', 'ann']],
    ['words', null, ['RPUSH', 'write_queue', 'ann', 'bob']],
    ['words', null, ['RPUSH', 'refresh_queue', 'ann', 'bob']],
    ['changes as a stream', 'stream.stream', ['XADD', 'db:updates', '*', 'user', 7]],
    ['points as a hash', null, ['HSET', 'leaderboard', 'ann', 7]],
    ['rates as JSON', null, ['SET', 'metrics:realtime', '{"requests":7}']],
    ['the last line', null, ['SET', 'activity_log', 'ann signed in']],
    ['how many are here', null, ['SET', 'users:online', 17]],
    ['since when each is here', null, ['HSET', 'online:users', 'ann', seconds]],
    ['users by the time they came', 'events-by-time.events', ['ZADD', 'all_users', seconds - 9, 'ann']],
    ['ids of products', null, ['SADD', 'products:featured', '7', '8']],
    ['the last activity of each', null, ['HSET', 'user_activity', 'ann', 'login']],
    ['how many came', null, ['SET', 'unique_visitors', 1_042]],
  ];
}
