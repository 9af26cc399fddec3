'use client';

import { parseAsInteger, parseAsString, useQueryStates } from 'nuqs';
import { useMemo, useState, type ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { FindForm } from '@/components/ui/find-form';
import { Pager } from '@/components/ui/pager';
import { Panel } from '@/components/ui/panel';
import { StatStrip } from '@/components/ui/stat-strip';
import { toShown } from '@/components/ui/wire-name';
import { formatCount, formatDuration, formatValue, UNKNOWN } from '@/lib/format';
import type { LimitResponse } from '@/lib/patterns/rate-limits/read';
import { Notes } from './notes';
import { LimitForm } from './rate-limit/limit-form';
import { LimitTable } from './rate-limit/limit-table';
import type { ViewProps } from './view-props';

const PARAMS = {
  find: parseAsString,
  offset: parseAsInteger.withDefault(0),
  count: parseAsInteger.withDefault(50),
};

/** Who is near or over a limit, when it resets, and a way to forget what was used. */
export function RateLimitView({ thing, view, now, database, onChanged }: ViewProps<LimitResponse>) {
  const [{ find, offset, count }, setParams] = useQueryStates(PARAMS);
  const [changing, setChanging] = useState(false);
  const address = useMemo(() => ({ db: database, thing: thing.id }), [database, thing.id]);
  const { limit, asks } = view;
  return (
    <>
      <StatStrip stats={statsOf(view, () => setChanging(!changing))} />
      {(asks.length > 0 || changing) && (
        <LimitForm
          // What was typed is said by now: the form shows it as a setting.
          key={JSON.stringify(thing.settings)}
          thing={thing}
          ways={view.ways}
          asks={asks}
          database={database}
          onSaved={() => {
            setChanging(false);
            onChanged();
          }}
          onClose={asks.length > 0 ? undefined : () => setChanging(false)}
        />
      )}
      <Notes notes={view.notes} />
      <Panel
        flush
        title={limit === null ? 'Who uses it' : 'Who is nearest to the limit'}
        aside={
          <>
            <FindForm
              label="Whose name contains"
              placeholder={view.rows[0] ? toShown(view.rows[0].who) : 'user:42'}
              value={find}
              onFind={(wire) => void setParams({ find: wire, offset: null })}
            />
            <Pager
              offset={offset}
              count={count}
              total={view.total}
              onOffset={(value) => void setParams({ offset: value || null })}
            />
          </>
        }
      >
        <LimitTable
          view={view}
          address={address}
          now={now}
          exportName={thing.title}
          empty={
            find === null
              ? 'Nobody is counted just now: the first request begins a window.'
              : `Nobody whose name contains ${toShown(find)} is counted just now.`
          }
          onChanged={onChanged}
        />
      </Panel>
    </>
  );
}

interface Stat {
  label: string;
  value: ReactNode;
  note?: ReactNode;
}

function statsOf(view: LimitResponse, onChange: () => void): Stat[] {
  const { limit, asks, looked, known, complete, deniedAlways } = view;
  const buckets = view.ways.includes('token bucket');
  const of = looked < known ? `of ${formatCount(looked)} looked at` : undefined;
  const stats: Stat[] = [
    {
      label: 'Counted now',
      value: formatCount(view.total),
      note: complete ? of : `${of ?? `of ${formatCount(known)} known`}; the scan kept a part of the names`,
    },
    { label: 'Limited', value: coloured(view.limited, 'text-critical'), note: 'the next request is refused' },
    { label: 'Near', value: coloured(view.near, 'text-warning'), note: 'four fifths are used' },
    {
      label: buckets ? 'Capacity' : 'Limit',
      value: (
        <span className="flex items-baseline justify-between gap-2">
          {formatValue(limit, 'count')}
          {asks.length === 0 && (
            <Button size="small" variant="quiet" onClick={onChange} className="tracking-normal">
              Change
            </Button>
          )}
        </span>
      ),
      note: limit === null ? 'type it in below' : paceOf(view),
    },
  ];
  if (view.requests !== null) {
    stats.push({
      label: 'Requests together',
      value: formatCount(view.requests),
      note: 'in the present windows',
    });
  }
  if (deniedAlways !== null)
    stats.push({ label: 'Denied always', value: formatCount(deniedAlways), note: 'on the deny list' });
  return stats;
}

const coloured = (value: number | null, colour: string): ReactNode =>
  value === null ? UNKNOWN : <span className={value > 0 ? colour : undefined}>{formatCount(value)}</span>;

function paceOf({ windowSeconds, refillPerSecond }: LimitResponse): string {
  if (refillPerSecond !== null) return `${formatValue(refillPerSecond, 'count')} tokens back per second`;
  return windowSeconds === null ? 'requests in a window' : `requests in ${formatDuration(windowSeconds)}`;
}
