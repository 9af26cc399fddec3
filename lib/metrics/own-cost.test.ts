import { describe, expect, it } from 'vitest';
import { fixture } from '@/lib/redis/fixtures/load-fixture';
import { parseInfo } from '@/lib/redis/parse-info';
import { readCommandStats } from '@/lib/redis/parse-commandstats';
import { ownCost, type CostSnapshot } from './own-cost';

type Calls = Record<string, number>;
type Stats = Record<string, [calls: number, usec: number]>;

const moment = (serverTimeMs: number, own: Calls, stats: Stats): CostSnapshot => ({
  serverTimeMs,
  ownCalls: new Map(Object.entries(own)),
  stats: new Map(Object.entries(stats).map(([name, [calls, usec]]) => [name, { calls, usec }])),
});

describe('what the dashboard costs', () => {
  const before = moment(0, { info: 10 }, { info: [10, 1000], get: [1000, 2000] });

  it('is its calls at the mean time of their command, as a share of all', () => {
    const after = moment(5000, { info: 15 }, { info: [15, 1250], get: [1095, 2750] });
    expect(ownCost(before, after)).toEqual({
      commandsPerSecond: 1,
      microsecondsPerSecond: 50,
      commandShare: 0.05,
      timeShare: 0.25,
    });
  });

  it('shares the time of a command that applications send too by the number of calls', () => {
    const after = moment(2000, { info: 10, get: 4 }, { info: [10, 1000], get: [1016, 2160] });
    expect(ownCost(before, after)).toEqual({
      commandsPerSecond: 2,
      microsecondsPerSecond: 20,
      commandShare: 0.25,
      timeShare: 0.25,
    });
  });

  it('counts a command that is called for the first time', () => {
    const after = moment(
      1000,
      { info: 11, 'slowlog|get': 1 },
      {
        info: [11, 1100],
        get: [1000, 2000],
        'slowlog|get': [1, 100],
      },
    );
    expect(ownCost(before, after)).toEqual({
      commandsPerSecond: 2,
      microsecondsPerSecond: 200,
      commandShare: 1,
      timeShare: 1,
    });
  });

  it('finds subcommands under their container before 7.0', () => {
    const old = { config: [4, 100], client: [2, 20] } satisfies Stats;
    const after = moment(1000, { 'client|list': 2, 'config|get': 1 }, { config: [5, 130], client: [6, 60] });
    expect(ownCost(moment(0, {}, old), after)).toMatchObject({
      commandsPerSecond: 3,
      microsecondsPerSecond: 2 * 10 + 1 * 30,
    });
  });

  it('is nothing while only others work', () => {
    const after = moment(1000, { info: 10 }, { info: [10, 1000], get: [2000, 4000] });
    expect(ownCost(before, after)).toEqual({
      commandsPerSecond: 0,
      microsecondsPerSecond: 0,
      commandShare: 0,
      timeShare: 0,
    });
  });

  it('has no share of nothing', () => {
    const idle = moment(1000, { info: 10 }, { info: [10, 1000], get: [1000, 2000] });
    expect(ownCost(before, idle)).toMatchObject({ commandShare: null, timeShare: null });
  });

  it('is never more than all: our calls can be counted a reply earlier than the server’s', () => {
    const after = moment(1000, { info: 13 }, { info: [11, 1100], get: [1000, 2000] });
    expect(ownCost(before, after)).toMatchObject({ commandsPerSecond: 3, commandShare: 1, timeShare: 1 });
  });
});

describe('is unknown', () => {
  const before = moment(1000, {}, { info: [10, 1000], get: [3, 30] });

  it.each<[string, CostSnapshot]>([
    ['after a restart or RESETSTAT: calls fell', moment(2000, {}, { info: [2, 20], get: [4, 40] })],
    ['when only the time fell', moment(2000, {}, { info: [11, 20], get: [3, 30] })],
    [
      'when a command has left the list, though what is left has risen again',
      moment(2000, {}, { info: [11, 1100] }),
    ],
    ['when no time has passed', moment(1000, {}, { info: [11, 1100], get: [3, 30] })],
    ['when the clock went backwards', moment(500, {}, { info: [11, 1100], get: [3, 30] })],
  ])('%s', (_title, after) => expect(ownCost(before, after)).toBeNull());
});

it.each([
  ['redis-5.0.14', 'config', 159 / 4],
  ['redis-7.0.15', 'config|set', 257 / 2],
] as const)('reads real commandstats: %s counts CONFIG SET as %s', (version, name, usecPerCall) => {
  const stats = readCommandStats(parseInfo(fixture(version, 'INFO_commandstats.txt')));
  const before = { serverTimeMs: 0, ownCalls: new Map(), stats: new Map() };
  const after = { serverTimeMs: 1000, ownCalls: new Map([['config|set', 2]]), stats };
  expect(stats.has(name)).toBe(true);
  expect(ownCost(before, after)?.microsecondsPerSecond).toBeCloseTo(2 * usecPerCall, 9);
});
