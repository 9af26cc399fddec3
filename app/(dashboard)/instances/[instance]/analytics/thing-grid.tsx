import { Button } from '@/components/ui/button';
import { PATTERNS, type PatternId } from '@/lib/patterns/pattern-ids';
import type { AnalyticsResponse } from '@/lib/schemas/analytics';
import { ThingCard } from './thing-card';

/** The cards of a page. */
export function ThingGrid({
  data,
  instance,
  now,
  pattern,
  onAll,
}: {
  data: AnalyticsResponse;
  instance: string;
  now: number;
  /** The one kind that is shown; `null`: all. */
  pattern: PatternId | null;
  /** Takes search and filter away. */
  onAll: () => void;
}) {
  if (data.things.length === 0) {
    const isFiltered = data.patterns.length > 0;
    return (
      <div className="space-y-3 py-6 text-muted">
        <p>{emptyReason(data, pattern)}</p>
        {isFiltered && <Button onClick={onAll}>Show everything</Button>}
      </div>
    );
  }
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

function emptyReason({ scan, patterns, unrecognised }: AnalyticsResponse, pattern: PatternId | null): string {
  if (scan.state === 'scanning') return 'Nothing has been recognised yet.';
  if (pattern !== null && !patterns.some((each) => each.pattern === pattern))
    return `${PATTERNS[pattern].label}: none was there at the last scan. What lives for seconds is found while it lives.`;
  if (patterns.length > 0) return 'Nothing has these words.';
  if (scan.seen === 0) return 'This database holds no keys. Another one may: choose it at the top.';
  const kinds = Object.values(PATTERNS)
    .slice(0, 4)
    .map(({ label }) => label.toLowerCase())
    .join(', ');
  return `Nothing was recognised among ${unrecognised.length} groups of keys. Known are ${kinds} and more in the layouts of common libraries; describe your own under "Not recognised".`;
}
