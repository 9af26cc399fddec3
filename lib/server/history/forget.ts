import 'server-only';
import { TIERS } from '@/lib/metrics/tiers';
import type { Breather } from './breather';
import type { HistoryFile } from './history-file';
import { giveBack } from './retention';
import type { Track } from './track';

/** Deletes all that is kept of one instance, block by block, and gives the room back. */
export async function forgetTracks(
  file: HistoryFile,
  instance: string,
  tracks: readonly Track[],
  breath: Breather,
): Promise<void> {
  file.atomically(() => {
    for (const track of tracks) file.head.dropBefore(track.id, Number.MAX_SAFE_INTEGER);
    file.markers.forget(instance);
  });
  for (const track of tracks) {
    track.forgetMemory();
    for (const tier of TIERS.keys()) {
      for (;;) {
        file.refreshSpan(track, tier);
        const start = track.sealed[tier]?.start;
        if (start === undefined) break;
        file.blocks.delete(track.id, tier, start);
        await breath.breathe();
      }
    }
  }
  await giveBack(file, breath, 0);
}
