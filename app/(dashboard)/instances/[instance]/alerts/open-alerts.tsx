'use client';

import Link from 'next/link';
import { useState } from 'react';
import { ActionButton } from '@/components/actions/action-button';
import { useLive } from '@/components/live/live-provider';
import { sectionPath } from '@/components/shell/sections';
import { Badge } from '@/components/ui/badge';
import { CopyLine } from '@/components/ui/copy-line';
import { Select } from '@/components/ui/input';
import { Ago, Moment } from '@/components/ui/moment';
import { Notice } from '@/components/ui/notice';
import { SeverityIcon } from '@/components/ui/severity-icon';
import { useNow } from '@/lib/client/use-now';
import { formatValue } from '@/lib/format';
import type { AlertsResponse, OpenAlertEntry } from '@/lib/schemas/alerts';
import { parseAsMoment } from '@/lib/search-params';

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
          One opens here, and is sent to the webhooks, as soon as a rule has found something for as long as it
          waits.
        </Notice>
      )}
      {open.map((alert) => (
        <AlertCard key={alert.id} alert={alert} now={now} onDone={onDone} />
      ))}
      {hidden > 0 && (
        <p className="text-sm text-muted">
          {hidden === 1 ? 'One more is' : `${hidden} more are`} open about what your Redis user may not ask.
        </p>
      )}
    </section>
  );
}

function AlertCard({ alert, now, onDone }: { alert: OpenAlertEntry; now: number; onDone: () => void }) {
  const { instance } = useLive();
  const { severity, acknowledged, silenced, unchecked, fineSince, evidence } = alert;
  const from = parseAsMoment.serialize(alert.openedAt - HOUR_MS / 2);
  const charts = `${sectionPath(instance.id, '')}?range=1h&from=${from}&at=${parseAsMoment.serialize(alert.openedAt)}`;
  return (
    <article aria-label={alert.title} className="flex gap-3 rounded-lg border bg-surface p-4">
      <SeverityIcon severity={severity} className="mt-1" />
      <div className="min-w-0 flex-1 space-y-2">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h2 className="text-base font-medium">{alert.title}</h2>
          <span className="font-mono text-xs text-muted">{alert.node}</span>
          {acknowledged && <Badge tone="info">{acknowledged.person} knows of it</Badge>}
          {silenced && (
            <Badge>
              silenced until <Moment at={silenced.until} now={now} />
            </Badge>
          )}
          <span className="ml-auto text-sm text-muted">
            since <Ago at={alert.since} now={now} />
          </span>
        </div>
        <p>{alert.sentence}</p>
        {evidence.length > 0 && (
          <dl className="flex flex-wrap gap-x-6 gap-y-1 text-sm">
            {evidence.map(({ label, value, unit }) => (
              <div key={label} className="flex gap-1.5">
                <dt className="text-muted">{label}</dt>
                <dd className="tabular-nums">{formatValue(value, unit)}</dd>
              </div>
            ))}
          </dl>
        )}
        {unchecked !== null && (
          <p className="text-sm text-muted">
            It is not known whether this is still so: {unchecked}. It stays open until it is known to be over.
          </p>
        )}
        {fineSince !== null && (
          <p className="text-sm text-muted">
            It has been over since <Moment at={fineSince} now={now} />; it closes if that lasts.
          </p>
        )}
        <p className="text-sm text-muted">{alert.remedy}</p>
        {alert.line && <CopyLine line={alert.line} />}
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
          <Link href={charts} className="ml-auto text-sm text-accent hover:underline">
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
    <>
      <ActionButton
        action="alert.silence"
        label="Silence"
        input={{ rule: alert.rule, node: alert.node, until: now + ms }}
        onDone={onDone}
      />
      <Select
        aria-label={`How long to silence ${alert.title}`}
        className="w-28"
        value={ms}
        onChange={(event) => setMs(Number(event.target.value))}
      >
        {SILENCES.map((each) => (
          <option key={each.ms} value={each.ms}>
            for {each.label}
          </option>
        ))}
      </Select>
    </>
  );
}
