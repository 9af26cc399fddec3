import { describe, expect, it } from 'vitest';
import type { CommandCounts } from './command-figures';
import { changeOf, commandTable } from './command-table';
import { nodeCommands, type LabelledIncrease, type NodeCommands } from './node-commands';

const counts = (calls: number, microseconds: number, more: Partial<CommandCounts> = {}): CommandCounts => ({
  ...{ calls, microseconds, failedCalls: 0, rejectedCalls: 0, ownCalls: 0 },
  ...more,
});

const node = (elapsedMs: number, commands: Record<string, CommandCounts>): NodeCommands => ({
  elapsedMs,
  commands: new Map(Object.entries(commands)),
});

const NOBODY = node(0, {});

/** The row of one command of a single node, in one minute. */
function minuteOf(command: CommandCounts, own = false) {
  return commandTable([node(60_000, { get: command })], [NOBODY], own).rows[0];
}

describe('a command', () => {
  it('has its rate, its mean time of this span, and its share of the thread', () => {
    expect(minuteOf(counts(6_000, 1_200_000))).toEqual({
      command: 'get',
      calls: 6_000,
      callsPerSecond: 100,
      microsecondsPerCall: 200,
      mainThreadRatio: 0.02,
      timeRatio: 1,
      failedPerSecond: 0,
      rejectedPerSecond: 0,
      errorRatio: 0,
      ownRatio: 0,
      before: null,
    });
  });

  it('fails as a share of what was asked for: a rejected call is none of the calls', () => {
    const row = minuteOf(counts(90, 900, { failedCalls: 30, rejectedCalls: 10 }));
    expect(row).toMatchObject({ failedPerSecond: 0.5, errorRatio: 0.4 });
    expect(row?.rejectedPerSecond).toBeCloseTo(1 / 6, 12);
  });

  it('that was only ever rejected is a row without a time per call', () => {
    expect(minuteOf(counts(0, 0, { rejectedCalls: 6 }))).toMatchObject({
      ...{ callsPerSecond: 0, microsecondsPerCall: null, rejectedPerSecond: 0.1, errorRatio: 1 },
    });
  });

  it('that was not asked for in the span is no row', () => {
    expect(minuteOf(counts(0, 0))).toBeUndefined();
  });

  it('of a server that does not count errors (before 6.2) has none, which is not the same as no error', () => {
    expect(minuteOf(counts(60, 600, { failedCalls: null, rejectedCalls: null }))).toMatchObject({
      ...{ callsPerSecond: 1, failedPerSecond: null, rejectedPerSecond: null, errorRatio: null },
    });
  });

  it('of a server that counts no time (Garnet) takes an unknown time, not none', () => {
    expect(minuteOf(counts(60, 0))).toMatchObject({ microsecondsPerCall: null, timeRatio: null });
  });
});

describe('the calls of this dashboard', () => {
  it('are counted out at the mean time of the command, which stays as it is', () => {
    const command = counts(1_000, 50_000, { ownCalls: 400 });
    expect(minuteOf(command)).toMatchObject({
      ...{ calls: 600, callsPerSecond: 10, microsecondsPerCall: 50, mainThreadRatio: 0.0005, ownRatio: 0.4 },
    });
    expect(minuteOf(command, true)).toMatchObject({
      ...{ calls: 1_000, microsecondsPerCall: 50, ownRatio: 0.4 },
    });
  });

  it('leave no row of a command that only we send, with one call still on its way', () => {
    expect(minuteOf(counts(60, 9_000, { ownCalls: 59 }))).toBeUndefined();
    expect(minuteOf(counts(60, 9_000, { ownCalls: 61 }))).toBeUndefined();
    expect(minuteOf(counts(60, 9_000, { ownCalls: 60 }), true)).toMatchObject({ ownRatio: 1 });
  });

  it('are not in the shares of the others', () => {
    const commands = {
      get: counts(10, 100),
      set: counts(10, 300),
      info: counts(60, 9_000, { ownCalls: 60 }),
    };
    const { rows, total } = commandTable([node(60_000, commands)], [NOBODY], false);
    expect(rows.map(({ command, timeRatio }) => [command, timeRatio])).toEqual([
      ['set', 0.75],
      ['get', 0.25],
    ]);
    expect(total).toMatchObject({ calls: 20, microsecondsPerCall: 20 });
  });
});

