import { parseAsInteger, parseAsString, parseAsStringLiteral } from 'nuqs';

export const GRANULARITIES = ['hour', 'day', 'month'] as const;

/** What the pages of counters and uniques keep in the URL, under the names of their queries. */
export const PERIOD_PARAMS = {
  granularity: parseAsStringLiteral(GRANULARITIES),
  buckets: parseAsInteger,
  until: parseAsInteger,
  of: parseAsString,
};

/** How many periods may be asked for with a click. */
export const SPANS: Record<(typeof GRANULARITIES)[number], readonly { buckets: number; label: string }[]> = {
  hour: [
    { buckets: 24, label: '24 h' },
    { buckets: 72, label: '3 d' },
    { buckets: 168, label: '7 d' },
  ],
  day: [
    { buckets: 7, label: '7 d' },
    { buckets: 30, label: '30 d' },
    { buckets: 90, label: '90 d' },
  ],
  month: [
    { buckets: 12, label: '12 months' },
    { buckets: 24, label: '24 months' },
  ],
};
