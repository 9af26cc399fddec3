import { describe, expect, it } from 'vitest';
import { asFlatArrays, asObjects, reply, VERSIONS, type Version } from './fixtures/load-fixture';
import { parseLatencyHistogram } from './parse-latency-histogram';

const SINCE_7 = VERSIONS.filter((version) => version !== 'redis-5.0.14' && version !== 'redis-6.2.16');

const RPUSH: Partial<Record<Version, [number, number][]>> = {
  'redis-7.0.15': [
    [1, 189],
    [2, 194],
    [4, 195],
    [8, 197],
    [33, 199],
    [132, 200],
  ],
  'redis-8.0.6': [
    [1, 193],
    [2, 195],
    [4, 196],
    [33, 199],
    [66, 200],
  ],
  'valkey-8.1.1': [
    [1, 195],
    [4, 196],
    [8, 197],
    [16, 198],
    [33, 200],
  ],
};

describe.each(SINCE_7)('LATENCY HISTOGRAM of %s', (version) => {
  const histograms = parseLatencyHistogram(reply(version, 'LATENCY HISTOGRAM'));

  it('reads cumulative buckets up to the number of calls', () => {
    expect(histograms.get('rpush')?.calls).toBe(200);
    expect(histograms.get('rpush')?.buckets.at(-1)?.[1]).toBe(200);
    if (RPUSH[version]) expect(histograms.get('rpush')?.buckets).toEqual(RPUSH[version]);
    for (const { calls, buckets } of histograms.values()) expect(buckets.at(-1)?.[1]).toBe(calls);
  });

  it('names subcommands', () => {
    expect(histograms.has('client|list')).toBe(true);
    expect(histograms.size).toBeGreaterThan(20);
  });

  it('reads alike in every RESP3 shape', () => {
    const sent = reply(version, 'LATENCY HISTOGRAM get', 'resp3');
    const bound = version.startsWith('valkey') ? 2 : 1;
    const expected = new Map([['get', { calls: 1, buckets: [[bound, 1]] }]]);
    expect(parseLatencyHistogram(sent)).toEqual(expected);
    expect(parseLatencyHistogram(asObjects(sent))).toEqual(expected);
    expect(parseLatencyHistogram(asFlatArrays(sent))).toEqual(expected);
  });
});

it('has none before 7.0, where the server answers an error', () => {
  expect(parseLatencyHistogram(reply('redis-6.2.16', 'LATENCY HISTOGRAM')).size).toBe(0);
});

it('puts buckets in the order of their bounds', () => {
  const { buckets } = parseLatencyHistogram([
    'GET',
    ['calls', 2, 'histogram_usec', ['33', '2', '4', '1']],
  ]).get('get')!;
  expect(buckets).toEqual([
    [4, 1],
    [33, 2],
  ]);
});

it('passes over what is no histogram', () => {
  expect(parseLatencyHistogram(['get', 'x', 'set', ['calls', 'y']]).size).toBe(0);
  expect(parseLatencyHistogram(['get', ['calls', 0, 'histogram_usec', []]]).get('get')).toEqual({
    calls: 0,
    buckets: [],
  });
});
