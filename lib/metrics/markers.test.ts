import { describe, expect, it } from 'vitest';
import { VERSIONS } from '@/lib/redis/fixtures/load-fixture';
import { infoOf } from '@/lib/redis/fixtures/info-of';
import { detectEvents } from './markers';

/** What happened, as the tables below tell it. */
type Events = ReturnType<typeof detectEvents>;
type Changes = Parameters<typeof infoOf>[1];

/** What happened between two replies of a Redis 7.2 that differ in these fields only. */
const between = (before: Changes, after: Changes) =>
  detectEvents(infoOf('redis-7.2.6', before), infoOf('redis-7.2.6', { ...before, ...after }));

describe.each(VERSIONS)('%s', (version) => {
  it('nothing has happened where nothing changed, nor before the first reply', () => {
    expect(detectEvents(infoOf(version), infoOf(version))).toEqual([]);
    expect(detectEvents(null, infoOf(version))).toEqual([]);
  });

  it('traffic alone is no event', () => {
    const busy = infoOf(version, {
      total_commands_processed: 9999,
      keyspace_hits: 9999,
      rdb_changes_since_last_save: 9999,
      used_memory: 1,
      connected_clients: 1,
      uptime_in_seconds: 9999,
    });
    expect(detectEvents(infoOf(version), busy)).toEqual([]);
  });

  it('another run id is a restart, which explains all the rest', () => {
    const restarted = infoOf(version, {
      run_id: 'another',
      role: 'slave',
      total_commands_processed: 0,
      keyspace_hits: 0,
      rdb_last_save_time: 1,
      rdb_last_bgsave_status: 'err',
    });
    expect(detectEvents(infoOf(version), restarted)).toEqual([{ kind: 'restart', text: 'Restarted' }]);
  });
});

describe('role', () => {
  it.each([
    ['master', 'slave', 'Became a replica'],
    ['slave', 'master', 'Became the primary'],
    ['replica', 'primary', 'Became the primary'],
    ['primary', 'replica', 'Became a replica'],
  ])('%s → %s: %s', (before, after, text) => {
    expect(between({ role: before }, { role: after })).toEqual([{ kind: 'role', text }]);
  });
});

describe('CONFIG RESETSTAT', () => {
  const RESET = { kind: 'resetstat', text: 'Statistics reset (CONFIG RESETSTAT)' };

  it.each(['total_commands_processed', 'total_connections_received', 'keyspace_hits'])(
    'shows in %s, which nothing else sets back',
    (field) => expect(between({ [field]: 500 }, { [field]: 2 })).toEqual([RESET]),
  );

  it('is one event however many counters fell', () => {
    const before = { total_commands_processed: 500, total_connections_received: 9, keyspace_hits: 7 };
    const after = { total_commands_processed: 1, total_connections_received: 0, keyspace_hits: 0 };
    expect(between(before, after)).toEqual([RESET]);
  });

  it('is not what a level or a missing field does', () => {
    expect(between({ used_memory: 500 }, { used_memory: 2 })).toEqual([]);
    expect(between({ keyspace_hits: 500 }, { keyspace_hits: null })).toEqual([]);
  });
});

describe('a setting', () => {
  it.each<[Changes, Changes, string]>([
    [{ maxmemory: 0 }, { maxmemory: 134217728 }, 'maxmemory changed from none to 128\u00a0MiB'],
    [
      { maxmemory_policy: 'noeviction' },
      { maxmemory_policy: 'allkeys-lru' },
      'maxmemory-policy changed from noeviction to allkeys-lru',
    ],
    [{ maxclients: 10000 }, { maxclients: 500 }, 'maxclients changed from 10,000 to 500'],
    [{ aof_enabled: 0 }, { aof_enabled: 1 }, 'appendonly changed from no to yes'],
  ])('%j → %j', (before, after, text) => {
    expect(between(before, after)).toEqual([{ kind: 'config', text }]);
  });

  it('that a version does not tell has not changed', () => {
    expect(between({ maxclients: null }, { maxclients: 500 })).toEqual([]);
  });
});

