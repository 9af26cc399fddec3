'use client';

import { useMemo } from 'react';
import { classNames } from '@/components/ui/class-names';
import { DataTable } from '@/components/ui/data-table';
import { Panel } from '@/components/ui/panel';
import type { Column } from '@/components/ui/table-column';
import { toShown } from '@/components/ui/wire-name';
import type { QueueLane } from '@/lib/patterns/queues/model';
import { laneAge, laneDepth, laneLabel } from './lane-words';

/** More lanes than this are a library's many queues, which a table holds better. */
const MOST_IN_STRIP = 10;

/** The lanes with their depth and age; the chosen one's jobs are shown. */
export function LaneStrip({
  lanes,
  chosen,
  now,
  onChoose,
}: {
  lanes: readonly QueueLane[];
  chosen: string | null;
  now: number;
  onChoose: (lane: string) => void;
}) {
  if (lanes.length > MOST_IN_STRIP) return <LaneTable lanes={lanes} now={now} onChoose={onChoose} />;
  return (
    <div
      role="radiogroup"
      aria-label="Lane"
      className="grid grid-cols-2 overflow-hidden rounded-lg border bg-surface sm:grid-cols-[repeat(auto-fit,minmax(8.5rem,1fr))]"
    >
      {lanes.map((lane) => {
        const isChosen = lane.id === chosen;
        return (
          <button
            key={lane.id}
            type="button"
            role="radio"
            aria-checked={isChosen}
            title={lane.key === null ? undefined : toShown(lane.key)}
            onClick={() => onChoose(lane.id)}
            className={classNames(
              '-mr-px -mb-px min-w-0 border-r border-b px-4 py-3 text-left transition-colors duration-100',
              isChosen ? 'bg-accent-soft' : 'hover:bg-sunken',
            )}
          >
            <span className={classNames('block text-xs', isChosen ? 'text-accent' : 'text-muted')}>
              {laneLabel(lane)}
            </span>
            <span className="block truncate text-2xl tracking-tight tabular-nums">{laneDepth(lane)}</span>
            <span className="block truncate text-xs text-muted tabular-nums">
              {laneAge(lane, now) ?? '\u00a0'}
            </span>
          </button>
        );
      })}
    </div>
  );
}

function LaneTable({
  lanes,
  now,
  onChoose,
}: {
  lanes: readonly QueueLane[];
  now: number;
  onChoose: (lane: string) => void;
}) {
  const columns = useMemo(
    (): readonly Column<QueueLane>[] => [
      { id: 'lane', label: 'Lane', value: laneLabel, width: 260, grow: true, onCard: 'title' },
      {
        id: 'depth',
        label: 'Jobs',
        value: ({ depth }) => depth,
        unit: 'count',
        width: 110,
        onCard: 'half',
        cell: laneDepth,
      },
      {
        id: 'age',
        label: 'Oldest or next',
        value: (lane) => laneAge(lane, now),
        order: ({ oldestAt, nextDueAt }) => oldestAt ?? nextDueAt ?? Infinity,
        width: 180,
        onCard: 'half',
      },
    ],
    [now],
  );
  return (
    <Panel title="Lanes" flush>
      <DataTable
        label="Lanes"
        noun="lane"
        columns={columns}
        rows={lanes}
        rowId={({ id }) => id}
        defaultSort="-depth"
        filterHint="mail, depth>100"
        exportName="lanes"
        empty="No lane holds a job."
        urlPrefix="lanes"
        heightClass="max-h-80"
        onOpen={({ id }) => onChoose(id)}
      />
    </Panel>
  );
}
