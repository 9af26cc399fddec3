'use client';

import type { ReactNode } from 'react';
import { Badge } from '@/components/ui/badge';
import { Ago, Moment } from '@/components/ui/moment';
import type { QueueJob, QueueLane, QueueResponse } from '@/lib/patterns/queues/model';
import { OpenedSheet } from '../opened-sheet';
import { canRequeue, RemoveButton, RequeueButton, type QueueAddress } from './job-actions';
import { STATUS_TONES } from './job-table';
import { laneLabel } from './lane-words';

/** One job with all that is known of it, beside the table. */
export function JobSheet({
  wanted,
  opened,
  lanes,
  pending,
  now,
  address,
  onClose,
  onChanged,
}: {
  /** As the URL has it. */
  wanted: string | null;
  opened: QueueResponse['job'];
  lanes: readonly QueueLane[];
  pending: boolean;
  now: number;
  address: QueueAddress | null;
  onClose: () => void;
  onChanged: () => void;
}) {
  const lane = lanes.find(({ id }) => id === opened?.job.lane);
  return (
    <OpenedSheet
      wire={wanted}
      noun="job"
      pending={pending}
      facts={
        opened && (
          <span className="flex flex-wrap items-center gap-2">
            {opened.job.stuck && <Badge tone="warning">stuck</Badge>}
            {opened.job.status !== null && (
              <Badge tone={STATUS_TONES[opened.job.status]}>{opened.job.status}</Badge>
            )}
            {opened.job.type}
            <Badge title="Where it is">{lane ? laneLabel(lane) : opened.job.lane}</Badge>
          </span>
        )
      }
      onClose={onClose}
    >
      {opened && (
        <div className="space-y-4 px-5">
          <Facts job={opened.job} now={now} />
          {address && opened.job.handle !== undefined && (
            <div className="flex flex-wrap gap-2">
              {canRequeue(opened.job, lanes) && (
                <RequeueButton job={opened.job} address={address} onDone={onChanged} />
              )}
              <RemoveButton job={opened.job} address={address} onDone={onChanged} />
            </div>
          )}
          {opened.job.error !== null && (
            <p className="rounded-md border bg-critical-soft px-3 py-2 font-mono text-xs break-words whitespace-pre-wrap text-critical">
              {opened.job.error}
            </p>
          )}
          <dl className="divide-y rounded-md border" aria-label="Fields">
            {opened.fields.map(({ name, value }) => (
              <div key={name} className="grid gap-x-4 px-3 py-2 sm:grid-cols-[9rem_minmax(0,1fr)]">
                <dt className="truncate font-mono text-xs leading-5 text-muted" title={name}>
                  {name}
                </dt>
                <dd className="font-mono text-xs leading-5 break-words whitespace-pre-wrap">{value}</dd>
              </div>
            ))}
          </dl>
        </div>
      )}
    </OpenedSheet>
  );
}

function Facts({ job, now }: { job: QueueJob; now: number }) {
  const ago = (at: number): ReactNode => (
    <>
      <Ago at={at} now={now} /> <span className="text-muted">· </span>
      <Moment at={at} now={now} />
    </>
  );
  const facts: [string, ReactNode][] = [
    ...times(job).map(([label, at]): [string, ReactNode] => [label, ago(at)]),
    ...(job.dueAt === null
      ? []
      : [['Due', <Moment key="due" at={job.dueAt} now={now} />] as [string, ReactNode]]),
    ...(job.attempts === null ? [] : [['Attempts', job.attempts] as [string, ReactNode]]),
    ...(job.priority === null ? [] : [['Priority', job.priority] as [string, ReactNode]]),
  ];
  return (
    <dl className="grid grid-cols-[7rem_minmax(0,1fr)] gap-y-1">
      {facts.map(([label, value]) => (
        <div key={label} className="contents">
          <dt className="text-muted">{label}</dt>
          <dd className="tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

const times = ({ enqueuedAt, startedAt, finishedAt }: QueueJob) =>
  (
    [
      ['Enqueued', enqueuedAt],
      ['Started', startedAt],
      ['Ended', finishedAt],
    ] as const
  ).filter((row): row is typeof row & readonly [string, number] => row[1] !== null);
