import { describe, expect, it } from 'vitest';
import type { Marker } from '@/lib/metrics/markers';
import { groupMarks } from './group-marks';

const SPAN = { from: 1_000, to: 2_000 };
const marker = (at: number, from?: number): Marker => ({
  ...{ node: 'a:1', at, kind: 'save', text: String(at) },
  ...(from !== undefined && { from }),
});
const signs = (...markers: Marker[]) =>
  groupMarks(markers, SPAN, 0.05).map(({ at, markers }) => [at, markers.map(({ text }) => text)]);

describe('signs of what happened', () => {
  it('stand where it happened, in order of time', () => {
    expect(signs(marker(1_700), marker(1_200))).toEqual([
      [1_200, ['1200']],
      [1_700, ['1700']],
    ]);
  });

  it('are one where they would cover each other', () => {
    expect(signs(marker(1_200), marker(1_240), marker(1_260))).toEqual([
      [1_200, ['1200', '1240']],
      [1_260, ['1260']],
    ]);
  });

  it('stand in the middle of what is seen of something that lasted', () => {
    expect(signs(marker(1_800, 1_400))).toEqual([[1_600, ['1800']]]);
    expect(signs(marker(2_600, 1_800))).toEqual([[1_900, ['2600']]]);
    expect(signs(marker(5_000, 10))).toEqual([[1_500, ['5000']]]);
  });

  it('are left out where it happened at another time', () => {
    expect(signs(marker(999), marker(2_001), marker(2_900, 2_100))).toEqual([]);
    expect(signs(marker(1_000), marker(2_000))).toHaveLength(2);
  });

  it('know how far their group reaches', () => {
    const [group] = groupMarks([marker(1_240, 1_160), marker(1_220)], SPAN, 0.05);
    expect(group).toMatchObject({ from: 1_160, to: 1_240 });
  });
});
