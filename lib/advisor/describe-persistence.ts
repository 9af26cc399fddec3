import {
  formatAgo,
  formatBytes,
  formatCount,
  formatDuration,
  formatValue,
  formatWholeSeconds,
} from '@/lib/format';
import type { PersistenceResponse } from '@/lib/schemas/persistence';
import { UNSAVED_SECONDS, type Severity } from './thresholds';

/** One fact about persistence as a sentence. */
export interface PersistenceSentence {
  severity: Severity;
  text: string;
}

/** Data that only a crash would miss is worth a word from this many changes on. */
const UNSAVED_CHANGES = 1;

/** What the snapshots protect and how the last one went; `now` in Unix milliseconds. */
export function describeSnapshots({ rdb, aof }: PersistenceResponse, now: number): PersistenceSentence[] {
  const sentences: PersistenceSentence[] = [];
  if (rdb.inProgress) sentences.push({ severity: 'fine', text: runningText(rdb) });
  if (rdb.savedAt !== null) {
    const age = (now - rdb.savedAt) / 1000;
    const changes = rdb.changesSinceSave;
    const old = age > UNSAVED_SECONDS && (changes ?? 0) >= UNSAVED_CHANGES && aof.enabled !== true;
    // At start Redis takes its own start for the last save.
    const never = rdb.lastSeconds === null && rdb.lastSucceeded !== false;
    const save = never ? 'No snapshot since the server started' : 'The last snapshot was';
    const since = changes === null ? '' : `; ${changesText(changes)} come since`;
    sentences.push({
      // Without save points it may be meant so.
      severity: !old ? 'fine' : rdb.savePoints ? 'critical' : 'warning',
      text: `${save} ${formatAgo(rdb.savedAt, now)}${since}.`,
    });
  }
  if (rdb.lastSucceeded === false) {
    sentences.push({
      severity: 'critical',
      text: 'The last attempt failed. With stop-writes-on-bgsave-error, writes are refused (MISCONF) until one succeeds.',
    });
  } else if (rdb.lastSeconds !== null) {
    const cow = rdb.lastCopyOnWriteBytes
      ? ` and copied ${formatBytes(rdb.lastCopyOnWriteBytes)} of memory`
      : '';
    sentences.push({
      severity: 'fine',
      text: `It took ${formatWholeSeconds(rdb.lastSeconds)}${cow}.`,
    });
  }
  if (rdb.savePoints !== null) sentences.push({ severity: 'fine', text: describeSavePoints(rdb.savePoints) });
  if (rdb.savePoints === '' && aof.enabled === false) {
    sentences.push({
      severity: 'warning',
      text: 'Nothing is persisted by itself: a restart begins with what the last snapshot holds.',
    });
  }
  return sentences;
}

const changesText = (changes: number) =>
  changes === 1 ? '1 change has' : `${formatCount(changes)} changes have`;

function runningText({ currentSeconds, progress }: PersistenceResponse['rdb']): string {
  const done = progress === null ? '' : `, ${formatValue(progress, 'ratio')} of the keys done`;
  return `A snapshot is running for ${formatDuration(currentSeconds ?? 0)}${done}.`;
}

/** `3600 1 300 100` → "after 1 h if 1 key changed, after 5 min if 100 keys changed". */
export function describeSavePoints(save: string): string {
  const numbers = save.trim().split(/\s+/).filter(Boolean).map(Number);
  const points = numbers.flatMap((seconds, index) => {
    const changes = numbers[index + 1];
    if (index % 2 === 1 || changes === undefined) return [];
    return [
      `after ${formatDuration(seconds)} if ${changes === 1 ? '1 key' : `${formatCount(changes)} keys`} changed`,
    ];
  });
  return points.length === 0
    ? 'Redis saves no snapshot by itself (save "").'
    : `Redis saves by itself ${points.join(', ')}.`;
}

/** What each appendfsync setting risks. */
const FSYNC: Record<string, string> = {
  always: 'Every write is on the disk before it is answered (appendfsync always): safe and slow.',
  everysec: 'At most a second of writes can be lost (appendfsync everysec).',
  no: 'The system decides when writes reach the disk (appendfsync no): up to half a minute can be lost.',
};

/** What the append-only file protects and how it fares. */
export function describeAof({ aof }: PersistenceResponse): PersistenceSentence[] {
  if (aof.enabled === null) return [];
  if (!aof.enabled) return [{ severity: 'fine', text: 'The append-only file is off.' }];
  const sentences: PersistenceSentence[] = [];
  if (aof.rewriteInProgress)
    sentences.push({
      severity: 'fine',
      text: `A rewrite is running for ${formatDuration(aof.currentSeconds ?? 0)}.`,
    });
  if (aof.rewriteScheduled)
    sentences.push({ severity: 'fine', text: 'A rewrite begins as soon as the snapshot has ended.' });
  if (aof.appendfsync !== null && FSYNC[aof.appendfsync])
    sentences.push({ severity: 'fine', text: FSYNC[aof.appendfsync]! });
  if (aof.lastWriteSucceeded === false)
    sentences.push({
      severity: 'critical',
      text: 'The last write to the file failed: the disk may be full.',
    });
  if (aof.sizeBytes !== null) {
    const grown = aof.baseSizeBytes
      ? ` (${formatValue(aof.sizeBytes / aof.baseSizeBytes - 1, 'ratio')} over its size after the last rewrite)`
      : '';
    sentences.push({ severity: 'fine', text: `It has ${formatBytes(aof.sizeBytes)}${grown}.` });
  }
  if (aof.lastRewriteSucceeded === false)
    sentences.push({ severity: 'critical', text: 'The last rewrite failed.' });
  else if (aof.lastRewriteSeconds !== null)
    sentences.push({
      severity: 'fine',
      text: `The last rewrite took ${formatWholeSeconds(aof.lastRewriteSeconds)}.`,
    });
  if (aof.delayedFsyncs)
    sentences.push({
      severity: 'warning',
      text: `Writing to the disk was late ${formatCount(aof.delayedFsyncs)} times since the start: the disk is slow at times.`,
    });
  return sentences;
}
