import { describe, expect, it } from 'vitest';
import { addUpNodes, type Point } from './series';

/** Points of one value each. */
const flat = (...points: [at: number, value: number | null][]): Point[] =>
  points.map(([at, value]) => [at, value, value, value]);

const values = (points: readonly Point[]) => points.map(([at, value]) => [at, value]);

describe('several nodes on one grid', () => {
  it('add up moment by moment, the envelope too', () => {
    const points = addUpNodes('commandsPerSecond', [
      {
        commandsPerSecond: [
          [1000, 10, 5, 20],
          [2000, 12, 12, 12],
        ],
      },
      {
        commandsPerSecond: [
          [1000, 1, 0, 3],
          [2000, 3, 3, 3],
        ],
      },
    ]);
    expect(points).toEqual([
      [1000, 11, 5, 23],
      [2000, 15, 15, 15],
    ]);
  });

  it('follow the rule of the metric: the worst of them for the lag, nothing for what does not add up', () => {
    const lag = { replicationLagBytes: flat([1000, 5]) };
    const more = { replicationLagBytes: flat([1000, 70]) };
    expect(values(addUpNodes('replicationLagBytes', [lag, more]))).toEqual([[1000, 70]]);
    const memory = { totalSystemMemoryBytes: flat([1000, 64]) };
    expect(values(addUpNodes('totalSystemMemoryBytes', [memory, memory]))).toEqual([[1000, null]]);
  });

  it('make a hit rate from the sums of their lookups, without an envelope that nobody can know', () => {
    const node = (hits: number, misses: number) => ({
      hitRatio: flat([1000, hits / (hits + misses)]),
      hitsPerSecond: flat([1000, hits]),
      missesPerSecond: flat([1000, misses]),
    });
    expect(addUpNodes('hitRatio', [node(980, 20), node(0, 1000)])).toEqual([[1000, 0.49, 0.49, 0.49]]);
  });

  it('are put in order of time, whatever the order of the nodes', () => {
    const points = addUpNodes('connectedClients', [
      { connectedClients: flat([3000, 1], [4000, 1]) },
      { connectedClients: flat([1000, 2], [2000, 2]) },
    ]);
    expect(points.map(([at]) => at)).toEqual([1000, 2000, 3000, 4000]);
  });

  it('are nothing without points', () => {
    expect(addUpNodes('connectedClients', [])).toEqual([]);
    expect(addUpNodes('connectedClients', [{}, { connectedClients: [] }])).toEqual([]);
  });
});

describe('a node that has no point at a moment', () => {
  it('keeps the one before: a reply that came a moment late is no fall of the sum', () => {
    const prompt = { connectedClients: flat([1000, 10], [2000, 10], [3000, 10], [4000, 10]) };
    const late = { connectedClients: flat([1000, 5], [3000, 5]) };
    expect(values(addUpNodes('connectedClients', [prompt, late]))).toEqual([
      [1000, 15],
      [2000, 15],
      [3000, 15],
      [4000, 15],
    ]);
  });

  it('and is always a step behind still counts at every moment', () => {
    const even = { commandsPerSecond: flat([2000, 7], [4000, 7], [6000, 7]) };
    const odd = { commandsPerSecond: flat([1000, 3], [3000, 3], [5000, 3]) };
    expect(values(addUpNodes('commandsPerSecond', [even, odd])).slice(1)).toEqual([
      [2000, 10],
      [3000, 10],
      [4000, 10],
      [5000, 10],
      [6000, 10],
    ]);
  });

  it('because it was down or silent counts no longer, from its gap on', () => {
    const fine = { connectedClients: flat([1000, 10], [2000, 10], [3000, 10], [4000, 10]) };
    const down = { connectedClients: flat([1000, 5], [2000, null], [4000, 6]) };
    expect(values(addUpNodes('connectedClients', [fine, down]))).toEqual([
      [1000, 15],
      [2000, 10],
      [3000, 10],
      [4000, 16],
    ]);
  });

  it('because it joined later counts from its first point on', () => {
    const old = { connectedClients: flat([1000, 10], [2000, 10]) };
    const fresh = { connectedClients: flat([2000, 1]) };
    expect(values(addUpNodes('connectedClients', [old, fresh]))).toEqual([
      [1000, 10],
      [2000, 11],
    ]);
  });

  it('where none has one is a gap of the instance', () => {
    const down = { connectedClients: flat([1000, 5], [2000, null]) };
    expect(values(addUpNodes('connectedClients', [down, down]))).toEqual([
      [1000, 10],
      [2000, null],
    ]);
  });
});
