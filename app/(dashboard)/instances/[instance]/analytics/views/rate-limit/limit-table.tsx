'use client';

import { useMemo } from 'react';
import { ActionButton } from '@/components/actions/action-button';
import { Badge, type Tone } from '@/components/ui/badge';
import { DataTable } from '@/components/ui/data-table';
import { Meter } from '@/components/ui/meter';
import type { Column } from '@/components/ui/table-column';
import { toShown, WireName } from '@/components/ui/wire-name';
import { formatCount, formatDuration, formatValue, UNKNOWN } from '@/lib/format';
import type { LimitResponse, LimitRow } from '@/lib/patterns/rate-limits/read';

/** What names a limiter in an action. */
export interface LimitAddress {
  db: number;
  thing: string;
}

const STATES: Record<
  NonNullable<LimitRow['state']>,
  { tone: Tone; meter: 'critical' | 'warning' | 'fine' }
> = {
  limited: { tone: 'critical', meter: 'critical' },
  near: { tone: 'warning', meter: 'warning' },
  within: { tone: 'fine', meter: 'fine' },
};

/** Who has used how much of a limit, those nearest to it first. */
export function LimitTable({
  view,
  address,
  now,
  exportName,
  empty,
  onChanged,
}: {
  view: LimitResponse;
  address: LimitAddress;
  now: number;
  exportName: string;
  empty: string;
  onChanged: () => void;
}) {
  const { limit, ways, limited } = view;
  const judged = limited !== null;
  const buckets = ways.includes('token bucket');
  const columns = useMemo(
    () => columnsOf({ limit, judged, buckets, now, address, onChanged }),
    [limit, judged, buckets, now, address, onChanged],
  );
  return (
    <DataTable
      label="Who uses it"
      noun="user"
      columns={columns}
      rows={view.rows}
      rowId={({ keys }) => keys[0]!}
      rowLabel={({ who }) => toShown(who)}
      defaultSort={limit === null && buckets ? 'tokens' : '-used'}
      filterHint={judged ? 'user:4, state:near, used>20' : 'user:4, used>20'}
      exportName={exportName}
      total={view.total}
      empty={empty}
      selectionBar={(rows, _, clear) => (
        <>
          <span className="mr-auto">{rows.length} selected</span>
          <ActionButton
            action="limit.reset"
            input={{ ...address, keys: rows.flatMap(({ keys }) => keys) }}
            label={rows.length === 1 ? 'Reset limit' : `Reset ${rows.length} limits`}
            variant="danger"
            size="small"
            preview={<Names rows={rows} />}
            onDone={() => {
              clear();
              onChanged();
            }}
          />
        </>
      )}
    />
  );
}

function columnsOf({
  limit,
  judged,
  buckets,
  now,
  address,
  onChanged,
}: {
  limit: number | null;
  judged: boolean;
  buckets: boolean;
  now: number;
  address: LimitAddress;
  onChanged: () => void;
}): readonly Column<LimitRow>[] {
  const until = (at: number | null) => (at === null ? null : Math.max(0, Math.ceil((at - now) / 1000)));
  const state: Column<LimitRow> = {
    id: 'state',
    label: 'State',
    explains: 'Near: four fifths of the limit are used',
    value: (row) => row.state,
    width: 100,
    onCard: 'half',
    cell: (row) => (row.state ? <Badge tone={STATES[row.state].tone}>{row.state}</Badge> : UNKNOWN),
  };
  const tokens: Column<LimitRow> = {
    id: 'tokens',
    label: 'Tokens left',
    explains: 'Those that came back since the last request included, as far as the rate is known',
    value: (row) => row.tokens,
    unit: 'count',
    width: 110,
    onCard: 'half',
    cell: (row) => (row.tokens === null ? UNKNOWN : formatCount(Math.floor(row.tokens))),
  };
  const admitted: Column<LimitRow> = {
    id: 'admitted',
    label: 'Admitted in',
    explains: 'When somebody who is limited may ask again',
    value: (row) => until(row.admittedAt),
    unit: 'seconds',
    width: 110,
    onCard: 'half',
    cell: (row) => (row.admittedAt === null ? UNKNOWN : formatIn(until(row.admittedAt)!)),
  };
  return [
    {
      id: 'who',
      label: 'Who',
      value: (row) => toShown(row.who),
      width: 180,
      grow: true,
      onCard: 'title',
      cell: (row) => <WireName wire={row.who} />,
    },
    {
      id: 'used',
      label: buckets ? 'Tokens out' : 'Requests',
      explains: buckets ? 'What has been taken out of the bucket' : 'In the present window',
      value: (row) => row.count,
      unit: 'count',
      width: limit === null ? 120 : 260,
      onCard: limit === null ? 'half' : 'whole',
      cell: (row) => <Use row={row} limit={limit} />,
    },
    ...(judged ? [state] : []),
    ...(buckets ? [tokens] : []),
    {
      id: 'resets',
      label: 'Resets in',
      explains: 'When all of it is forgotten if nothing more comes',
      value: (row) => until(row.resetsAt),
      order: (row) => row.resetsAt ?? Infinity,
      unit: 'seconds',
      width: 110,
      onCard: 'half',
      cell: (row) => (row.resetsAt === null ? UNKNOWN : formatIn(until(row.resetsAt)!)),
    },
    ...(judged ? [admitted] : []),
    {
      id: 'share',
      label: 'Of the limit',
      value: (row) => row.share,
      unit: 'ratio',
      width: 110,
      extra: true,
    },
    {
      id: 'keys',
      label: 'Keys',
      value: (row) => row.keys.map(toShown).join(' '),
      width: 320,
      mono: true,
      extra: true,
    },
    {
      id: 'reset',
      label: '',
      value: () => null,
      width: 120,
      onCard: 'whole',
      cell: (row) => (
        <ActionButton
          action="limit.reset"
          input={{ ...address, keys: row.keys }}
          size="small"
          variant="quiet"
          preview={<Names rows={[row]} />}
          onDone={onChanged}
        />
      ),
    },
  ];
}

const formatIn = (seconds: number) => (seconds === 0 ? 'now' : formatDuration(seconds));

/** What is used as a bar against the limit; without one, the number alone. */
function Use({ row, limit }: { row: LimitRow; limit: number | null }) {
  const used = row.count === null ? UNKNOWN : formatCount(Math.ceil(row.count));
  if (limit === null) return used;
  return (
    <span
      className="flex items-center justify-end gap-2"
      title={row.share === null ? undefined : `${formatValue(row.share, 'ratio')} of the limit`}
    >
      {row.count !== null && (
        <Meter
          ratio={row.count / limit}
          tone={row.state ? STATES[row.state].meter : 'plain'}
          className="w-28 shrink-0"
        />
      )}
      <span className="min-w-20 text-right tabular-nums">
        {used} <span className="text-muted">of {formatCount(limit)}</span>
      </span>
    </span>
  );
}

const NAMED = 8;

/** Who is about to be reset. */
function Names({ rows }: { rows: readonly LimitRow[] }) {
  return (
    <ul className="max-h-48 overflow-y-auto rounded-md border px-3 py-2 text-sm">
      {rows.slice(0, NAMED).map((row) => (
        <li key={row.keys[0]} className="flex justify-between gap-3">
          <WireName wire={row.who} className="truncate" />
          <span className="shrink-0 text-muted tabular-nums">
            {row.count === null ? UNKNOWN : `${formatCount(Math.ceil(row.count))} used`}
          </span>
        </li>
      ))}
      {rows.length > NAMED && <li className="text-muted">and {rows.length - NAMED} more</li>}
    </ul>
  );
}
