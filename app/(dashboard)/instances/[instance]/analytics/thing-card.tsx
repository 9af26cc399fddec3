import { Lock, Pin } from 'lucide-react';
import Link from 'next/link';
import { Sparkline } from '@/components/charts/sparkline';
import { Quantity } from '@/components/ui/quantity';
import { SeverityIcon } from '@/components/ui/severity-icon';
import { formatCount } from '@/lib/format';
import { PATTERNS } from '@/lib/patterns/pattern-ids';
import type { ThingCard as Card } from '@/lib/schemas/analytics';
import { thingPath } from './thing-path';

/** A thing with its one number and its past. */
export function ThingCard({
  thing,
  instance,
  database,
}: {
  thing: Card;
  instance: string;
  database: number;
  now: number;
}) {
  const { summary, access, pattern, title } = thing;
  return (
    <Link
      href={thingPath(instance, pattern, thing.id, database)}
      title={thing.why}
      prefetch={false}
      className="flex h-full min-h-32 flex-col rounded-lg border bg-surface px-4 pt-3 pb-3 hover:border-line-strong"
    >
      <span className="flex items-center gap-2 text-xs text-muted">
        {PATTERNS[pattern].label}
        {thing.pinned && <Pin className="size-3.5 text-accent" aria-label="Pinned" />}
        {thing.confidence < 0.8 && access === 'readable' && (
          <span className="ml-auto">{Math.round(thing.confidence * 100)} % sure</span>
        )}
      </span>
      <span className="truncate text-base font-medium" title={title}>
        {title}
      </span>
      {access === 'denied' ? (
        <span className="mt-auto flex items-center gap-1.5 text-sm text-muted">
          <Lock className="size-4" /> No access
        </span>
      ) : (
        <>
          <span className="mt-1 flex items-baseline gap-2">
            <span className="text-2xl tracking-tight tabular-nums">
              <Quantity value={summary?.value ?? null} unit={summary?.unit ?? 'count'} />
            </span>
            <span className="truncate text-sm text-muted">{summary?.caption ?? ''}</span>
          </span>
          <span className="mt-auto block h-7 pt-1">
            {summary?.spark && summary.spark.length > 1 && <Spark points={summary.spark} />}
          </span>
          <span className="mt-1 flex items-center gap-1.5 text-xs text-muted">
            {summary?.trouble ? (
              <>
                <SeverityIcon severity="warning" className="size-3.5" />
                <span className="truncate text-warning" title={summary.trouble}>
                  {summary.trouble}
                </span>
              </>
            ) : (
              `${formatCount(thing.keys)} ${thing.keys === 1 ? 'key' : 'keys'}`
            )}
          </span>
        </>
      )}
    </Link>
  );
}

const Spark = ({ points }: { points: NonNullable<NonNullable<Card['summary']>['spark']> }) => (
  <Sparkline points={points} from={points[0]![0]} to={points.at(-1)![0]} />
);
