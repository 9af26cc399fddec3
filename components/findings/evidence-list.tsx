'use client';

import Link from 'next/link';
import { Sparkline } from '@/components/charts/sparkline';
import { sectionPath } from '@/components/shell/sections';
import { chartPage } from '@/lib/advisor/chart-page';
import { useRefreshed } from '@/lib/client/use-refreshed';
import { formatValue } from '@/lib/format';
import type { OpenAlertEntry } from '@/lib/schemas/alerts';
import type { HistoryResponse } from '@/lib/schemas/history';

/** Long enough to see whether it grows or has come at once. */
const SPAN_MS = 3_600_000;
const POINTS = 90;
const REFRESH_MS = 30_000;

/**
 * The numbers behind a sentence, each with its last hour where one is kept; where a page draws it in full, it leads
 * there.
 */
export function EvidenceList({
  evidence,
  instance,
  node,
}: {
  evidence: OpenAlertEntry['evidence'];
  instance: string;
  /** Whose last hour; `null` draws none: what is told was another time. */
  node: string | null;
}) {
  const metrics = evidence.flatMap(({ metric }) => metric ?? []);
  const path = `/api/instances/${instance}/history?metrics=${metrics.join(',')}&span=${SPAN_MS}&points=${POINTS}`;
  const { data } = useRefreshed<HistoryResponse | null>(
    node === null || metrics.length === 0 ? null : `${path}&node=${encodeURIComponent(node)}`,
    null,
    REFRESH_MS,
    true,
    true,
  );
  if (evidence.length === 0) return null;
  return (
    <dl className="flex flex-wrap gap-x-8 gap-y-3">
      {evidence.map(({ label, value, unit, metric }) => {
        const page = metric === undefined ? null : chartPage(metric);
        const points = data?.series.find((series) => series.metric === metric)?.points ?? [];
        const known = points.filter(([, value]) => value !== null);
        return (
          <div key={label} className="min-w-20">
            <dt className="text-xs text-muted">{label}</dt>
            <dd className="font-medium tabular-nums">
              {page === null ? (
                formatValue(value, unit)
              ) : (
                <Link
                  href={`${sectionPath(instance, page)}#chart-${metric}`}
                  className="underline decoration-line-strong underline-offset-4 hover:decoration-ink"
                >
                  {formatValue(value, unit)}
                </Link>
              )}
            </dd>
            {node !== null && metric !== undefined && (
              <dd className="mt-1 h-7.5 w-36 border-b border-line" title="The last hour">
                {known.length > 1 && <Sparkline points={points} from={known[0]![0]} to={known.at(-1)![0]} />}
              </dd>
            )}
          </div>
        );
      })}
    </dl>
  );
}
