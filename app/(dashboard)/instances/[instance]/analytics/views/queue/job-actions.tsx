'use client';

import { ActionButton } from '@/components/actions/action-button';
import type { QueueJob } from '@/lib/patterns/queues/model';

/** What names a queue in an action. */
export interface QueueAddress {
  db: number;
  thing: string;
  key?: string;
}

/** Whether a job can be sent back: one that waits is where it should be, and a plain list knows no other place. */
export const canRequeue = ({ lane, handle }: QueueJob, lanes: readonly { id: string }[]): boolean =>
  handle !== undefined &&
  lane !== 'waiting' &&
  lane !== 'high' &&
  lanes.some(({ id }) => id === 'processing') &&
  // Only document 001 knows finished jobs, and delayed ones.
  (lane === 'processing' || lanes.some(({ id }) => id === 'delayed'));

/** Sends a job back to those that wait, if it still is as its row shows it. */
export function RequeueButton({
  job,
  address,
  size,
  onDone,
}: {
  job: QueueJob;
  address: QueueAddress;
  size?: 'small';
  onDone: () => void;
}) {
  return (
    <ActionButton
      action="job.requeue"
      input={{ ...address, job: job.handle ?? '', shown: { lane: job.lane, startedAt: job.startedAt } }}
      size={size}
      variant={size === 'small' ? 'quiet' : undefined}
      onDone={onDone}
    />
  );
}

/** Takes a job out of the queue. */
export const RemoveButton = ({
  job,
  address,
  onDone,
}: {
  job: QueueJob;
  address: QueueAddress;
  onDone: () => void;
}) => (
  <ActionButton
    action="job.remove"
    input={{ ...address, job: job.handle ?? '', lane: job.lane }}
    onDone={onDone}
  />
);
