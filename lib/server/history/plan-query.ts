import 'server-only';
import { TIERS } from '@/lib/metrics/tiers';
import type { Track } from './track';

/** One piece of a span, and where it is read: from a tier's blocks, or from memory. */
export interface Segment {
  tier: number | 'memory';
  from: number;
  /** The first moment that is not of it. */
  until: number;
}

/**
 * The step of the answer: the wanted one, unless what is kept of the span's beginning is coarser than that.
 * @param tracks those that are asked about
 */
export function stepOf(tracks: readonly Track[], from: number, wantedMs: number): number {
  return Math.max(wantedMs, ...tracks.map((track) => coarsenessAt(track, from)));
}

/** What one row covers of the finest that is kept of a moment; 0 where every sample of the fast polls is a row. */
function coarsenessAt(track: Track, from: number): number {
  const oldestAt = track.oldestAt;
  if (oldestAt === null) return 0;
  const at = Math.max(from, oldestAt);
  const finest = track.sealed.findIndex((span) => span !== null && span.firstAt <= at);
  const isInMemory = track.ring.oldestAt !== null && track.ring.oldestAt <= at;
  return finest <= 0 || isInMemory ? 0 : TIERS[finest]!.stepMs;
}

/**
 * Where each piece of a span is read: from the coarsest tier that fits the grid, and what that one does not have
 * (yet) from the finer ones, up to what is in memory.
 *
 * @param stepMs the step of the grid
 * @param until the first moment that is not asked for
 */
export function planQuery(track: Track, stepMs: number, from: number, until: number): Segment[] {
  const usable = TIERS.flatMap((tier, index) => {
    const fits = index === 0 || (tier.stepMs <= stepMs && stepMs % tier.stepMs === 0);
    const span = track.sealed[index];
    return fits && span ? [{ index, span }] : [];
  }).reverse();
  const segments: Segment[] = [];
  let cursor = from;
  while (cursor < until) {
    const holding = usable.find(({ span }) => span.start <= cursor && cursor < span.end);
    const later = usable.filter(({ span }) => span.start > cursor).map(({ span }) => span.start);
    if (holding) {
      const end = Math.min(holding.span.end, until);
      segments.push({ tier: holding.index, from: cursor, until: end });
      cursor = end;
    } else if (later.length > 0) cursor = Math.min(...later);
    else break;
  }
  if (cursor < until) segments.push({ tier: 'memory', from: cursor, until });
  return segments;
}
