import { parseStreamEntries } from '@/lib/redis/parse-stream-entries';
import { parseStreamInfo, type StreamInfo } from '@/lib/redis/parse-stream-info';
import { number } from '@/lib/redis/reply';
import { streamIdMs } from '@/lib/redis/stream-id';
import type { Bytes } from '../bytes';
import { HOUR_MS } from '../clock';
import { ask, storedReply, type Plan } from '../plan';

/** What is known of a stream at a glance. */
export interface Overview {
  info: StreamInfo;
  /** `null` where the ACL refuses MEMORY USAGE. */
  memoryBytes: number | null;
  ttlMs: number | null;
  /** Entries an hour, as the newest ones came; `null` where the ids are no times. */
  perHour: number | null;
  /** How large an entry is, about. */
  meanBytes: number;
}

/** What is assumed where MEMORY USAGE is refused. */
const USUAL_BYTES = 500;

/** The newest entries, by which the rate is told. */
const NEWEST = 200;

/** One reply brings so many bytes at most, by what entries usually are. */
const REPLY_BYTES = 4_000_000;

/** How many entries of such a size fit a reply; one at least. */
export const mostAtOnce = (meanBytes: number): number =>
  Math.max(1, Math.floor(REPLY_BYTES / Math.max(meanBytes, 1)));

/**
 * @returns `null` where there is no stream any more
 * @throws what the ACL refuses
 */
export function* readOverview(key: Bytes, now: number): Plan<Overview | null> {
  const [length, memory, ttl] = yield* ask([
    ['XLEN', key],
    ['MEMORY', 'USAGE', key],
    ['PTTL', key],
  ]);
  if (number(storedReply(length)) === null) return null;
  // It answers with the first and the last entry, whole: nothing smaller tells what is asked of it.
  const [reply] = yield* ask([['XINFO', 'STREAM', key]]);
  const info = parseStreamInfo(storedReply(reply));
  if (!info) return null;
  const memoryBytes = number(memory);
  const meanBytes = memoryBytes === null || info.length === 0 ? USUAL_BYTES : memoryBytes / info.length;
  const ttlMs = number(ttl) ?? -1;
  return {
    info,
    memoryBytes,
    ttlMs: ttlMs < 0 ? null : ttlMs,
    perHour: yield* readRate(key, Math.min(NEWEST, mostAtOnce(meanBytes)), now),
    meanBytes,
  };
}

/** Entries of the last hour; where they are many, the newest ones tell how many. */
function* readRate(key: Bytes, most: number, now: number): Plan<number | null> {
  const [reply] = yield* ask([['XREVRANGE', key, '+', String(Math.floor(now) - HOUR_MS + 1), 'COUNT', most]]);
  const moments = parseStreamEntries(storedReply(reply)).map(({ id }) => idMoment(id));
  if (moments.some((at) => at === null)) return null;
  if (moments.length < most) return moments.length;
  const spanMs = Math.max(now, moments[0]!) - moments.at(-1)!;
  return spanMs <= 0 ? null : (moments.length * HOUR_MS) / spanMs;
}

/** Ids that an application chose itself may be no times: `1-0`. */
export function idMoment(id: string | null | undefined): number | null {
  const at = streamIdMs(id);
  return at !== null && at >= 1e12 && at < 4e12 ? at : null;
}
