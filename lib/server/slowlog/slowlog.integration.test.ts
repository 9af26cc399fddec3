import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { READS } from '@/lib/reads/reads';
import { startInside, type Inside } from '../../../testing/inside';
import { aclUsers, ask, startRedis, waitUntil, type RunningRedis } from '../../../testing/servers';
import { collector } from '../collector/collector';
import { env } from '../env';
import { readFingerprints } from '../reads/read-fingerprints';
import { readSlowlog } from '../reads/read-slowlog';
import { resetSlowlog } from '../actions/reset-slowlog';
import { setConfig } from '../actions/set-config';
import { collectNow, keepingOf } from './collect-slowlog';

/** What everybody needs to look, beside what they may read. */
const LOOK = '-@all +ping +client|setname +client|id +info +slowlog|get +acl|whoami +multi +exec +discard';
const USERS = [
  'user all on >all ~* &* +@all',
  // Of keys: some, all but some, some to write only. And one who may read no value at all.
  `user some on >some ~user:* resetchannels ${LOOK} +get +hget +lrange +sscan +zrange +xrange`,
  `user butsome on >butsome ~[^s]* resetchannels ${LOOK} +get +hget +lrange +sscan +zrange +xrange`,
  `user writer on >writer %W~* resetchannels ${LOOK} +get +hget +lrange +sscan +zrange +xrange`,
  `user strings on >strings ~* resetchannels ${LOOK} +get`,
  `user names on >names ~* resetchannels ${LOOK} +type +pttl`,
  // Collectors: one that may not ask what others may, one that may not read the slow log.
  'user modest on >modest resetchannels -@all +ping +info +command +client|setname +client|id +slowlog|get',
  'user blind on >blind resetchannels -@all +ping +info +command +client|setname +client|id +acl|dryrun',
];

let redis: RunningRedis;
let inside: Inside;
beforeAll(async () => {
  redis = await startRedis({ aclLines: [...aclUsers(), ...USERS] });
  const by = (user: string) => `redis://${user}:${user}@127.0.0.1:${redis.port}`;
  const instances = [
    { id: 'shop', url: by('collector') },
    { id: 'modest', url: by('modest') },
    { id: 'blind', url: by('blind') },
  ];
  inside = await startInside(instances);
  await waitUntil('the logs are read or refused', () =>
    ['shop', 'modest', 'blind'].every((id) => keepingOf(nodeOf(id), 'slow').state !== 'waiting'),
  );
});
afterAll(async () => {
  inside.stop();
  await redis.stop();
});

const nodeOf = (instance: string) => [...collector().instances.get(instance)!.nodes.values()][0]!;
const keepNow = () => collectNow(['shop', 'modest'].map(nodeOf));
const asAll = <T>(question: (admin: Redis) => Promise<T>) => ask(redis.port, 'all', question);

/** Logs every command of what is done, and nothing before and after. */
const logged = <T>(deed: (admin: Redis) => Promise<T>) =>
  asAll(async (admin) => {
    await admin.config('SET', 'slowlog-log-slower-than', 0);
    const result = await deed(admin).catch((error: unknown) => error);
    await admin.config('SET', 'slowlog-log-slower-than', -1);
    return result;
  });
const gets = (count: number, key: string) => (admin: Redis) => {
  const pipeline = admin.pipeline();
  for (let index = 0; index < count; index += 1) pipeline.get(`${key}:${index}`);
  return pipeline.exec();
};

const entriesAs = (user: string, query: Record<string, string> = {}, instance = 'shop') =>
  readSlowlog(inside.access(user, instance), READS.slowlog.query.parse({ count: '1024', ...query }));
const fingerprintsAs = (user: string, query: Record<string, string> = {}, instance = 'shop') =>
  readFingerprints(inside.access(user, instance), READS.fingerprints.query.parse(query));
const newestId = () =>
  asAll(async (admin) => ((await admin.call('SLOWLOG', 'GET', '1')) as [[number]])[0]?.[0] ?? -1);

