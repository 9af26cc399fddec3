import 'server-only';
import { TIERS } from '@/lib/metrics/tiers';
import type { BlockStore } from './block-store';
import type { Track } from './track';

/** One piece of a span, and where it is read: from a tier's blocks, or from memory. */
export interface Segment {
  tier: number | 'memory';
  from: number;
  /** The first moment that is not of it. */
  until: number;
}

/**
 * The step of the answer: the wanted one, unless of some piece of the span only something coarser is kept.
 * @param tracks those that are asked about
 */
export function stepOf(blocks: BlockStore, tracks: readonly Track[], from: number, wantedMs: number): number {
  return Math.max(wantedMs, ...tracks.map((track) => coarsestSince(blocks, track, from)));
}

/** What one row covers of the finest that is kept of everything since `from`; 0 where that is the finest tier. */
function coarsestSince(blocks: BlockStore, track: Track, from: number): number {
  let coarsest = 0;
  let finerSince = track.sealed[0]?.start ?? track.ring.oldestAt ?? Infinity;
  for (let tier = 1; tier < TIERS.length && from < finerSince; tier += 1) {
    const first = blocks.firstFrom(
      track.id,
      tier,
      Math.floor(from / TIERS[tier]!.blockMs) * TIERS[tier]!.blockMs,
    );
    // Where nobody watched, nothing finer is missing.
    if (first && first.firstAt < finerSince) coarsest = TIERS[tier]!.stepMs;
    finerSince = Math.min(finerSince, track.sealed[tier]?.start ?? Infinity);
  }
  return coarsest;
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
