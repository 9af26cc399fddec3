'use client';

import Link from 'next/link';
import { useState } from 'react';
import { ActionButton } from '@/components/actions/action-button';
import { EvidenceList } from '@/components/findings/evidence-list';
import { useLive } from '@/components/live/live-provider';
import { Badge } from '@/components/ui/badge';
import { CopyLine } from '@/components/ui/copy-line';
import { Select } from '@/components/ui/input';
import { Moment } from '@/components/ui/moment';
import { Notice } from '@/components/ui/notice';
import { SeverityIcon } from '@/components/ui/severity-icon';
import { useNow } from '@/lib/client/use-now';
import { formatDuration } from '@/lib/format';
import type { AlertsResponse, OpenAlertEntry } from '@/lib/schemas/alerts';
import { chartsAt } from './charts-at';

const HOUR_MS = 3_600_000;
const SILENCES = [
  { ms: HOUR_MS, label: '1 hour' },
  { ms: 8 * HOUR_MS, label: '8 hours' },
  { ms: 24 * HOUR_MS, label: '1 day' },
  { ms: 7 * 24 * HOUR_MS, label: '7 days' },
] as const;

/** What is wrong now, the worst first; that nothing is, is good news. */
export function OpenAlerts({ data, now, onDone }: { data: AlertsResponse; now: number; onDone: () => void }) {
  const { instance } = useLive();
  const { open, hidden } = data;
  return (
    <section aria-label="Open alerts" className="space-y-3">
      {open.length === 0 && (
        <Notice severity="fine" title={`No alert is open: ${instance.name} is within all its thresholds.`}>
          When a rule finds something and it lasts, an alert opens here and is sent to the webhooks.
        </Notice>
      )}
      {open.map((alert) => (
        <AlertCard key={alert.id} alert={alert} now={now} onDone={onDone} />
      ))}
      {hidden > 0 && (
        <p className="text-sm text-muted">
          {hidden === 1 ? 'One more alert is' : `${hidden} more alerts are`} open about what your Redis user
          may not read.
        </p>
      )}
    </section>
  );
}

function AlertCard({ alert, now, onDone }: { alert: OpenAlertEntry; now: number; onDone: () => void }) {
  const { instance } = useLive();
  const present = Math.max(useNow(now), now);
  const named = (instance.nodes?.length ?? 0) > 1;
  const { severity, acknowledged, silenced, unchecked, fineSince, evidence } = alert;
  return (
    <article aria-label={alert.title} className="flex gap-2.5 rounded-lg border bg-surface p-4">
      <SeverityIcon severity={severity} className="mt-0.5" />
      <div className="min-w-0 flex-1 space-y-2.5">
        <header className="space-y-1">
          <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
            <h2 className="text-base font-medium">{alert.title}</h2>
            {named && <span className="font-mono text-xs text-muted">{alert.node}</span>}
            {acknowledged && <Badge tone="info">{acknowledged.person} knows of it</Badge>}
            {silenced && (
              <Badge>
                silenced until&nbsp;
                <Moment at={silenced.until} now={now} />
              </Badge>
            )}
            <span className="text-sm text-muted tabular-nums sm:ml-auto">
              for {formatDuration(Math.max(1, (present - alert.since) / 1000))}
            </span>
          </div>
          <p>{alert.sentence}</p>
        </header>
        <EvidenceList evidence={evidence} instance={instance.id} node={alert.node} />
        {unchecked !== null && (
          <p className="text-sm text-muted">
            Whether this is still so cannot be checked, because {unchecked}. The alert stays open until it
            can.
          </p>
        )}
        {fineSince !== null && (
          <p className="text-sm text-muted">
            It has been fine since <Moment at={fineSince} now={now} />, and closes if it stays so.
          </p>
        )}
        <p className="max-w-prose text-muted">{alert.remedy}</p>
        {alert.line && (
          <div className="max-w-4xl">
            <CopyLine line={alert.line} />
          </div>
        )}
        <div className="flex flex-wrap items-center gap-2 pt-1">
          {!acknowledged && (
            <ActionButton action="alert.acknowledge" input={{ id: alert.id }} onDone={onDone} />
          )}
          {silenced ? (
            <ActionButton
              action="alert.unsilence"
              input={{ rule: alert.rule, node: alert.node }}
              onDone={onDone}
            />
          ) : (
            <SilenceForm alert={alert} now={now} onDone={onDone} />
          )}
          <Link
            href={chartsAt(instance.id, alert.openedAt)}
            className="text-sm text-accent hover:underline sm:ml-auto"
          >
            Charts of when it opened
          </Link>
        </div>
      </div>
    </article>
  );
}

function SilenceForm({
  alert,
  now: atRender,
  onDone,
}: {
  alert: OpenAlertEntry;
  now: number;
  onDone: () => void;
}) {
  const [ms, setMs] = useState<number>(HOUR_MS);
  const now = Math.max(useNow(atRender), atRender);
  return (
    <span className="flex items-center gap-2">
      <ActionButton
        action="alert.silence"
        label="Silence"
        input={{ rule: alert.rule, node: alert.node, until: now + ms }}
        onDone={onDone}
      />
      <Select
        aria-label={`How long to silence ${alert.title}`}
        className="w-32 max-sm:w-40"
        value={ms}
        onChange={(event) => setMs(Number(event.target.value))}
      >
        {SILENCES.map((each) => (
          <option key={each.ms} value={each.ms}>
            for {each.label}
          </option>
        ))}
      </Select>
    </span>
  );
}