/** Every byte that is kept on the disk. */
const files = () =>
  Buffer.concat(
    readdirSync(env().dataDirectory).map((name) => readFileSync(join(env().dataDirectory, name))),
  );

describe('nothing is lost', () => {
  test('of a ring that has gone round between two looks, but what it has gone over', async () => {
    // Where the log has been empty ever since, nobody can tell how many there were before the first one.
    await logged(gets(1, 'first'));
    await keepNow();
    await logged(gets(300, 'burst'));
    await keepNow();
    const { entries, gaps } = await entriesAs('all');
    const ids = entries.map(({ id }) => id).sort((a, b) => a - b);
    const lost = gaps.reduce((sum, gap) => sum + gap.entries, 0);
    expect(ids.at(-1)).toBe(await newestId());
    expect(lost).toBeGreaterThanOrEqual(300 - 128);
    expect(ids.length + lost).toBe(ids.at(-1)! + 1 - ids[0]!);
  });

  test('of ten times what the ring holds, where it is looked at often enough', async () => {
    const { entries: before, gaps } = await entriesAs('all');
    for (let round = 0; round < 13; round += 1) {
      await logged(gets(100, `round${round}`));
      await keepNow();
    }
    const after = await fingerprintsAs('all');
    expect(after.gaps).toEqual(gaps);
    expect(after.entries - before.length).toBeGreaterThanOrEqual(1300);
    const rounds = after.groups.filter(({ fingerprint }) => /^GET round\d+:\*$/.test(fingerprint));
    expect(rounds.reduce((sum, { count }) => sum + count, 0)).toBe(1300);
  });

  test('by a reset, whoever does it, and what comes after it joins', async () => {
    await logged(gets(5, 'unread'));
    // Through the dashboard: what nobody has looked at yet is kept first.
    const { nodes } = await resetSlowlog(inside.access('all'), {});
    expect(nodes[0]!.entries).toBeGreaterThanOrEqual(5);
    await logged(gets(5, 'reread'));
    await keepNow();
    await asAll((admin) => admin.call('SLOWLOG', 'RESET'));
    await logged(gets(5, 'later'));
    await keepNow();
    const { groups } = await fingerprintsAs('all');
    for (const key of ['unread', 'reread', 'later'])
      expect(groups.find(({ fingerprint }) => fingerprint === `GET ${key}:*`)).toMatchObject({ count: 5 });
  });

  test('by a restart: the next run begins at 0, and both are told apart', async () => {
    await logged(gets(7, 'run'));
    await keepNow();
    const before = nodeOf('shop').state.server?.runId;
    await redis.restart();
    await waitUntil('the collector has seen the new run', () => {
      const { state, openConnection } = nodeOf('shop');
      return openConnection !== null && state.state === 'up' && state.server?.runId !== before;
    });
    await logged(gets(7, 'run'));
    await waitUntil('both runs are there', async () => {
      const { groups } = await fingerprintsAs('all', { fingerprint: 'GET run:*' });
      return groups[0]?.count === 14;
    });
    const { entries } = await entriesAs('all', { fingerprint: 'GET run:*' });
    const ids = entries.map(({ id }) => id);
    expect(Math.min(...ids)).toBeLessThan(20);
    expect(Math.max(...ids)).toBeGreaterThan(1000);
  });
});

test('a page goes on where the one before ended, and all of them are the whole', async () => {
  await keepNow();
  const whole = (await fingerprintsAs('all')).entries;
  const seen = new Set<string>();
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: Awaited<ReturnType<typeof entriesAs>> = await entriesAs('all', {
      count: '200',
      ...(cursor !== '' && { cursor }),
    });
    for (const { at, id } of page.entries) seen.add(`${at}/${id}`);
    cursor = page.next;
  }
  expect(seen.size).toBe(whole);
});

