import { ask, settled, type Plan } from '@/lib/patterns/plan';
import { countOnes } from '@/lib/patterns/uniques/bitmaps';
import { number, string } from '@/lib/redis/reply';
import type { ContentView } from '../content-views';
import type { Body, ContentReader } from './content-reader';

/** The window of the grid: 16,384 bits. */
const WINDOW_BYTES = 2_048;

/** The whole in so many slices. */
const SLICES = 64;

/** What BITCOUNT may walk for one answer: 1 MB takes Redis less than a tenth of a millisecond. */
const MOST_COUNTED_BYTES = 4 * 1_048_576;

/** A window of bits as they are, and where in the whole the bits are set. */
export function* readBitmap(
  { key, query }: ContentReader,
  bytes: number,
  views: ContentView[],
): Plan<Body<'bitmap'>> {
  // A window begins with a byte.
  const from = Math.floor(query.offset / 8);
  const sliceBytes = Math.max(1, Math.ceil(bytes / SLICES));
  const countedBytes = Math.min(sliceBytes, Math.floor(MOST_COUNTED_BYTES / SLICES));
  const starts = Array.from({ length: Math.ceil(bytes / sliceBytes) }, (_, index) => index * sliceBytes);
  const counts = yield* ask(
    starts.map((start) => ['BITCOUNT', key, start, start + countedBytes - 1] as const),
  );
  const [windowReply] = yield* ask(from < bytes ? [['GETRANGE', key, from, from + WINDOW_BYTES - 1]] : []);
  const window = string(settled(windowReply)) ?? '';
  const slices = starts.map((start, index) => {
    const length = Math.min(sliceBytes, bytes - start);
    return {
      offset: start * 8,
      bits: length * 8,
      countedBits: Math.min(length, countedBytes) * 8,
      ones: number(settled(counts[index])) ?? 0,
    };
  });
  const end = from + window.length;
  return {
    ...{ kind: 'bitmap', view: 'bitmap', views, bytes, bits: bytes * 8 },
    ones: Math.round(
      slices.reduce((sum, { bits, countedBits, ones }) => sum + (ones * bits) / countedBits, 0),
    ),
    exact: slices.every(({ bits, countedBits }) => bits === countedBits),
    slices,
    window: { offset: from * 8, bits: window.length * 8, ones: countOnes(window), base64: btoa(window) },
    next: end < bytes && window !== '' ? end * 8 : null,
  };
}
