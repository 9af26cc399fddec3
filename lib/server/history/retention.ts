import 'server-only';
import { TIERS } from '@/lib/metrics/tiers';
import type { Breather } from './breather';
import type { HistoryFile } from './history-file';
import type { Track } from './track';

/** Pages that stay free in the file for what comes next; the rest is given back. */
const FREE_PAGES = 1_000;
const PAGES_AT_ONCE = 100;

/** The oldest block of a tier of a track. */
interface Oldest {
  track: Track;
  tier: number;
  start: number;
}

/** Deletes blocks that are older than their tier is kept, and markers older than all tiers. */
export async function dropExpired(
  file: HistoryFile,
  tracks: readonly Track[],
  now: number,
  { breathe }: Breather,
): Promise<void> {
  for (const track of tracks) {
    for (const [tier, { keepMs, blockMs }] of TIERS.entries()) {
      for (;;) {
        const start = track.sealed[tier]?.start;
        if (start === undefined || start + blockMs > now - keepMs) break;
        dropBlock(file, { track, tier, start });
        await breathe();
      }
    }
  }
  file.markers.deleteBefore(now - TIERS.at(-1)!.keepMs);
}

/**
 * Deletes blocks until all together are small enough: of the finest tier first, oldest first, as long as a coarser
 * tier still tells of that time; then whatever is oldest.
 *
 * @param mostBytes what the blocks may take
 */
export async function dropBeyond(
  file: HistoryFile,
  tracks: readonly Track[],
  mostBytes: number,
  { breathe }: Breather,
): Promise<void> {
  let bytes = file.blocks.totalBytes();
  while (bytes > mostBytes) {
    const victim = nextVictim(tracks);
    if (!victim) return;
    bytes -= dropBlock(file, victim);
    await breathe();
  }
}

function nextVictim(tracks: readonly Track[]): Oldest | null {
  for (const tier of TIERS.keys()) {
    const told = oldestOf(tracks, tier).filter(
      ({ track, start }) => start + TIERS[tier]!.blockMs <= (track.sealed[tier + 1]?.end ?? 0),
    );
    if (told.length > 0) return told.reduce(older);
  }
  const all = [...TIERS.keys()].flatMap((tier) => oldestOf(tracks, tier));
  return all.length > 0 ? all.reduce(older) : null;
}

const oldestOf = (tracks: readonly Track[], tier: number): Oldest[] =>
  tracks.flatMap((track) => {
    const span = track.sealed[tier];
    return span ? [{ track, tier, start: span.start }] : [];
  });

const older = (a: Oldest, b: Oldest): Oldest => (b.start < a.start ? b : a);

function dropBlock(file: HistoryFile, { track, tier, start }: Oldest): number {
  const bytes = file.blocks.delete(track.id, tier, start);
  file.refreshSpan(track, tier);
  return bytes;
}

/** Gives pages that have become free back to the disk, a few at a time. */
export async function giveBack(file: HistoryFile, { breathe }: Breather, keep = FREE_PAGES): Promise<void> {
  const freePages = () => file.database.pragma('freelist_count', { simple: true }) as number;
  for (let free = freePages(); free > keep;) {
    file.database.pragma(`incremental_vacuum(${Math.min(PAGES_AT_ONCE, free - keep)})`);
    await breathe();
    const left = freePages();
    // A file that was made without auto_vacuum gives nothing back.
    if (left >= free) return;
    free = left;
  }
}
