import { describe, expect, it } from 'vitest';
import type { Reply } from '@/lib/redis/reply';
import type { Command, Plan } from '../plan';
import { openModuleSeries } from './module-source';
import type { Ask } from './source';
import { writeModulePoint } from './write';

/** The module is part of no server here, so its replies, in the shapes of its own documentation, are played. */
function play<T>(plan: Plan<T>, answer: (command: Command) => Reply): { result: T; sent: string[] } {
  const sent: string[] = [];
  let next = plan.next();
  while (!next.done) {
    sent.push(...next.value.commands.map((command) => command.join(' ')));
    next = plan.next(next.value.commands.map(answer));
  }
  return { result: next.value, sent };
}

const STEP = 60_000;
const from = 1_732_180_020_000;
const to = from + 10 * STEP;
const grid = { from, to, stepMs: STEP };
const asked: Ask = { budget: { readings: 1_000, bytes: 1e6 }, measures: true, settings: {}, now: to };

const info = (samples: number): Reply[] => [
  ...['totalSamples', samples, 'memoryUsage', 4_246, 'firstTimestamp', from, 'lastTimestamp', to],
  ...['retentionTime', 86_400_000, 'chunkCount', 1, 'duplicatePolicy', null],
  ...[
    'labels',
    [
      ['room', 'hall'],
      ['unit', '°C'],
    ] as Reply,
    'sourceKey',
    null,
    'rules',
    [],
  ],
];

const open = (samples: number, range: (command: Command) => Reply) => {
  const answer = (command: Command): Reply => {
    if (command[0] === 'TS.INFO') return info(samples);
    return command[0] === 'TS.GET' ? [to, '21.5'] : range(command);
  };
  const source = play(openModuleSeries('temperature:sensor1', asked), answer).result;
  return { source, read: play(source.read(grid), answer) };
};

describe('a series of RedisTimeSeries', () => {
  it('is reduced by the module, its buckets at the end of their step', () => {
    const values: Record<string, string[]> = {
      ...{ avg: ['20', '21'], min: ['19', '20.5'], max: ['21', '22'], count: ['6', '5'] },
    };
    const { source, read } = open(11, (command) =>
      values[String(command[5])]!.map((value, index) => [from + index * STEP, value]),
    );
    expect(source).toMatchObject({ count: 11, firstAt: from, lastAt: to, latest: 21.5, unit: '°C' });
    expect(source.module).toMatchObject({ retentionMs: 86_400_000, memoryBytes: 4_246 });
    expect(read.sent[0]).toBe(`TS.RANGE temperature:sensor1 ${from} ${to} AGGREGATION avg 60000`);
    expect(read.result).toMatchObject({
      points: [
        [from + STEP, 20, 19, 21],
        [from + 2 * STEP, 21, 20.5, 22],
      ],
      ...{ inRange: 11, coverage: 'all', gaps: 0, usualMs: STEP * (10 / 11) },
    });
  });

  it('buckets that are missing for long are a gap', () => {
    const starts = [0, 1, 2, 3, 4, 9].map((step) => from + step * STEP);
    const { read } = open(6, () => starts.map((start) => [start, '1']));
    expect(read.result.gaps).toBe(0);
    const later = [0, 1, 2, 3, 4, 12].map((step) => from + step * STEP);
    const { result } = open(6, () => later.map((start) => [start, '1'])).read;
    expect(result.gaps).toBe(1);
    expect(result.points.filter(([, mean]) => mean === null)).toEqual([[from + 6 * STEP, null, null, null]]);
  });

  it('too many samples to reduce in one go: the first ones of each step', () => {
    const { read } = open(50_000_000, (command) => [[Number(command[2]), '3']]);
    expect(read.sent[0]).toBe(`TS.RANGE temperature:sensor1 ${from} ${from + STEP - 1} COUNT 90`);
    expect(read.result).toMatchObject({ coverage: 'sampled', inRange: null, read: 11, gaps: 0 });
  });

  it('an empty one has neither begin nor end', () => {
    const empty = ['totalSamples', 0, 'firstTimestamp', 0, 'lastTimestamp', 0, 'labels', [], 'rules', []];
    const { result } = play(openModuleSeries('t', asked), ([name]) => (name === 'TS.INFO' ? empty : []));
    expect(result).toMatchObject({ count: 0, firstAt: null, lastAt: null, latest: null, unit: null });
  });

  it('without the module there is an error', () => {
    expect(() =>
      play(openModuleSeries('t', asked), () => new Error("ERR unknown command 'TS.INFO'")),
    ).toThrow('unknown command');
  });

  it('is written with retention and labels', () => {
    const { sent } = play(
      writeModulePoint('temperature:sensor1', to, 21.5, { labels: { room: 'hall' } }),
      () => to,
    );
    expect(sent).toEqual([
      `TS.ADD temperature:sensor1 ${to} 21.5 RETENTION 86400000 ON_DUPLICATE LAST LABELS room hall`,
    ]);
  });
});
