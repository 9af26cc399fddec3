import { Meter } from '@/components/ui/meter';
import { formatCount, formatDuration, formatValue, share, UNKNOWN } from '@/lib/format';
import type { AnalysisState } from '@/lib/keyspace/analysis-summary';
import type { WholeProgress } from './add-up-nodes';

/** Why nothing is asked just now, and what of it is said about the latency. */
const AT_REST: Partial<Record<AnalysisState, { why: string; latency: string }>> = {
  paused: { why: 'It rests until somebody continues it.', latency: 'It asks nothing while it rests.' },
  reconnecting: { why: 'It waits for the server to answer.', latency: 'It asks nothing until it is back.' },
};

/** Keys looked at, of how many, how fast, and how long it will take. */
export function HowFar({ progress, state }: { progress: WholeProgress; state: AnalysisState }) {
  const { seenKeys, totalKeys, keysPerSecond, secondsLeft } = progress;
  // Keys come and go meanwhile: what was the whole at the beginning is not quite the end.
  const ratio = totalKeys === null ? null : Math.min(1, share(seenKeys, totalKeys) ?? 1);
  return (
    <div className="space-y-2">
      <p className="flex flex-wrap items-baseline gap-x-3">
        <span className="text-2xl tracking-tight">
          {ratio === null ? formatCount(seenKeys) : formatValue(ratio, 'ratio')}
        </span>
        <span className="text-muted">
          {ratio === null
            ? 'keys'
            : `${formatCount(Math.min(seenKeys, totalKeys!))} of about ${formatCount(totalKeys)} keys`}
        </span>
      </p>
      <div
        role="progressbar"
        aria-label="Keys looked at"
        aria-valuenow={ratio === null ? undefined : Math.round(ratio * 100)}
        aria-valuemin={0}
        aria-valuemax={100}
        className="h-2 overflow-hidden rounded-full bg-sunken"
      >
        <div
          className="h-full rounded-full bg-accent transition-[width] duration-150"
          style={{ width: `${(ratio ?? 0.03) * 100}%` }}
        />
      </div>
      <p className="text-sm text-muted">
        {AT_REST[state]?.why ??
          ([
            keysPerSecond !== null && `${formatCount(keysPerSecond)} keys/s`,
            secondsLeft !== null && `${formatDuration(Math.max(1, secondsLeft))} left`,
          ]
            .filter(Boolean)
            .join(' · ') ||
            'Measuring what is usual at this server first.')}
      </p>
    </div>
  );
}

/** What it adds to the latency of others, beside what it may add. */
export function AddedLatency({ progress, state }: { progress: WholeProgress; state: AnalysisState }) {
  const { addedP99Ms, budgetMs } = progress;
  const added = AT_REST[state] ? null : addedP99Ms;
  const isOver = added !== null && budgetMs !== null && added > budgetMs;
  return (
    <div className="space-y-2">
      <p className="flex flex-wrap items-baseline gap-x-3">
        <span className="text-2xl tracking-tight">
          {added === null ? UNKNOWN : added.toFixed(2)}
          {added !== null && <span className="ml-0.5 text-[0.78em] leading-none text-muted">ms</span>}
        </span>
        <span className="text-muted">
          added to p99 {budgetMs === null ? 'without a limit' : `of ${budgetMs} ms that it may`}
        </span>
      </p>
      <Meter
        ratio={added === null || budgetMs === null ? 0 : added / budgetMs}
        tone={isOver ? 'warning' : 'fine'}
        className="h-2"
      />
      <p className="text-sm text-muted">
        {AT_REST[state]?.latency ?? latencyWords(added, isOver, budgetMs === null)}
      </p>
    </div>
  );
}

function latencyWords(added: number | null, isOver: boolean, isFree: boolean): string {
  if (added === null) return 'Not known yet: a hundred PINGs make a judgement.';
  if (isFree) return 'By PINGs beside it; nothing holds it back.';
  return isOver ? 'Over it for the moment: it slows down.' : 'By PINGs beside it; it stays below.';
}
