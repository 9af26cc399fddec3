import type { Bytes } from '@/lib/patterns/bytes';
import { ask, settled, type Plan } from '@/lib/patterns/plan';
import { list, string, type Reply } from '@/lib/redis/reply';
import { PagePace } from './page-pace';

/** Commands of SCAN that a page sends at most, and buckets that each looks at: a quarter of a millisecond of the server. */
const MOST_ROUNDS = 60;
const MOST_COUNT = 500;

/** Elements of a bucket come together: to leave some for the next page would be to ask for all of them again. */
export const scanPace = (wanted: number, meanBytes: number | null): PagePace =>
  new PagePace(wanted, meanBytes, Math.ceil(wanted / 5) + 5);

/** A page of what SCAN brings of a set, a hash or a sorted set. */
export interface ScanPage<T> {
  found: T[];
  /** Where the next page begins; `null` at the end. */
  next: string | null;
  /** Whether the page has fewer than wanted, though there is more. */
  cutShort: boolean;
}

interface Scan<T> {
  command: 'SSCAN' | 'HSCAN' | 'ZSCAN';
  key: Bytes;
  /** `next` of the page before. */
  cursor: string | undefined;
  match: Bytes | undefined;
  pace: PagePace;
  /** Further words: `NOVALUES`. */
  options?: readonly Bytes[];
  /** What the reply's second part holds. */
  parse(page: Reply | undefined): T[];
  nameOf(found: T): Bytes;
  bytesOf(found: T): number;
}

/**
 * Reads on from a cursor until the page is full, the end is reached or enough was looked at.
 *
 * SCAN brings all at once of what is kept in a compact encoding, however much was asked for. What is left over is not
 * lost: the cursor of the next page is then `<the same cursor>.<how many to leave out>`. That holds as long as
 * nobody changes the key; if somebody does, an element may come twice or not at all.
 * @throws the error that Redis answers with
 */
export function* scanPage<T>(scan: Scan<T>): Plan<ScanPage<T>> {
  const { command, key, match, pace, options = [] } = scan;
  const found = new Map<Bytes, T>();
  let { at, skip } = parseCursor(scan.cursor);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const wanted = pace.next();
    if (wanted === 0) break;
    // Few match: more buckets at a time.
    const count = Math.min(MOST_COUNT, (wanted + skip) * (match === undefined ? 1 : 4 ** Math.min(round, 6)));
    const matching = match === undefined ? [] : ['MATCH', match];
    const [reply] = yield* ask([[command, key, at, ...matching, 'COUNT', count, ...options]]);
    const [next, page] = list(settled(reply));
    const elements = scan.parse(page);
    const fresh = elements.slice(skip);
    const cutAt = fresh.findIndex((each) => !found.has(scan.nameOf(each)) && !take(scan, found, each));
    if (cutAt >= 0) {
      skip += cutAt;
      break;
    }
    skip = Math.max(0, skip - elements.length);
    at = string(next) ?? '0';
    if (at === '0') return { found: [...found.values()], next: null, cutShort: false };
  }
  return { found: [...found.values()], next: toCursor(at, skip), cutShort: pace.isShort };
}

function take<T>({ pace, nameOf, bytesOf }: Scan<T>, found: Map<Bytes, T>, each: T): boolean {
  if (!pace.take(bytesOf(each))) return false;
  found.set(nameOf(each), each);
  return true;
}

/** A cursor that is none begins anew, as Redis does with one that it did not give. */
function parseCursor(cursor: string | undefined): { at: string; skip: number } {
  const [, at = '0', skip = '0'] = /^(\d{1,20})(?:\.(\d{1,7}))?$/.exec(cursor ?? '') ?? [];
  return { at, skip: Number(skip) };
}

const toCursor = (at: string, skip: number): string => (skip > 0 ? `${at}.${skip}` : at);
