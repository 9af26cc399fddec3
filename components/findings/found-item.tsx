import { ChevronRight } from 'lucide-react';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { sectionPath } from '@/components/shell/sections';
import { Badge } from '@/components/ui/badge';
import { CopyLine } from '@/components/ui/copy-line';
import { SeverityIcon } from '@/components/ui/severity-icon';
import { chartPage } from '@/lib/advisor/chart-page';
import { formatDuration, formatValue } from '@/lib/format';
import type { FoundItem } from '@/lib/schemas/findings';

/** Only where something can be done with a click, so that nobody else waits for all that actions need. */
const ActionButton = dynamic(() =>
  import('@/components/actions/action-button').then((module) => module.ActionButton),
);

const ICONS = { critical: 'critical', warning: 'warning', advice: 'info' } as const;

/** What is wrong in one sentence; opened, the evidence with its charts, what to do, and a line or a button that does it. */
export function FoundItemRow({
  item: { severity, sentence, since, evidence, remedy, line, action, node, area },
  instance,
  now,
  named,
}: {
  item: FoundItem;
  instance: string;
  /** Unix milliseconds. */
  now: number;
  /** Whether the node is told: there are several. */
  named: boolean;
}) {
  return (
    <details className="group/found" open={severity !== 'advice'}>
      <summary className="flex cursor-pointer list-none items-start gap-2.5 px-4 py-2.5 hover:bg-sunken [&::-webkit-details-marker]:hidden">
        <SeverityIcon severity={ICONS[severity]} className="mt-0.5" />
        <span className={severity === 'advice' ? 'min-w-0 flex-1' : 'min-w-0 flex-1 font-medium'}>
          {sentence}
        </span>
        {named && <Badge>{node}</Badge>}
        {since !== null && now - since >= 60_000 && (
          <span className="hidden shrink-0 text-sm text-faint sm:inline">
            {area === 'keyspace'
              ? `${formatDuration((now - since) / 1000)} ago`
              : `for ${formatDuration((now - since) / 1000)}`}
          </span>
        )}
        <ChevronRight
          aria-hidden
          className="mt-0.5 size-4 shrink-0 text-faint transition-transform duration-100 group-open/found:rotate-90"
        />
      </summary>
      <div className="space-y-2.5 px-4 pb-3 pl-10.5">
        {evidence.length > 0 && (
          <dl className="flex flex-wrap gap-x-6 gap-y-1">
            {evidence.map(({ label, value, unit, metric }) => {
              const page = metric === undefined ? null : chartPage(metric);
              return (
                <div key={label} className="flex items-baseline gap-2">
                  <dt className="text-sm text-muted">{label}</dt>
                  <dd className="font-medium">
                    {page === null ? (
                      formatValue(value, unit)
                    ) : (
                      <Link
                        href={sectionPath(instance, page)}
                        className="underline decoration-line-strong underline-offset-4 hover:decoration-ink"
                      >
                        {formatValue(value, unit)}
                      </Link>
                    )}
                  </dd>
                </div>
              );
            })}
          </dl>
        )}
        <p className="max-w-prose text-muted">{remedy}</p>
        {line && <CopyLine line={line} />}
        {action && (
          <ActionButton
            action={action}
            input={action === 'instance.reconnect' ? {} : { node }}
            size="small"
          />
        )}
      </div>
    </details>
  );
}
