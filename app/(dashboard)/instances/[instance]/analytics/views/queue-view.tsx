'use client';

import { parseAsInteger, parseAsString, useQueryStates } from 'nuqs';
import { useMemo } from 'react';
import { ActionButton } from '@/components/actions/action-button';
import { Badge } from '@/components/ui/badge';
import { Pager } from '@/components/ui/pager';
import { Panel } from '@/components/ui/panel';
import { formatCount } from '@/lib/format';
import type { QueueLane, QueueResponse } from '@/lib/patterns/queues/model';
import { KeyPicker } from './key-picker';
import { DepthCharts } from './queue/depth-charts';
import type { QueueAddress } from './queue/job-actions';
import { JobSheet } from './queue/job-sheet';
import { JobTable } from './queue/job-table';
import { LaneStrip } from './queue/lane-strip';
import { laneLabel } from './queue/lane-words';
import { TroubleList } from './queue/trouble-list';
import { queueTroubles } from './queue/troubles';
import { Workers } from './queue/workers';
import type { ViewProps } from './view-props';

const PARAMS = {
  key: parseAsString,
  lane: parseAsString,
  job: parseAsString,
  offset: parseAsInteger.withDefault(0),
  count: parseAsInteger.withDefault(50),
};

/** What stands first in a lane, for people. */
const ORDERS = {
  next: 'the next one first',
  oldest: 'the oldest first',
  newest: 'the newest first',
  stored: 'as Redis has them',
};

/** A queue: what is wrong with it, its lanes, the jobs of one of them, and how full it was. */
export function QueueView({ thing, view, pending, at, now, database, onChanged }: ViewProps<QueueResponse>) {
  const [{ job, offset, count }, setParams] = useQueryStates(PARAMS);
  const { lanes, jobs, acts } = view;
  const chosen = lanes.find(({ id }) => id === jobs.lane);
  // Where there is but one lane, its key may be one of several.
  const key = lanes.length === 1 ? (lanes[0]!.key ?? undefined) : undefined;
  const address = useMemo(
    (): QueueAddress | null =>
      acts ? { db: database, thing: thing.id, ...(key !== undefined && { key }) } : null,
    [acts, database, thing.id, key],
  );
  const showLane = (lane: string) => void setParams({ lane, job: null, offset: null });
  return (
    <>
      {view.keys && (
        <KeyPicker
          label="Queue"
          value={key ?? null}
          keys={view.keys}
          onChoose={(wire) => void setParams({ key: wire, lane: null, job: null, offset: null })}
        />
      )}
      <TroubleList troubles={queueTroubles(view, now)} onShow={showLane} />
      <LaneStrip lanes={lanes} chosen={jobs.lane} now={now} onChoose={showLane} />
      <div className="flex flex-col gap-4">
        <div className="max-md:order-last">
          <DepthCharts view={view} at={at} pinned={thing.pinned} />
        </div>
        <Panel
          flush
          title={
            <span className="flex flex-wrap items-center gap-2">
              {chosen ? laneLabel(chosen) : 'Jobs'}
              {view.paused === true && <Badge tone="warning">paused</Badge>}
              {!acts && (
                <Badge title={`${view.source} counts on nobody else touching its keys`}>
                  read only: act through the library
                </Badge>
              )}
            </span>
          }
          aside={
            <>
              {jobs.order && <span className="text-muted max-sm:hidden">{ORDERS[jobs.order]}</span>}
              <Pager
                offset={offset}
                count={count}
                total={jobs.total}
                onOffset={(value) => void setParams({ offset: value || null })}
              />
              {address && (
                <PurgeButtons view={view} chosen={chosen} address={address} onChanged={onChanged} />
              )}
            </>
          }
        >
          <Workers view={view} database={database} />
          <JobTable
            jobs={jobs}
            lanes={lanes}
            at={at}
            address={address}
            empty={emptyText(view, chosen)}
            onOpen={(handle) => void setParams({ job: handle })}
            onChanged={onChanged}
          />
        </Panel>
      </div>
      <JobSheet
        wanted={job}
        opened={view.job}
        lanes={lanes}
        pending={pending}
        now={now}
        address={address}
        onClose={() => void setParams({ job: null })}
        onChanged={onChanged}
      />
    </>
  );
}

function PurgeButtons({
  view: { lanes, statuses },
  chosen,
  address,
  onChanged,
}: {
  view: QueueResponse;
  chosen: QueueLane | undefined;
  address: QueueAddress;
  onChanged: () => void;
}) {
  // Jobs stand in a hash besides, finished ones too, where there are statuses of them.
  const all = statuses?.of ?? lanes.reduce((sum, { depth }) => sum + depth, 0);
  const purge = (lane: string | null, jobs: number, label: string) => (
    <ActionButton
      action="queue.purge"
      label={label}
      variant="quiet"
      input={{ ...address, lane, jobs }}
      onDone={onChanged}
    />
  );
  const noun = (jobs: number) => (jobs === 1 ? 'job' : 'jobs');
  return (
    <>
      {lanes.length > 1 &&
        chosen !== undefined &&
        chosen.depth > 0 &&
        chosen.id !== 'lost' &&
        purge(
          chosen.id,
          chosen.depth,
          `Purge ${formatCount(chosen.depth)} ${adjectiveOf(chosen)} ${noun(chosen.depth)}`,
        )}
      {all > 0 && purge(null, all, all === 1 ? 'Purge the only job' : `Purge all ${formatCount(all)} jobs`)}
    </>
  );
}

const adjectiveOf = ({ id, label }: QueueLane) => (id === 'processing' ? id : label.toLowerCase());

const emptyText = ({ lanes }: QueueResponse, chosen: QueueLane | undefined): string => {
  if (!chosen) return 'The queue holds no job. Whatever is enqueued next is seen here within seconds.';
  return lanes.every(({ depth }) => depth === 0)
    ? 'No job is anywhere in this queue just now: what is enqueued is taken at once, or nothing is.'
    : 'This lane holds no job just now.';
};