describe('a snapshot', () => {
  const idle = {
    rdb_bgsave_in_progress: 0,
    rdb_last_save_time: 100,
    rdb_last_bgsave_status: 'ok',
    rdb_last_bgsave_time_sec: -1,
  };
  const running = { ...idle, rdb_bgsave_in_progress: 1 };
  const FAILED: Events = [{ kind: 'save-failed', text: 'Snapshot failed' }];

  it.each<[string, Changes, Changes, Events]>([
    [
      'that was seen running ended, and says how long it took',
      running,
      { ...idle, rdb_last_save_time: 160, rdb_last_bgsave_time_sec: 2 },
      [{ kind: 'save', text: 'Snapshot saved in 2 s', seconds: 2 }],
    ],
    [
      'that failed says how long it tried',
      { ...running, rdb_last_bgsave_time_sec: -1 },
      { ...idle, rdb_last_bgsave_status: 'err', rdb_last_bgsave_time_sec: 4 },
      [{ kind: 'save-failed', text: 'Snapshot failed', seconds: 4 }],
    ],
    [
      'by SAVE does not take the duration of the BGSAVE before it',
      { ...idle, rdb_last_bgsave_time_sec: 60, uptime_in_seconds: 1000 },
      { rdb_last_save_time: 160, uptime_in_seconds: 1005 },
      [{ kind: 'save', text: 'Snapshot saved' }],
    ],
    [
      'that began and ended between two polls is seen all the same',
      idle,
      { rdb_last_save_time: 160, rdb_last_bgsave_time_sec: 0 },
      [{ kind: 'save', text: 'Snapshot saved in 0 s' }],
    ],
    [
      'by SAVE has no duration of its own',
      { ...idle, rdb_last_bgsave_time_sec: -1 },
      { rdb_last_save_time: 160 },
      [{ kind: 'save', text: 'Snapshot saved' }],
    ],
    ['that was seen running failed', running, { ...idle, rdb_last_bgsave_status: 'err' }, FAILED],
    ['that failed between two polls is seen by its status', idle, { rdb_last_bgsave_status: 'err' }, FAILED],
    [
      'that failed again is an event again',
      { ...running, rdb_last_bgsave_status: 'err' },
      { rdb_bgsave_in_progress: 0 },
      FAILED,
    ],
    [
      'that succeeded after one that failed is a success',
      { ...running, rdb_last_bgsave_status: 'err' },
      { ...idle, rdb_last_save_time: 160, rdb_last_bgsave_time_sec: 1 },
      [{ kind: 'save', text: 'Snapshot saved in 1 s', seconds: 1 }],
    ],
    ['that is still running has not ended', idle, { rdb_bgsave_in_progress: 1 }, []],
    ['that goes on running has not ended', running, {}, []],
    ['for a replica only (diskless) saved nothing', running, idle, []],
    ['that failed long ago is no news', { ...idle, rdb_last_bgsave_status: 'err' }, {}, []],
  ])('%s', (_title, before, after, expected) => expect(between(before, after)).toEqual(expected));
});

describe('an AOF rewrite', () => {
  const idle = {
    aof_rewrite_in_progress: 0,
    aof_last_bgrewrite_status: 'ok',
    aof_last_rewrite_time_sec: -1,
    aof_rewrites: 3,
  };
  const running = { ...idle, aof_rewrite_in_progress: 1, aof_rewrites: 4 };
  const DONE = [{ kind: 'rewrite', text: 'AOF rewritten in 3 s', seconds: 3 }];
  const FAILED = [{ kind: 'rewrite-failed', text: 'AOF rewrite failed' }];

  it.each<[string, Changes, Changes, unknown[]]>([
    [
      'that was seen running ended',
      running,
      { ...idle, aof_rewrites: 4, aof_last_rewrite_time_sec: 3 },
      DONE,
    ],
    [
      'between two polls is seen by its count (7.0)',
      idle,
      { aof_rewrites: 4, aof_last_rewrite_time_sec: 3 },
      DONE,
    ],
    [
      'before 7.0, without a count, is seen while it runs',
      { ...running, aof_rewrites: null },
      { aof_rewrite_in_progress: 0, aof_rewrites: null, aof_last_rewrite_time_sec: 3 },
      DONE,
    ],
    [
      'that failed says so',
      running,
      { aof_rewrite_in_progress: 0, aof_last_bgrewrite_status: 'err' },
      FAILED,
    ],
    ['that has begun is no event yet', idle, running, []],
    ['that goes on is no event', running, {}, []],
  ])('%s', (_title, before, after, expected) => expect(between(before, after)).toEqual(expected));
});

it('several events of one interval come in the order in which they matter', () => {
  const before = { role: 'master', keyspace_hits: 9, rdb_last_save_time: 100, aof_rewrite_in_progress: 1 };
  const after = { role: 'slave', keyspace_hits: 0, rdb_last_save_time: 160, aof_rewrite_in_progress: 0 };
  expect(between(before, after).map(({ kind }) => kind)).toEqual(['role', 'resetstat', 'save', 'rewrite']);
});
