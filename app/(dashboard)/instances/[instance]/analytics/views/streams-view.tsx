'use client';

import { parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { Scissors } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { BarPanel } from '@/components/charts/bar-panel';
import { EntriesPanel } from '@/components/streams/entries-panel';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { Segmented } from '@/components/ui/segmented';
import { StatStrip } from '@/components/ui/stat-strip';
import { toShown } from '@/components/ui/wire-name';
import { formatBytes, formatCount, formatDuration, formatValue, UNKNOWN } from '@/lib/format';
import type { StreamResponse } from '@/lib/patterns/streams/model';
import { endsIn } from './ends-in';
import { KeyPicker } from './key-picker';
import { RANGE_PARAMS, RangePicker } from './range-picker';
import { toBars } from './step-bars';
import { GroupsPanel } from './streams/groups-panel';
import { NumbersPanel } from './streams/numbers-panel';
import { PendingPanel } from './streams/pending-panel';
import { TrimPanel } from './streams/trim-panel';
import type { ViewProps } from './view-props';

const PARAMS = {
  key: parseAsString,
  tab: parseAsStringLiteral(['entries', 'groups', 'pending', 'numbers'] as const).withDefault('entries'),
  before: parseAsString,
  group: parseAsString,
  consumer: parseAsString,
  after: parseAsString,
  poison: parseAsInteger.withDefault(5),
  field: parseAsString,
  ...RANGE_PARAMS,
};

/** A stream: how fast it grows, what is in it, and who has not finished what they were given. */
export function StreamsView({
  thing,
  view,
  at,
  now,
  database,
  pending,
  onChanged,
}: ViewProps<StreamResponse>) {
  const [params, setParams] = useQueryStates(PARAMS);
  const [trims, setTrims] = useState(false);
  const { tab, before, group, consumer, after, poison, last, from, to } = params;
  const { stream, chart, groups } = view;
  const picker = (
    <KeyPicker
      label="Stream"
      value={view.key}
      keys={view.keys}
      onChoose={(key) => void setParams({ ...NOTHING_CHOSEN, key })}
    />
  );
  if (view.key === null || stream === null) {
    return (
      <>
        {picker}
        <Notice
          severity="info"
          title={view.key ? `${toShown(view.key)} is gone.` : 'There is no such stream.'}
        >
          It was deleted, or it has expired. It is shown again as soon as somebody adds an entry.
        </Notice>
      </>
    );
  }
  const address = { db: database, thing: thing.id, key: view.key };
  const openPending = (name: string, whose: string | null) =>
    void setParams({ tab: 'pending', group: name, consumer: whose, after: null });
  const range = chart.from === null || chart.to === null ? null : { from: chart.from, to: chart.to };
  const ranges = (
    <RangePicker
      range={{ last, from, to }}
      shown={range}
      now={at}
      onChange={(value) => void setParams(value)}
    />
  );
  return (
    <>
      {picker}
      <StatStrip stats={statsOf(view, stream, now)} />
      {view.troubles.length > 0 && <Troubles troubles={view.troubles} />}
      <RateChart chart={chart} at={at} aside={ranges} />
      <div className="flex flex-wrap items-center justify-between gap-2">
        <Segmented
          label="Show"
          value={tab}
          onChange={(value) => void setParams({ tab: value, before: null, after: null })}
          options={[
            { value: 'entries', label: 'Entries' },
            { value: 'groups', label: `Groups (${formatCount(groups.of)})` },
            { value: 'pending', label: `Pending (${formatCount(pendingOf(view))})` },
            { value: 'numbers', label: 'Numbers' },
          ]}
        />
        <Button variant="quiet" aria-expanded={trims} onClick={() => setTrims(!trims)}>
          <Scissors /> Trim
        </Button>
      </div>
      {trims && <TrimPanel length={stream.length} groups={groups} address={address} onDone={onChanged} />}
      {tab === 'entries' && (
        <EntriesPanel
          entries={view.entries}
          pending={pending}
          now={now}
          before={before}
          exportName={toShown(view.key)}
          onBefore={(id) => void setParams({ before: id })}
        />
      )}
      {tab === 'groups' && (
        <GroupsPanel
          groups={groups}
          chosen={view.group}
          now={now}
          exportName={toShown(view.key)}
          onChoose={(name) => void setParams({ group: name, consumer: null, after: null })}
          onPending={openPending}
        />
      )}
      {tab === 'pending' && (
        <PendingPanel
          groups={groups.rows}
          chosen={view.group}
          consumer={consumer}
          after={after}
          poison={poison}
          pending={pending}
          now={now}
          address={address}
          exportName={toShown(view.key)}
          onAsk={(asked) => void setParams(asked)}
          onChanged={onChanged}
        />
      )}
      {tab === 'numbers' && (
        <NumbersPanel chart={chart} pending={pending} onField={(field) => void setParams({ field })} />
      )}
      {group !== null && view.group === null && (tab === 'groups' || tab === 'pending') && !pending && (
        <p className="text-sm text-muted">There is no group {toShown(group)} any more.</p>
      )}
    </>
  );
}

const NOTHING_CHOSEN = { group: null, consumer: null, before: null, after: null, field: null };

const pendingOf = ({ groups }: StreamResponse) => groups.rows.reduce((sum, { pending }) => sum + pending, 0);

function statsOf(view: StreamResponse, stream: NonNullable<StreamResponse['stream']>, now: number) {
  // One unit is enough here: the exact moment is in the id.
  const age = (moment: number | null) =>
    moment === null
      ? UNKNOWN
      : formatDuration((now - moment) / 1000)
          .split(' ')
          .slice(0, 2)
          .join(' ');
  const { length, perHour, firstAt, lastAt, firstId, lastId, memoryBytes, ttlMs, entriesAdded } = stream;
  const isRefused = memoryBytes === null;
  return [
    {
      label: 'Entries',
      value: formatCount(length),
      note: entriesAdded === null ? undefined : `${formatCount(entriesAdded)} ever added`,
    },
    { label: 'Per hour', value: formatValue(perHour, 'count'), note: 'as the newest came' },
    {
      label: 'Age of the newest',
      value: age(lastAt),
      note: <span className="font-mono">{lastId ?? 'none'}</span>,
    },
    {
      label: 'Age of the oldest',
      value: age(firstAt),
      note: <span className="font-mono">{firstId ?? 'none'}</span>,
    },
    {
      label: 'Memory',
      value: formatBytes(memoryBytes),
      note: isRefused ? 'needs MEMORY USAGE' : ttlMs === null ? 'never expires' : `ends in ${endsIn(ttlMs)}`,
    },
  ];
}

/** What needs attention in its groups, the worst first. */
function Troubles({ troubles }: { troubles: readonly string[] }) {
  const [worst, ...others] = troubles;
  return (
    <Notice severity="warning" title={worst}>
      {others.length > 0 && (
        <ul className="space-y-1">
          {others.map((trouble) => (
            <li key={trouble}>{trouble}</li>
          ))}
        </ul>
      )}
    </Notice>
  );
}

function RateChart({ chart, at, aside }: { chart: StreamResponse['chart']; at: number; aside: ReactNode }) {
  const { bars, barMs } = toBars(chart.counts, chart.stepMs ?? 0, at);
  return (
    <BarPanel
      title={
        <>
          {chart.stepMs === null ? 'Entries' : `Entries per ${formatDuration(barMs / 1000)}`}
          {chart.coverage === 'sampled' && (
            <span
              className="ml-2 text-sm font-normal text-muted"
              title="Of long steps only the first entries were read; the rest is taken to have come as fast"
            >
              estimated
            </span>
          )}
        </>
      }
      aside={aside}
      label="Entries added"
      unit="count"
      height={180}
      bars={bars}
      empty="There is no entry with a time in its id: those that an application numbers itself say nothing of when."
    />
  );
}
