import { PATTERNS } from '@/lib/patterns/pattern-ids';
import type { AnalyticsResponse } from '@/lib/schemas';
import { ThingCard } from './thing-card';

/** The cards of a page. */
export function ThingGrid({
  data,
  instance,
  now,
}: {
  data: AnalyticsResponse;
  instance: string;
  now: number;
}) {
  if (data.things.length === 0) return <p className="py-6 text-muted">{emptyReason(data)}</p>;
  return (
    <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3 2xl:grid-cols-4" aria-label="Recognised things">
      {data.things.map((thing) => (
        <li key={thing.id} className="min-w-0">
          <ThingCard thing={thing} instance={instance} database={data.database} now={now} />
        </li>
      ))}
    </ul>
  );
}

function emptyReason({ scan, patterns, unrecognised }: AnalyticsResponse): string {
  if (scan.state === 'scanning') return 'Nothing has been recognised yet.';
  if (patterns.length > 0) return 'Nothing has these words. Clear the search to see everything.';
  if (scan.seen === 0) return 'This database holds no keys. Another one may: choose it at the top.';
  const kinds = Object.values(PATTERNS)
    .slice(0, 4)
    .map(({ label }) => label.toLowerCase())
    .join(', ');
  return `Nothing was recognised among ${unrecognised.length} groups of keys. Known are ${kinds} and more in the layouts of common libraries; describe your own under "Not recognised".`;
}