test('steps, groups and entries tell the same of a span', async () => {
  const { steps, stepMs, groups, total, entries, from, to } = await fingerprintsAs('all', { points: '50' });
  const sum = (numbers: (number | null)[]) => numbers.reduce<number>((all, each) => all + (each ?? 0), 0);
  expect(sum(steps.map(({ count }) => count))).toBe(entries);
  expect(sum(steps.map((step) => step.total))).toBe(total);
  expect(sum(groups.map(({ count }) => count))).toBe(entries);
  expect(sum(groups.map(({ share }) => share))).toBeCloseTo(1, 9);
  expect(steps[0]!.at).toBeLessThanOrEqual(from);
  expect(steps.at(-1)!.at + stepMs).toBeGreaterThanOrEqual(to);
});

test('secrets that the server logs in clear are not in the file', async () => {
  await logged(async (admin) => {
    await admin.call('GET', 'findable:key-of-the-test');
    await admin.call('ACL', 'DRYRUN', 'all', 'AUTH', 'all', 'secret-by-dryrun');
    await admin.call('ACL', 'SETUSER', 'guest', '>secret-by-setuser').catch(() => null);
    await admin.call('AUTH', 'all', 'secret-by-auth').catch(() => null);
    await admin.config('SET', 'masterauth', 'secret-by-masterauth').catch(() => null);
    await admin.call('CONFIG', 'SET', 'tls-key-file-pass', 'secret-by-tls').catch(() => null);
    await admin
      .call('MIGRATE', '127.0.0.1', '1', 'k', '0', '10', 'AUTH', 'secret-by-migrate')
      .catch(() => null);
  });
  // Else the test would prove nothing.
  expect(JSON.stringify(await asAll((admin) => admin.call('SLOWLOG', 'GET', '128')))).toContain('secret-by-');
  await keepNow();
  const shown = JSON.stringify(await entriesAs('all', { values: '1' }));
  expect(shown).toContain('findable:key-of-the-test');
  expect(shown).not.toContain('secret-by-');
  const bytes = files();
  expect(bytes.includes('findable:key-of-the-test')).toBe(true);
  expect(bytes.includes('secret-by-')).toBe(false);
});

describe('arguments', () => {
  beforeAll(async () => {
    await logged(async (admin) => {
      await admin.set('user:1', 'value-of-user');
      await admin.set('secret:1', 'value-of-secret');
      await admin.mset('user:1', 'value-of-both', 'secret:1', 'value-of-both');
      await admin.hset('user:2', 'field', 'value-of-hash');
      await admin.eval("return 'value-in-script'", 1, 'user:1');
    });
    // On a busy machine a collector may be about to connect anew.
    await waitUntil('both collectors have kept them', async () => {
      await keepNow();
      const logs = await Promise.all(['shop', 'modest'].map((id) => entriesAs('all', { values: '1' }, id)));
      return logs.every(({ entries }) => entries.some(({ command }) => /value-in-script/.test(command)));
    });
  });
  const shownTo = async (user: string, instance = 'shop', values = '1') => {
    const { entries } = await entriesAs(user, { values }, instance);
    const text = JSON.stringify(entries.map(({ command }) => command));
    return ['of-user', 'of-secret', 'of-both', 'of-hash', 'in-script'].filter((word) =>
      text.includes(`value-${word}`),
    );
  };
  const EVERYTHING = ['of-user', 'of-secret', 'of-both', 'of-hash', 'in-script'];
  const SHOWN: [string, string[]][] = [
    ['viewer', EVERYTHING],
    ['all', EVERYTHING],
    ['some', ['of-user', 'of-hash']],
    ['butsome', ['of-user', 'of-hash']],
    ['writer', []],
    ['strings', ['of-user', 'of-secret', 'of-both']],
    ['names', []],
  ];

  test.each(SHOWN)('%s sees those of keys that they may read: %j', async (user, words) =>
    expect(await shownTo(user)).toEqual(words),
  );

  test.each(SHOWN)('%s sees the same where the collector may not ask what they may', async (user, words) =>
    expect(await shownTo(user, 'modest')).toEqual(words),
  );

  test.each(SHOWN)('%s sees the same where the ring is read as them', async (user, words) =>
    expect(await shownTo(user, 'blind')).toEqual(words),
  );

  test('nobody sees them without asking for them', async () => {
    for (const [user] of SHOWN) expect(await shownTo(user, 'shop', '0')).toEqual([]);
  });

  test('that are not shown are said to be so, beside a line that names the key', async () => {
    const { entries } = await entriesAs('some', { values: '1' });
    const of = (word: RegExp) => entries.find(({ command }) => word.test(command))!;
    expect(of(/^set secret:1/i)).toMatchObject({ command: 'set secret:1 (masked)', values: 'denied' });
    expect(of(/^set user:1/i)).toMatchObject({ command: 'set user:1 value-of-user', values: 'shown' });
    expect(of(/^eval/i)).toMatchObject({ values: 'denied' });
    expect((await entriesAs('some')).entries.every(({ values }) => values === 'masked')).toBe(true);
  });

  test('are asked about without a trace in the ACL log', async () => {
    await asAll((admin) => admin.call('ACL', 'LOG', 'RESET'));
    await shownTo('some');
    expect(await asAll((admin) => admin.call('ACL', 'LOG'))).toEqual([]);
  });
});

