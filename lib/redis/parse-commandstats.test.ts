import { describe, expect, it } from 'vitest';
import { fixture, VERSIONS } from './fixtures/load-fixture';
import { readCommandStats, readErrorStats } from './parse-commandstats';
import { parseInfo } from './parse-info';

describe.each(VERSIONS)('commandstats of %s', (version) => {
  const stats = readCommandStats(parseInfo(fixture(version, 'INFO_commandstats.txt')));
  const isOld = version === 'redis-5.0.14';

  it('counts calls and time of each command', () => {
    expect(stats.get('rpush')?.calls).toBe(200);
    expect(stats.get('eval')?.calls).toBe(1);
    expect(stats.get('eval')?.usec).toBeGreaterThan(14_000);
  });

  it('counts refused and failed calls where the version does', () => {
    expect(stats.get('get')?.rejectedCalls).toBe(isOld ? null : 2);
    expect(stats.get('get')?.failedCalls).toBe(isOld ? null : 0);
    expect(stats.get('get')?.calls).toBe(isOld ? 2 : 1);
  });

  it('names subcommands from 7.0 on and containers before', () => {
    const hasSubcommands = !isOld && version !== 'redis-6.2.16';
    expect(stats.has('client|setname')).toBe(hasSubcommands);
    expect(stats.has('client')).toBe(!hasSubcommands);
  });

  it('reads the same from a whole INFO', () => {
    const all = readCommandStats(parseInfo(fixture(version, 'INFO_all.txt')));
    expect([...all.keys()]).toEqual(
      expect.arrayContaining([...stats.keys()].filter((name) => name !== 'info')),
    );
  });
});

describe('errorstats', () => {
  it.each(VERSIONS.filter((version) => version !== 'redis-5.0.14'))('of %s', (version) => {
    const stats = readErrorStats(parseInfo(fixture(version, 'INFO_errorstats.txt')));
    expect(Object.fromEntries(stats)).toEqual({
      ERR: version === 'redis-6.2.16' ? 3 : 2,
      NOPERM: 3,
      WRONGPASS: 1,
      WRONGTYPE: 1,
    });
  });

  it('are not kept before 6.2', () => {
    expect(readErrorStats(parseInfo(fixture('redis-5.0.14', 'INFO_all.txt'))).size).toBe(0);
  });
});

describe('what other versions and engines print', () => {
  it('is not upset by fields at the end (Redis 8.8) or by commands of modules', () => {
    const info = parseInfo(
      'cmdstat_get:calls=3,usec=9,usec_per_call=3.00,rejected_calls=0,failed_calls=1,slowlog_count=2,slowlog_time_ms_sum=4\r\n' +
        'cmdstat_JSON.SET:calls=1,usec=5,usec_per_call=5.00\r\n',
    );
    expect(Object.fromEntries(readCommandStats(info))).toEqual({
      get: { calls: 3, usec: 9, rejectedCalls: 0, failedCalls: 1 },
      'json.set': { calls: 1, usec: 5, rejectedCalls: null, failedCalls: null },
    });
  });

  it('is empty where the section is missing or unreadable', () => {
    expect(readCommandStats(parseInfo('')).size).toBe(0);
    expect(readCommandStats(parseInfo('cmdstat_get:N/A\r\n')).size).toBe(0);
    expect(readErrorStats(parseInfo('errorstat_ERR:\r\n')).size).toBe(0);
  });
});
