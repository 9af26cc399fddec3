import type { AnalysisResult } from './analysis-result';
import { drillDown, type PrefixPath, type PrefixRow } from './prefix';

/** From so much of all memory on, one prefix is what the memory is used for. */
export const DOMINANT_SHARE = 0.5;

/**
 * The prefix that holds half of all memory or more: the one furthest down that still holds nearly all of those above,
 * since `app:session` says more than `app`.
 * @returns `null` where none does, and where there is but one anyway
 */
export function dominantPrefix({ prefixes }: AnalysisResult): PrefixRow | null {
  let found: PrefixRow | null = null;
  let path: PrefixPath = [];
  let bytesShare = 1;
  for (;;) {
    const next: PrefixRow | undefined = drillDown(prefixes, path)?.find(({ kind }) => kind === 'prefix');
    if (!next || bytesShare * next.bytesShare < DOMINANT_SHARE) return found;
    // Where one of several shares takes most of it, the name before said it already.
    if (found && next.bytesShare < NEARLY_ALL) return found;
    bytesShare *= next.bytesShare;
    path = next.path;
    found = { ...next, bytesShare };
  }
}

const NEARLY_ALL = 0.9;
