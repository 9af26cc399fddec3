'use client';

import { RefreshCw } from 'lucide-react';
import { ActionButton } from '@/components/actions/action-button';
import { Notice } from '@/components/ui/notice';
import { Ago } from '@/components/ui/moment';
import { formatCount } from '@/lib/format';
import type { AnalyticsResponse } from '@/lib/schemas/analytics';

/** How the look over the keys goes, or when it was, and the way to another one. */
export function ScanLine({
  scan,
  now,
  database,
  onAgain,
}: {
  scan: AnalyticsResponse['scan'];
  now: number;
  database: number;
  onAgain: () => void;
}) {
  if (scan.state === 'failed' && scan.error) {
    return (
      <Notice
        severity="warning"
        title={`Looking over the keys ended early: ${scan.error.message}`}
        line={scan.error.line}
        action={<ScanAgain database={database} onAgain={onAgain} />}
      >
        {scan.error.remedy}
      </Notice>
    );
  }
  if (scan.state === 'scanning') return <Progress {...scan} />;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-muted">
      <p>
        {formatCount(scan.seen)} keys looked over{' '}
        {scan.finishedAt !== null && <Ago at={scan.finishedAt} now={now} />}; of each group of names a few
        were opened.
      </p>
      <ScanAgain database={database} onAgain={onAgain} />
    </div>
  );
}

const ScanAgain = ({ database, onAgain }: { database: number; onAgain: () => void }) => (
  <ActionButton
    action="analytics.scan"
    input={{ db: database }}
    variant="quiet"
    size="small"
    icon={<RefreshCw />}
    onDone={onAgain}
  />
);

function Progress({ seen, total, withAnalysis }: AnalyticsResponse['scan']) {
  const share = total ? Math.min(1, seen / total) : null;
  return (
    <div role="status" className="space-y-1.5 rounded-lg border bg-surface px-4 py-3">
      <p>
        {withAnalysis ? 'Looking over the keys as your analysis passes them' : 'Looking over the keys'}:{' '}
        <span className="tabular-nums">{formatCount(seen)}</span>
        {total !== null && <span className="text-muted"> of about {formatCount(total)}</span>}
      </p>
      <div
        role="progressbar"
        aria-label="Keys looked over"
        aria-valuenow={share === null ? undefined : Math.round(share * 100)}
        aria-valuemin={0}
        aria-valuemax={100}
        className="h-1.5 overflow-hidden rounded-full bg-sunken"
      >
        <div className="h-full bg-accent transition-[width]" style={{ width: `${(share ?? 0.03) * 100}%` }} />
      </div>
    </div>
  );
}
