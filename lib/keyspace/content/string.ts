import { toText, type Bytes } from '@/lib/patterns/bytes';
import { ask, settled, type Plan } from '@/lib/patterns/plan';
import { number, string } from '@/lib/redis/reply';
import type { ContentView } from '../content-views';
import { nameBytes } from '../decode/name-bytes';
import { cutCharacter } from '../decode/show-value';
import { readBitmap } from './bitmap';
import { keyGone, readType, type Body, type ContentReader } from './content-reader';
import { readHyperLogLog } from './hyperloglog';

/** So much of the beginning tells which view fits. */
const HEAD_BYTES = 256;

/** Of what is no text, a line of the hex dump has 16 bytes: 256 lines. */
const DUMPED_BYTES = 4_096;

/**
 * A string in pages of bytes; or as the bitmap that any string may be; or as the HyperLogLog that it is by its
 * header. Whatever its length, no more than a page comes: GETRANGE.
 */
export function* readString(
  reader: ContentReader,
): Plan<Body<'string'> | Body<'bitmap'> | Body<'hyperloglog'>> {
  const { key, query } = reader;
  const [lengthReply, headReply] = yield* ask([
    ['STRLEN', key],
    ['GETRANGE', key, 0, HEAD_BYTES - 1],
  ]);
  const bytes = number(settled(lengthReply)) ?? 0;
  const head = string(settled(headReply)) ?? '';
  // A string may be empty and there.
  if (bytes === 0 && (yield* readType(key)) === 'none') throw keyGone();
  const views = viewsOf(head);
  const view = query.view && views.includes(query.view) ? query.view : views[0]!;
  if (view === 'bitmap') return yield* readBitmap(reader, bytes, views);
  if (view === 'hyperloglog') {
    const sketch = yield* readHyperLogLog(reader, bytes, views);
    if (sketch) return sketch;
  }
  return yield* readPage(reader, bytes, views);
}

function viewsOf(head: Bytes): ContentView[] {
  if (/^HYLL[\0\x01]/.test(head)) return ['hyperloglog', 'string', 'bitmap'];
  return looksLikeBitmap(head) ? ['bitmap', 'string'] : ['string', 'bitmap'];
}

/** SETBIT at great offsets leaves zeros before them; a dense bitmap looks like any bytes. */
function looksLikeBitmap(head: Bytes): boolean {
  const zeros = head.match(/\0/g)?.length ?? 0;
  return head.length >= 8 && zeros > head.length / 2 && nameBytes(head, false) === null;
}

function* readPage(reader: ContentReader, bytes: number, views: ContentView[]): Plan<Body<'string'>> {
  const { key, query, showWhole } = reader;
  const [reply] = yield* ask(
    query.offset < bytes ? [['GETRANGE', key, query.offset, query.offset + query.bytes - 1]] : [],
  );
  const page = string(settled(reply)) ?? '';
  const { begin, end } =
    query.offset + page.length >= bytes && query.offset === 0 ? wholeOf(page) : partOf(page);
  const offset = query.offset + begin;
  const next = query.offset + end;
  return {
    ...{ kind: 'string', view: 'string', views, bytes, offset },
    value: showWhole(page.slice(begin, end), { ofBytes: bytes, offset, mostDumped: DUMPED_BYTES }),
    next: next < bytes && end > begin ? next : null,
  };
}

interface Part {
  begin: number;
  end: number;
}

const wholeOf = (page: Bytes): Part => ({ begin: 0, end: page.length });

/** Of text the part with whole characters; of anything else all of it. */
function partOf(page: Bytes): Part {
  const begin = /^[\x80-\xbf]{0,3}/.exec(page)![0].length;
  const end = page.length - cutCharacter(page);
  return end > begin && toText(page.slice(begin, end)) !== null ? { begin, end } : wholeOf(page);
}
