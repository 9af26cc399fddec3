import { SLOWLOG_RANGE_MS, type slowlogParams } from '@/lib/search-params';
import type { inferParserType } from 'nuqs/server';

/** What the page asks, from what its URL holds. */
type Asked = inferParserType<typeof slowlogParams> & { node: string | null };

/** Entries of a page of the table. */
const PAGE_ENTRIES = 500;

/** Steps of the two charts. */
const POINTS = 120;

const log = ({ kind, node, fingerprint }: Asked) => ({
  kind,
  ...(node !== null && { node }),
  ...(fingerprint !== null && { fingerprint }),
});

/** The query of `…/slowlog/fingerprints`. */
export const fingerprintsQuery = (asked: Asked): Record<string, string> => ({
  ...log(asked),
  span: String(SLOWLOG_RANGE_MS[asked.range]),
  points: String(POINTS),
});

/** The query of `…/slowlog`. */
export const entriesQuery = (asked: Asked): Record<string, string> => ({
  ...log(asked),
  span: String(SLOWLOG_RANGE_MS[asked.range]),
  count: String(PAGE_ENTRIES),
  ...(asked.values && { values: '1' }),
  ...(asked.cursor !== null && { cursor: asked.cursor }),
});
