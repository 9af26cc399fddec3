import 'server-only';
import { rollUp } from '@/lib/metrics/roll-up';
import { SEAL_AFTER_MS, SEALED_MS, TIERS } from '@/lib/metrics/tiers';
import type { Breather } from './breather';
import { encodeBlock, openBlock } from './encode-block';
import type { HistoryFile } from './history-file';
import type { Track } from './track';

/**
 * Seals what is over: hours out of the head into blocks of the first two tiers, and those into the coarser tiers.
 * Each unit is one transaction; what was interrupted before it is simply done again from the head.
 *
 * @param now Unix milliseconds
 * @param breath the work is done column by column, with a breath between
 */
export async function sealTrack(
  file: HistoryFile,
  track: Track,
  now: number,
  breath: Breather,
): Promise<void> {
  const horizon = Math.floor((now - SEAL_AFTER_MS) / SEALED_MS) * SEALED_MS;
  for (;;) {
    const oldestAt = track.ring.oldestAt;
    if (oldestAt === null || oldestAt >= horizon) break;
    await sealHour(file, track, Math.floor(oldestAt / SEALED_MS) * SEALED_MS, breath);
  }
  for (let tier = 2; tier < TIERS.length; tier += 1) {
    for (;;) {
      const start = nextStart(file, track, tier);
      if (start === null || start + TIERS[tier]!.blockMs > horizon) break;
      await sealTier(file, track, tier, start, breath);
    }
  }
}

async function sealHour(file: HistoryFile, track: Track, start: number, breath: Breather): Promise<void> {
  const end = start + SEALED_MS;
  const fine = rollUp([track.ring.stretch(start, end - 1)], TIERS[0]!.stepMs);
  const coarse = rollUp([fine], TIERS[1]!.stepMs);
  const blocks = [await encodeBlock(fine, file.names, breath), await encodeBlock(coarse, file.names, breath)];
  file.atomically(() => {
    blocks.forEach((block, tier) => file.blocks.insert(track.id, tier, start, fine.firstAt[0]!, block));
    file.head.dropBefore(track.id, end);
  });
  track.ring.dropBefore(end);
  for (const tier of blocks.keys()) file.refreshSpan(track, tier);
  await breath.breathe();
}

/** The first block of a tier that is not there yet though the tier before has something of it. */
function nextStart(file: HistoryFile, track: Track, tier: number): number | null {
  const { blockMs } = TIERS[tier]!;
  const found = file.blocks.firstFrom(track.id, tier - 1, track.sealed[tier]?.end ?? 0);
  return found && Math.floor(found.start / blockMs) * blockMs;
}

async function sealTier(
  file: HistoryFile,
  track: Track,
  tier: number,
  start: number,
  breath: Breather,
): Promise<void> {
  const { blockMs, stepMs } = TIERS[tier]!;
  const bodies = [...file.blocks.read(track.id, tier - 1, start, start + blockMs)];
  const rolled = rollUp(
    bodies.map((body) => openBlock(body, file.names)),
    stepMs,
  );
  const block = await encodeBlock(rolled, file.names, breath);
  file.atomically(() => file.blocks.insert(track.id, tier, start, rolled.firstAt[0]!, block));
  file.refreshSpan(track, tier);
  await breath.breathe();
}
