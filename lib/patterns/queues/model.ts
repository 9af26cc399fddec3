import { z } from 'zod';
import { chartPoint } from '../time-series/model';
import { bytesInput, pageQuery, wireText } from '../wire';

/** What every queue's page shows, whichever system keeps it: lanes with their depth, and the jobs in one of them. */

const unixMs = z.number().nullable().describe('Unix milliseconds; null: unknown.');

const lane = z.object({
  id: z.string().describe('waiting, high, delayed, processing, completed, failed, dead …'),
  label: z.string(),
  key: wireText.nullable().describe('The key that holds it; null where several do.'),
  depth: z.number(),
  exact: z.boolean().optional().describe('false: counted among the jobs that were looked at.'),
  oldestAt: unixMs.describe('When its oldest job was enqueued (processing: started).'),
  nextDueAt: unixMs.describe('When its next job is due, of delayed ones.'),
});
export type QueueLane = z.infer<typeof lane>;

const job = z.object({
  id: wireText.nullable().describe('null where the system gives none.'),
  handle: wireText.optional().describe('What names the job to actions: its id, or ~ and a sum of its bytes.'),
  lane: z.string(),
  type: z.string().nullable(),
  status: z.string().nullable(),
  enqueuedAt: unixMs,
  startedAt: unixMs,
  finishedAt: unixMs,
  dueAt: unixMs,
  attempts: z.number().nullable(),
  priority: z.number().nullable(),
  payload: z.string().describe('What it is about, secrets masked, cut where it is long.'),
  error: z.string().nullable(),
  stuck: z.boolean().describe('In processing for longer than anybody should be.'),
});
export type QueueJob = z.infer<typeof job>;

const history = z.object({
  since: z.number().describe('Unix milliseconds: when somebody began to look at it.'),
  lanes: z.array(z.object({ lane: z.string(), points: z.array(chartPoint) })).describe('Depths.'),
  entered: z
    .array(chartPoint)
    .nullable()
    .describe('Jobs that came in a second, over a minute each; null: the keys do not tell.'),
  left: z.array(chartPoint).nullable().describe('Jobs that were done with in a second, well or badly.'),
});
export type QueueHistory = z.infer<typeof history>;

export const queueQuery = z.object({
  lane: z.string().max(60).optional().describe('Whose jobs; the first lane that holds any by default.'),
  job: bytesInput.optional().describe('One job by its id or handle.'),
  key: bytesInput.optional().describe('One queue of several that look alike.'),
  ...pageQuery,
});
export type QueueQuery = z.infer<typeof queueQuery>;

export const queueResponse = z.object({
  source: z.string(),
  keys: z.array(wireText).optional().describe('The queues that look alike, as many as were kept.'),
  acts: z
    .boolean()
    .describe('Whether jobs can be requeued and removed here; the keys of libraries are only read.'),
  paused: z.boolean().nullable(),
  lanes: z.array(lane),
  oldestAt: unixMs.describe('When the oldest job that still waits was enqueued.'),
  statuses: z
    .object({ counts: z.record(z.string(), z.number()), looked: z.number(), of: z.number() })
    .nullable()
    .describe('Jobs by status, of as many as were looked at.'),
  stuck: z
    .object({ jobs: z.number(), looked: z.number(), of: z.number(), afterSeconds: z.number() })
    .nullable()
    .optional()
    .describe('Jobs in processing for longer than anybody should be; null: the keys do not tell.'),
  processed: z
    .object({ completed: z.number().nullable(), failed: z.number().nullable() })
    .nullable()
    .describe('Since the beginning, where the system counts.'),
  waitingKeys: z.array(wireText).describe('Keys that workers block on.'),
  workerNames: z.array(z.string()).describe('Beginnings of the client names that its workers have.'),
  jobs: z.object({
    lane: z.string().nullable(),
    offset: z.number(),
    total: z.number(),
    order: z
      .enum(['next', 'oldest', 'newest', 'stored'])
      .optional()
      .describe('What stands first: the next one to be taken, the oldest, the newest, or as Redis has them.'),
    rows: z
      .array(job)
      .describe('Fewer than asked for, where they are so large that a page would be too much.'),
  }),
  job: z
    .object({ job, fields: z.array(z.object({ name: z.string(), value: z.string() })) })
    .nullable()
    .describe('The job that was asked for; null: nobody asked, or it is gone.'),
  history: history
    .nullable()
    .optional()
    .describe('As long as somebody looks at the queue or has pinned it, up to four hours.'),
});
export type QueueResponse = z.infer<typeof queueResponse>;
