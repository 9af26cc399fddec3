import { describe, expect, it } from 'vitest';
import { findAbsences } from './absences';
import type { Marker } from './markers';
import type { Point } from './series';

const MINUTE = 60_000;
const STEP = 5_000;

/** An answer in each step from one moment to another. */
const answers = (from: number, to: number, stepMs = STEP): Point[] =>
  Array.from({ length: (to - from) / stepMs }, (_, index) => [from + (index + 1) * stepMs, 1, 1, 1]);
/** A failed poll is a sample without values. */
const failures = (from: number, to: number): Point[] =>
  answers(from, to).map(([at]) => [at, null, null, null]);
const marker = (kind: Marker['kind'], at: number, from?: number): Marker => ({
  ...{ node: 'a:1', kind, at, text: kind },
  ...(from !== undefined && { from }),
});
const SPAN = { stepMs: STEP, from: 0, to: 10 * MINUTE, downSince: null };

describe('times without data', () => {
  it('are none where every step has an answer', () => {
    expect(findAbsences(answers(0, 10 * MINUTE), [], SPAN)).toEqual([]);
  });

  it('are none where an idle node is asked less often than the grid has steps', () => {
    const seldom = answers(0, 10 * MINUTE, STEP);
    expect(findAbsences(seldom, [], { ...SPAN, stepMs: 1_000 })).toEqual([]);
  });

  it('were not watched where nobody asked', () => {
    const points = [...answers(0, 2 * MINUTE), ...answers(5 * MINUTE, 10 * MINUTE)];
    expect(findAbsences(points, [], SPAN)).toEqual([{ kind: 'unwatched', from: 2 * MINUTE, to: 5 * MINUTE }]);
  });

  it('were not watched before the first answer, after the last one, and where there is none', () => {
    expect(findAbsences(answers(3 * MINUTE, 8 * MINUTE), [], SPAN)).toEqual([
      { kind: 'unwatched', from: 0, to: 3 * MINUTE },
      { kind: 'unwatched', from: 8 * MINUTE, to: 10 * MINUTE },
    ]);
    expect(findAbsences([], [], SPAN)).toEqual([{ kind: 'unwatched', from: 0, to: 10 * MINUTE }]);
  });

  const outage = [
    ...answers(0, 2 * MINUTE),
    ...failures(2 * MINUTE, 5 * MINUTE),
    ...answers(5 * MINUTE, 10 * MINUTE),
  ];

  it('were an outage from the first failed poll to the next answer', () => {
    const markers = [marker('down', 2 * MINUTE), marker('up', 5 * MINUTE, 2 * MINUTE)];
    expect(findAbsences(outage, markers, SPAN)).toEqual([{ kind: 'down', from: 2 * MINUTE, to: 5 * MINUTE }]);
  });

  it('were an outage that began before the span, by what its end tells', () => {
    const points = [...failures(0, 5 * MINUTE), ...answers(5 * MINUTE, 10 * MINUTE)];
    expect(findAbsences(points, [marker('up', 5 * MINUTE, -9 * MINUTE)], SPAN)).toEqual([
      { kind: 'down', from: 0, to: 5 * MINUTE },
    ]);
  });

  it('are an outage that lasts', () => {
    expect(
      findAbsences(answers(0, 4 * MINUTE), [marker('down', 4 * MINUTE)], {
        ...SPAN,
        downSince: 4 * MINUTE,
      }),
    ).toEqual([{ kind: 'down', from: 4 * MINUTE, to: 10 * MINUTE }]);
  });

  it('end with the next answer where the dashboard itself was started anew meanwhile', () => {
    expect(findAbsences(outage, [marker('down', 2 * MINUTE)], SPAN)).toEqual([
      { kind: 'down', from: 2 * MINUTE, to: 5 * MINUTE },
    ]);
  });

  it('are both, one beside the other', () => {
    const points = [...answers(0, MINUTE), ...answers(8 * MINUTE, 10 * MINUTE)];
    const markers = [marker('up', 8 * MINUTE, 5 * MINUTE)];
    expect(findAbsences(points, markers, SPAN)).toEqual([
      { kind: 'unwatched', from: MINUTE, to: 5 * MINUTE },
      { kind: 'down', from: 5 * MINUTE, to: 8 * MINUTE },
    ]);
  });

  it('never are the wait for the next poll beside an outage', () => {
    const points = [...answers(0, MINUTE), ...answers(8 * MINUTE, 10 * MINUTE)];
    const markers = [marker('up', 8 * MINUTE, MINUTE + 10_000)];
    expect(findAbsences(points, markers, SPAN)).toEqual([
      { kind: 'down', from: MINUTE + 10_000, to: 8 * MINUTE },
    ]);
  });
});
