import { describe, expect, it } from 'vitest';
import { parseTimeSeriesInfo } from './parse-time-series-info';
import { parseTimeSeriesRange } from './parse-time-series-range';
import type { Reply } from './reply';

/** The module is part of no server here: these are the shapes that Redis's own pages of TS.INFO and TS.RANGE give. */
describe('TS.INFO', () => {
  const ends = ['firstTimestamp', 1_000, 'lastTimestamp', 3_020, 'retentionTime', 86_400_000];
  const flat: Reply[] = [
    ...['totalSamples', 9, 'memoryUsage', 4_246, ...ends, 'chunkCount', 1, 'chunkSize', 4_096],
    ...['chunkType', 'compressed', 'duplicatePolicy', null],
    'labels',
    [
      ['room', 'kitchen'],
      ['type', 'temperature'],
    ],
    ...['sourceKey', null, 'rules'],
    [['temperature:hourly', 3_600_000, 'AVG', 0]],
  ];
  const expected = {
    ...{ samples: 9, memoryBytes: 4_246, firstAt: 1_000, lastAt: 3_020, retentionMs: 86_400_000, chunks: 1 },
    duplicatePolicy: null,
    labels: [
      ['room', 'kitchen'],
      ['type', 'temperature'],
    ],
    sourceKey: null,
    rules: [{ key: 'temperature:hourly', bucketMs: 3_600_000, aggregator: 'AVG' }],
  };

  it('in RESP2', () => expect(parseTimeSeriesInfo(flat)).toEqual(expected));

  it('in RESP3, where labels and rules are maps', () => {
    const map = new Map<Reply, Reply>();
    for (let at = 0; at < flat.length; at += 2) map.set(flat[at]!, flat[at + 1]!);
    map.set('labels', new Map([['room', 'kitchen'] as const, ['type', 'temperature'] as const]));
    map.set('rules', new Map([['temperature:hourly', [3_600_000, 'AVG', 0]]]));
    expect(parseTimeSeriesInfo(map)).toEqual(expected);
  });

  it('an empty series has no first moment, and 0 is no retention', () => {
    const empty = ['totalSamples', 0, 'firstTimestamp', 0, 'lastTimestamp', 0, 'retentionTime', 0];
    expect(parseTimeSeriesInfo([...empty, 'labels', [], 'rules', []])).toMatchObject({
      ...{ samples: 0, firstAt: null, lastAt: null, retentionMs: null, labels: [], rules: [] },
    });
  });

  it('one label is a pair, not a name and a value', () => {
    expect(parseTimeSeriesInfo(['totalSamples', 1, 'labels', [['room', 'study']]])?.labels).toEqual([
      ['room', 'study'],
    ]);
  });

  it('an error is none', () => {
    expect(parseTimeSeriesInfo(new Error('TSDB: the key does not exist'))).toBeNull();
  });
});

describe('TS.RANGE', () => {
  it.each<[string, Reply, [number, number][]]>([
    [
      'texts in RESP2',
      [
        [1000, '30'],
        [1010, '35.5'],
      ],
      [
        [1000, 30],
        [1010, 35.5],
      ],
    ],
    [
      'doubles in RESP3',
      [
        [1000, 30],
        [1010, 35.5],
      ],
      [
        [1000, 30],
        [1010, 35.5],
      ],
    ],
    ['an exponent', [[1, '1e+300']], [[1, 1e300]]],
    [
      'no number',
      [
        [1, 'NaN'],
        [2, '-inf'],
        [3, '4'],
      ],
      [[3, 4]],
    ],
    ['nothing', [], []],
    ['an error', new Error('ERR unknown command'), []],
  ])('%s', (_name, sent, samples) => expect(parseTimeSeriesRange(sent)).toEqual(samples));
});
