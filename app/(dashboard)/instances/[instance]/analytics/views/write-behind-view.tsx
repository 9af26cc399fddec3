'use client';

import { parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { Notice } from '@/components/ui/notice';
import { Pager } from '@/components/ui/pager';
import { Panel } from '@/components/ui/panel';
import { Segmented } from '@/components/ui/segmented';
import { StatStrip } from '@/components/ui/stat-strip';
import { toShown } from '@/components/ui/wire-name';
import { formatCount, formatDuration, formatValue, formatWholeSeconds } from '@/lib/format';
import type { WriteBehindResponse } from '@/lib/patterns/write-behind/read';
import { KeyPicker } from './key-picker';
import type { ViewProps } from './view-props';
import { EntryTable } from './write-behind/entry-table';
import { RepeatTable } from './write-behind/repeat-table';

const PARAMS = {
  key: parseAsString,
  order: parseAsStringLiteral(['oldest', 'newest'] as const).withDefault('oldest'),
  offset: parseAsInteger.withDefault(0),
  count: parseAsInteger.withDefault(50),
};

/** How long a change may wait: a flush that works is faster than the first, and whoever is behind the second is in trouble. */
const LATE_MS = 60_000;
const VERY_LATE_MS = 600_000;

/** What has not reached the database: how much, how far behind it is, and what would be lost. */
export function WriteBehindView({ view, at, now }: ViewProps<WriteBehindResponse>) {
  const [{ order, offset, count }, setParams] = useQueryStates(PARAMS);
  const isRefresh = view.kind === 'refreshes';
  const ageMs = view.oldestAt === null ? null : Math.max(0, now - view.oldestAt);
  const noun = isRefresh ? 'request' : 'change';
  return (
    <>
      <KeyPicker
        label="Queue"
        value={view.key}
        keys={view.keys}
        onChoose={(key) => void setParams({ key, offset: null })}
      />
      {ageMs !== null && ageMs > LATE_MS && (
        <Notice
          severity={isRefresh || ageMs <= VERY_LATE_MS ? 'warning' : 'critical'}
          title={lateText(view, ageMs)}
        >
          {isRefresh
            ? 'The entries end meanwhile, and are computed while somebody waits.'
            : 'If Redis lost its data now, the database would never hear of them. Nothing here trims the list: what is taken off it is lost.'}
        </Notice>
      )}
      <StatStrip
        stats={[
          {
            label: isRefresh ? 'Refreshes asked for' : 'Changes not yet written',
            value: formatCount(view.depth),
          },
          {
            label: isRefresh ? 'Oldest request' : 'The database is behind by',
            value: <span className={toneOf(ageMs, isRefresh)}>{ageOf(ageMs)}</span>,
            note: ageMs === null && view.depth > 0 ? 'the entries have no times' : undefined,
          },
          {
            label: 'Come in',
            value:
              view.arrivalsPerMinute === null ? '—' : `${formatValue(view.arrivalsPerMinute, 'count')} / min`,
            note: 'on average, of those that wait',
          },
          {
            label: isRefresh ? 'Asked for again' : 'About the same',
            value: view.window === null ? '—' : formatCount(view.window.duplicates),
            note: view.window === null ? undefined : comparedText(view.window),
          },
        ]}
      />
      <div className="grid gap-4 xl:grid-cols-[minmax(0,1fr)_26rem]">
        <Panel
          flush
          title={isRefresh ? 'Requests' : 'Changes'}
          aside={
            <>
              <Segmented
                label="Order"
                value={order}
                onChange={(value) => void setParams({ order: value, offset: null })}
                options={[
                  { value: 'oldest', label: 'Oldest' },
                  { value: 'newest', label: 'Newest' },
                ]}
              />
              <Pager
                offset={offset}
                count={count}
                total={view.depth}
                onOffset={(value) => void setParams({ offset: value || null })}
              />
            </>
          }
        >
          <EntryTable
            rows={view.rows}
            offset={view.offset}
            at={at}
            noun={noun}
            exportName={toShown(view.key)}
          />
        </Panel>
        <RepeatTable window={view.window} isRefresh={isRefresh} />
      </div>
    </>
  );
}

const ageOf = (ageMs: number | null) => (ageMs === null ? '—' : formatWholeSeconds(Math.floor(ageMs / 1000)));

/** Of a refresh that comes late, nothing is lost but time. */
function toneOf(ageMs: number | null, isRefresh: boolean): string | undefined {
  if (ageMs === null || ageMs <= LATE_MS) return undefined;
  return ageMs > VERY_LATE_MS && !isRefresh ? 'text-critical' : 'text-warning';
}

function lateText({ kind, depth }: WriteBehindResponse, ageMs: number): string {
  const age = formatDuration(ageMs / 1000);
  if (kind === 'refreshes') return `Nobody has refreshed anything for ${age}.`;
  const changes = depth === 1 ? '1 change has' : `${formatCount(depth)} changes have`;
  return `${changes} not reached the database, the oldest for ${age}.`;
}

const comparedText = ({ looked, of }: NonNullable<WriteBehindResponse['window']>) =>
  looked < of ? `of the newest ${formatCount(looked)}` : `of all ${formatCount(looked)}`;
