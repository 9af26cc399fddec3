import type { inferParserType } from 'nuqs/server';
import type { slowlogParams } from '@/lib/search-params';
import type { AskedSpan } from '@/lib/time-span';

/** What the page asks, from what its URL holds. */
type Asked = inferParserType<typeof slowlogParams> & { node: string | null };

/** Entries of a page of the table. */
const PAGE_ENTRIES = 500;

/** Steps of the two charts. */
export const SLOWLOG_POINTS = 120;

const log = ({ kind, node, command, fingerprint, own }: Asked) => ({
  kind,
  ...(node !== null && { node }),
  ...(command !== null && { command }),
  ...(fingerprint !== null && { fingerprint }),
  ...(!own && { own: '0' }),
});

const spanOf = ({ span, from, to }: AskedSpan): Record<string, string> =>
  from === undefined || to === undefined
    ? { span: String(span) }
    : { from: String(Math.round(from)), to: String(Math.round(to)) };

/** The query of `…/slowlog/fingerprints`. */
export const fingerprintsQuery = (
  asked: Asked,
  span: AskedSpan,
  points = SLOWLOG_POINTS,
): Record<string, string> => ({
  ...log(asked),
  ...spanOf(span),
  points: String(points),
});

/** The query of `…/slowlog`. */
export const entriesQuery = (asked: Asked, span: AskedSpan): Record<string, string> => ({
  ...log(asked),
  ...spanOf(span),
  count: String(PAGE_ENTRIES),
  ...(asked.values && { values: '1' }),
  ...(asked.cursor !== null && { cursor: asked.cursor }),
});