describe('several nodes', () => {
  const nodes = [
    node(60_000, { get: counts(600, 60_000), sort: counts(60, 30_000_000) }),
    node(30_000, { get: counts(600, 120_000) }),
  ];
  const { rows, total } = commandTable(nodes, [NOBODY, NOBODY], false);
  const row = (command: string) => rows.find((each) => each.command === command);

  it('add up by rate, each over the time that it is known for', () => {
    expect(row('get')?.callsPerSecond).toBe(10 + 20);
    expect(total.callsPerSecond).toBe(10 + 20 + 1);
  });

  it('have the mean time of all calls, not the mean of means', () => {
    expect(row('get')?.microsecondsPerCall).toBe(180_000 / 1_200);
  });

  it('have the share of the busiest main thread: half of one is not a quarter of two', () => {
    expect(row('sort')?.mainThreadRatio).toBe(0.5);
    expect(row('get')?.mainThreadRatio).toBe(0.004);
    expect(total.mainThreadRatio).toBe(30_060_000 / 60_000_000);
  });
});

describe('the span before', () => {
  it('is unknown where nobody watched, and not a zero', () => {
    const { rows, total } = commandTable([node(60_000, { get: counts(60, 600) })], [NOBODY], false);
    expect([rows[0]?.before, total.before]).toEqual([null, null]);
  });

  it('knows a command that was not called then as not called', () => {
    const now = node(60_000, { get: counts(60, 600) });
    const before = node(60_000, { set: counts(120, 1_800) });
    const { rows, total } = commandTable([now], [before], false);
    expect(rows.map(({ command }) => command)).toEqual(['get']);
    expect(rows[0]?.before).toMatchObject({ calls: 0, callsPerSecond: 0, microsecondsPerCall: null });
    expect(total.before).toMatchObject({ callsPerSecond: 2, microsecondsPerCall: 15 });
  });

  it.each([
    [30, 20, 0.5],
    [10, 20, -0.5],
    [20, 20, 0],
    [20, 0, null],
    [null, 20, null],
    [20, null, null],
    [20, undefined, null],
  ])('%s after %s is a change of %s', (now, before, change) => {
    expect(changeOf(now, before)).toBe(change);
  });
});

describe('the families of a node', () => {
  const of = (...series: LabelledIncrease[]) => ({ series });
  const increase = (label: string, value: number | null, elapsedMs = 60_000) => ({
    ...{ label, increase: value, elapsedMs },
  });
  const NONE = { microseconds: of(), failedCalls: of(), rejectedCalls: of(), ownCalls: of() };

  it('are laid side by side; what one of them lacks is unknown, or none of ours', () => {
    const { commands } = nodeCommands({
      calls: of(increase('get', 60), increase('set', 10)),
      microseconds: of(increase('get', 900), increase('set', 100)),
      failedCalls: of(increase('get', 3)),
      rejectedCalls: of(increase('get', 1)),
      ownCalls: of(increase('get', 5)),
    });
    expect(Object.fromEntries(commands)).toEqual({
      get: { calls: 60, microseconds: 900, failedCalls: 3, rejectedCalls: 1, ownCalls: 5 },
      set: { calls: 10, microseconds: 100, failedCalls: null, rejectedCalls: null, ownCalls: 0 },
    });
  });

  it('are of the time that the node is known for: one call in the last second of a minute is one a minute', () => {
    const known = nodeCommands({ ...NONE, calls: of(increase('get', 600), increase('flushdb', 1, 1_000)) });
    expect(known.elapsedMs).toBe(60_000);
    const { rows } = commandTable([known], [NOBODY], false);
    expect(rows.find(({ command }) => command === 'flushdb')?.callsPerSecond).toBe(1 / 60);
  });

  it('of a node that nobody watched are nothing at all', () => {
    expect(nodeCommands({ ...NONE, calls: of() })).toEqual({ elapsedMs: 0, commands: new Map() });
    expect(nodeCommands({ ...NONE, calls: of(increase('get', null, 0)) }).commands.size).toBe(0);
  });
});