describe('where the collector may not read the slow log', () => {
  test('the ring is shown as the person, and the line that would mend it', async () => {
    await logged(gets(3, 'ringed'));
    const { keeping, groups, keptSince } = await fingerprintsAs('viewer', {}, 'blind');
    expect(keeping).toEqual([
      {
        node: `127.0.0.1:${redis.port}`,
        state: 'refused',
        message: 'The dashboard’s own Redis user blind may not run SLOWLOG GET.',
        line: 'ACL SETUSER blind +slowlog|get',
      },
    ]);
    expect(keptSince).toBeNull();
    expect(groups.find(({ fingerprint }) => fingerprint === 'GET ringed:*')).toMatchObject({ count: 3 });
    const { entries, next } = await entriesAs('viewer', { fingerprint: 'GET ringed:*' }, 'blind');
    expect(entries).toHaveLength(3);
    expect(next).toBeNull();
  });

  test('it is asked for once, not at every poll', async () => {
    await asAll((admin) => admin.call('ACL', 'LOG', 'RESET'));
    await collectNow([nodeOf('blind')]);
    await collectNow([nodeOf('blind')]);
    expect(await asAll((admin) => admin.call('ACL', 'LOG'))).toEqual([]);
  });
});

describe('settings', () => {
  beforeEach(() => asAll((admin) => admin.config('SET', 'slowlog-max-len', 128)));

  test('are changed on every node, and told before and after', async () => {
    const input = { name: 'slowlog-max-len', value: 200 };
    expect(await setConfig(inside.access('all'), input)).toEqual({
      ...input,
      nodes: [{ node: `127.0.0.1:${redis.port}`, before: 128, after: 200 }],
      failures: [],
    });
    expect((await fingerprintsAs('all')).settings).toEqual([
      { node: `127.0.0.1:${redis.port}`, threshold: -1, maxLength: 200 },
    ]);
  });

  test('are not told to whom CONFIG GET is refused, with the grant', async () => {
    const { settings, refused } = await fingerprintsAs('viewer');
    expect(settings).toEqual([{ node: `127.0.0.1:${redis.port}`, threshold: null, maxLength: null }]);
    expect(refused['config|get']).toMatchObject({ line: 'ACL SETUSER viewer +config|get' });
  });
});

test('a log of large commands needs Valkey 8.1', async () => {
  const asked = fingerprintsAs('all', { kind: 'large-reply' });
  await expect(asked).rejects.toMatchObject({ code: 'UNSUPPORTED', status: 501 });
});

test('what was kept of a server that is down can still be looked at', async () => {
  const viewer = inside.access('viewer');
  const query = READS.fingerprints.query.parse({});
  const before = await readFingerprints(viewer, query);
  expect(before.entries).toBeGreaterThan(1000);
  redis.kill('SIGKILL');
  await waitUntil('it is noticed', () => nodeOf('shop').state.state === 'down');
  const after = await readFingerprints(viewer, query);
  expect(after.entries).toBe(before.entries);
  expect(after.failures).toMatchObject([{ node: `127.0.0.1:${redis.port}` }]);
});
