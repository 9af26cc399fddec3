import type { Marker } from '@/lib/metrics/markers';
import type { Span } from '@/lib/time-span';

/** Markers that stand so close together that one sign has to do for them. */
export interface MarkGroup extends Span {
  /** Where the sign stands, Unix milliseconds. */
  at: number;
  /** In order of time. */
  markers: Marker[];
}

/** When a marker has begun: that of a moment at that moment. */
export const beginOf = ({ at, from }: Marker): number => from ?? at;

/**
 * Puts markers together that would stand less than a share of the span apart; the sign of what lasted stands in the
 * middle of what is seen of it.
 *
 * @param markers in any order; those outside of the span are left out
 * @param share of the span's length
 */
export function groupMarks(markers: readonly Marker[], span: Span, share: number): MarkGroup[] {
  const seen = markers
    .filter((marker) => marker.at >= span.from && beginOf(marker) <= span.to)
    .map((marker) => {
      const [from, to] = [Math.max(beginOf(marker), span.from), Math.min(marker.at, span.to)];
      return { marker, from, to, middle: (from + to) / 2 };
    })
    .sort((a, b) => a.middle - b.middle);
  const apart = (span.to - span.from) * share;
  const groups: MarkGroup[] = [];
  for (const { marker, from, to, middle } of seen) {
    const last = groups.at(-1);
    if (last && middle - last.at < apart) {
      last.markers.push(marker);
      last.from = Math.min(last.from, from);
      last.to = Math.max(last.to, to);
    } else groups.push({ at: middle, from, to, markers: [marker] });
  }
  return groups;
}
