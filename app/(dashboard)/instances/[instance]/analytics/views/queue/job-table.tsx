'use client';

import { useMemo, type ReactNode } from 'react';
import { Badge, type Tone } from '@/components/ui/badge';
import { DataTable } from '@/components/ui/data-table';
import type { Column } from '@/components/ui/table-column';
import { toShown, WireName } from '@/components/ui/wire-name';
import { formatWholeSeconds } from '@/lib/format';
import type { QueueJob, QueueLane, QueueResponse } from '@/lib/patterns/queues/model';
import { canRequeue, RequeueButton, type QueueAddress } from './job-actions';

/** How a status is coloured; a library's own words are none of these. */
export const STATUS_TONES: Readonly<Record<string, Tone>> = {
  failed: 'critical',
  dead: 'critical',
  processing: 'info',
  completed: 'fine',
  succeeded: 'fine',
};

/** A job and where it stands on the page. */
interface Row {
  job: QueueJob;
  place: number;
}

/** The jobs of a lane, those that are stuck first. */
export function JobTable({
  jobs,
  lanes,
  at,
  address,
  empty,
  onOpen,
  onChanged,
}: {
  jobs: QueueResponse['jobs'];
  lanes: readonly QueueLane[];
  /** When they were read. */
  at: number;
  /** `null`: they are only read. */
  address: QueueAddress | null;
  empty: ReactNode;
  onOpen: (handle: string) => void;
  onChanged: () => void;
}) {
  const rows = useMemo(
    () => jobs.rows.map((job, index): Row => ({ job, place: jobs.offset + index + 1 })),
    [jobs],
  );
  const columns = useMemo(() => {
    const action: Column<Row> = {
      id: 'requeue',
      label: '',
      value: () => null,
      width: 130,
      onCard: 'whole',
      cell: ({ job }) =>
        address && canRequeue(job, lanes) ? (
          // The row itself opens the job.
          <span onClick={(event) => event.stopPropagation()} onKeyDown={(event) => event.stopPropagation()}>
            <RequeueButton job={job} address={address} size="small" onDone={onChanged} />
          </span>
        ) : null,
    };
    const isSaid = (column: Column<Row>) =>
      rows.length === 0 || rows.some((row) => column.value(row) !== null);
    const said = columnsAt(at).filter((column) => column.id === 'place' || isSaid(column));
    return address && rows.some(({ job }) => canRequeue(job, lanes)) ? [...said, action] : said;
  }, [address, at, lanes, onChanged, rows]);
  return (
    <DataTable
      label="Jobs"
      noun="job"
      columns={columns}
      rows={rows}
      rowId={({ job, place }) => `${place} ${job.handle ?? job.id}`}
      defaultSort="place"
      filterHint="welcome, attempts>2, status:failed"
      exportName={`jobs-${jobs.lane ?? 'queue'}`}
      empty={empty}
      onOpen={({ job }) => {
        const handle = job.handle ?? job.id;
        if (handle !== null) onOpen(handle);
      }}
    />
  );
}

const seconds = (from: number | null, to: number) =>
  from === null ? null : Math.max(0, Math.floor((to - from) / 1000));

function columnsAt(at: number): Column<Row>[] {
  const age = (
    id: string,
    label: string,
    time: 'enqueuedAt' | 'startedAt' | 'finishedAt',
    explains: string,
  ): Column<Row> => ({
    id,
    label,
    explains,
    value: ({ job }) => seconds(job[time], at),
    unit: 'seconds',
    width: 112,
    onCard: 'half',
    cell: ({ job }) => formatWholeSeconds(seconds(job[time], at)),
  });
  return [
    {
      id: 'place',
      label: '#',
      explains: 'Its place in the lane; stuck jobs come first',
      value: ({ place }) => place,
      order: ({ job, place }) => (job.stuck ? place - 1e9 : place),
      unit: 'count',
      width: 64,
    },
    {
      id: 'job',
      label: 'Job',
      value: ({ job }) => toShown(job.id ?? job.handle ?? ''),
      width: 190,
      onCard: 'title',
      cell: ({ job }) => (
        <span className="flex items-center gap-2">
          {job.stuck && <Badge tone="warning">stuck</Badge>}
          <WireName wire={job.id ?? job.handle ?? '—'} className="truncate" />
        </span>
      ),
    },
    { id: 'type', label: 'Type', value: ({ job }) => job.type, width: 140, onCard: 'half' },
    {
      id: 'status',
      label: 'Status',
      value: ({ job }) => job.status,
      width: 110,
      onCard: 'half',
      cell: ({ job }) =>
        job.status === null ? '—' : <Badge tone={STATUS_TONES[job.status]}>{job.status}</Badge>,
    },
    age('age', 'Enqueued', 'enqueuedAt', 'How long ago it was enqueued'),
    age('started', 'Started', 'startedAt', 'How long ago a worker took it'),
    age('finished', 'Ended', 'finishedAt', 'How long ago it was done with'),
    {
      id: 'due',
      label: 'Due in',
      explains: 'When it may be taken; what is overdue is negative in the export',
      value: ({ job }) => (job.dueAt === null ? null : Math.round((job.dueAt - at) / 1000)),
      unit: 'seconds',
      width: 120,
      onCard: 'half',
      cell: ({ job }) => <Due dueAt={job.dueAt} at={at} />,
    },
    {
      id: 'attempts',
      label: 'Attempts',
      value: ({ job }) => job.attempts,
      unit: 'count',
      width: 90,
      onCard: 'half',
    },
    {
      id: 'priority',
      label: 'Priority',
      value: ({ job }) => job.priority,
      unit: 'count',
      width: 90,
      onCard: 'half',
    },
    {
      id: 'error',
      label: 'Error',
      value: ({ job }) => job.error,
      width: 220,
      grow: true,
      onCard: 'whole',
      cell: ({ job }) => (job.error === null ? '—' : <span className="text-critical">{job.error}</span>),
    },
    {
      id: 'payload',
      label: 'Payload',
      explains: 'What it is about; secrets are masked',
      value: ({ job }) => job.payload || null,
      width: 240,
      grow: true,
      mono: true,
      onCard: 'whole',
    },
  ];
}

/** When a job is due, or for how long it has been. */
export function Due({ dueAt, at }: { dueAt: number | null; at: number }) {
  if (dueAt === null) return '—';
  const span = formatWholeSeconds(Math.abs(Math.round((dueAt - at) / 1000)));
  return dueAt < at - 1_000 ? <span className="text-warning">{span} ago</span> : span;
}
