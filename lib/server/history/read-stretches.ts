import 'server-only';
import { sliceStretch, type Stretch } from '@/lib/metrics/stretch';
import type { HistoryFile } from './history-file';
import { planQuery } from './plan-query';
import type { Track } from './track';

/**
 * What is kept of a track over a span, oldest first.
 * @param stepMs the step of the grid; rows are as coarse as it allows
 * @param until the first moment that is not asked for
 */
export function readStretches(
  file: HistoryFile,
  track: Track,
  stepMs: number,
  from: number,
  until: number,
): Stretch[] {
  return planQuery(track, stepMs, from, until).flatMap((segment) => {
    if (segment.tier === 'memory') return [track.ring.stretch(segment.from, segment.until - 1)];
    return file.opened
      .read(track.id, segment.tier, segment.from, segment.until)
      .map((block) => between(block, segment.from, segment.until))
      .filter(({ firstAt }) => firstAt.length > 0);
  });
}

function between(stretch: Stretch, from: number, until: number): Stretch {
  const { firstAt, lastAt } = stretch;
  let start = 0;
  while (start < lastAt.length && lastAt[start]! < from) start += 1;
  let end = lastAt.length;
  while (end > start && firstAt[end - 1]! >= until) end -= 1;
  return sliceStretch(stretch, start, end);
}
