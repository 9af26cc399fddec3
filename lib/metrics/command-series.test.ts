import { describe, expect, it } from 'vitest';
import { commandHistory, commandLayers, pointsWithoutOwn, type CommandPoints } from './command-series';
import type { Point } from './series';

const flat = (...values: (number | null)[]): Point[] =>
  values.map((value, index) => [(index + 1) * 1000, value, value, value]);

const command = (
  calls: Point[],
  microseconds: Point[],
  more: Partial<CommandPoints> = {},
): CommandPoints => ({
  ...{ calls, microseconds, failedCalls: [], rejectedCalls: [], ownCalls: [] },
  ...more,
});

const means = (points: readonly Point[]) => points.map(([, value]) => value);

describe('the layers of the stacked charts', () => {
  const points = new Map([
    ['get', command(flat(100, 200), flat(10_000, 20_000))],
    ['set', command(flat(10, 20), flat(1_000, 2_000))],
    ['incr', command(flat(1, 2), flat(100, 200))],
    ['other', command(flat(3, null), flat(300, null))],
  ]);

  it('are the named ones in their order, and all others together', () => {
    const layers = commandLayers(points, ['set', 'get'], 1);
    expect(layers.map(({ command }) => command)).toEqual(['set', 'get', null]);
    expect(means(layers[2]!.callsPerSecond)).toEqual([4, 2]);
    expect(means(layers[1]!.mainThreadRatio)).toEqual([0.01, 0.02]);
  });

  it('lose nothing: they add up to all commands', () => {
    const layers = commandLayers(points, ['get'], 1);
    const sum = (index: number) =>
      layers.reduce((all, { callsPerSecond }) => all + callsPerSecond[index]![1]!, 0);
    expect([sum(0), sum(1)]).toEqual([114, 222]);
  });

  it('are of the mean main thread of several nodes', () => {
    expect(means(commandLayers(points, ['get'], 2)[0]!.mainThreadRatio)).toEqual([0.005, 0.01]);
  });

  it('name none that has no points, and no others where there are none', () => {
    expect(commandLayers(points, ['get', 'set', 'incr', 'other', 'gone'], 1)).toHaveLength(4);
  });
});

describe('the history of a command', () => {
  it('has the time per call of each step: of its time and its calls, whatever the lifetime mean is', () => {
    const { microsecondsPerCall } = commandHistory(command(flat(10, 0, null, 5), flat(150, 0, null, 500)), 1);
    expect(means(microsecondsPerCall)).toEqual([15, null, null, 100]);
  });

  it('has failed and rejected calls as errors, and none where the server does not count them', () => {
    const counted = command(flat(10), flat(10), { failedCalls: flat(2), rejectedCalls: flat(3) });
    expect(means(commandHistory(counted, 1).errorsPerSecond)).toEqual([5]);
    expect(commandHistory(command(flat(10), flat(10)), 1).errorsPerSecond).toEqual([]);
  });
});

describe("the dashboard's own calls", () => {
  it('are counted out step by step, with their time', () => {
    const rest = pointsWithoutOwn(command(flat(10, 8, 4), flat(1_000, 400, 40), { ownCalls: flat(4, 8, 0) }));
    expect(means(rest.calls)).toEqual([6, 0, 4]);
    expect(means(rest.microseconds)).toEqual([600, 0, 40]);
  });

  it('leave a gap a gap, and never less than nothing', () => {
    const rest = pointsWithoutOwn(command(flat(null, 2, 0), flat(null, 20, 0), { ownCalls: flat(1, 3, 1) }));
    expect(means(rest.calls)).toEqual([null, 0, 0]);
  });
});
