import type { Point } from '@/lib/metrics/series';
import type { Bytes } from '../bytes';
import type { Family, ReadContext, Thing } from '../pattern';
import type { Plan } from '../plan';
import type { QueueJob, QueueResponse } from '../queues/model';

/**
 * A library that keeps queues in Redis. Its keys are read only: whoever moves its jobs behind its back breaks what it
 * counts on. One file says how its keys are recognised, one how they are read; `libraries.ts` names them all.
 */
export interface Library {
  families: readonly Family[];
  open(thing: Thing, context: ReadContext): Plan<OpenQueue>;
}

/**
 * What the jobs of a lane do there: they wait for a worker, for their time, for other jobs (`held`), are being worked
 * on, or are done with. `planned` are no jobs yet: schedules that make some.
 */
export type Role = 'waiting' | 'due' | 'held' | 'planned' | 'processing' | 'ended';

/** A place where a library keeps jobs, or their ids. */
export interface Lane {
  /** At most 60 characters: it stands in addresses. */
  id: string;
  label: string;
  role: Role;
  /** `null` where several keys hold it. */
  key: Bytes | null;
  order: NonNullable<QueueResponse['jobs']['order']>;
  /** Whether the oldest job stands at one of the ends, or anywhere; `unknown`: the library keeps no times. */
  oldest: 'at-an-end' | 'anywhere' | 'unknown';
  size(): Plan<Size>;
  /** Elements from `offset` on in the lane's order; fewer than `count` where they are very large. */
  page(offset: number, count: number): Plan<Entry[]>;
}

export interface Size {
  jobs: number;
  /** false: there are at least so many. */
  exact: boolean;
}

/** What stands in a lane: a job's id, or the whole job. */
export interface Entry {
  lane: Lane;
  value: Bytes;
  /** Of a sorted set. */
  score: number | null;
}

/** Where a thing's jobs are and how they are read. */
export interface OpenQueue {
  /** `BullMQ 6.7.0` */
  source: string;
  paused: boolean | null;
  lanes: readonly Lane[];
  /** One job for each entry, in their order. */
  jobs(entries: readonly Entry[]): Plan<QueueJob[]>;
  /** One job by its id; left out where ids are no addresses: then the lane's first jobs are looked through. */
  find?(id: Bytes): Plan<FoundJob | null>;
  /** The fields of an entry that is a job itself, masked; all of its JSON by default. */
  fields?(entry: Entry): Plan<Field[]>;
  statuses?: QueueResponse['statuses'];
  processed: QueueResponse['processed'];
  waitingKeys: readonly Bytes[];
  workerNames: readonly string[];
  /** When the library itself takes a job for lost, and what that means; `null`: the keys do not tell. */
  stuck: { afterSeconds: number; means: string } | null;
  past?(): Plan<Past>;
  /** What only this library's keys tell: that no worker is there. */
  trouble?(waiting: number): string | null;
}

export interface Past {
  spark: readonly Point[] | null;
  /** Jobs finished in an hour. */
  perHour: number | null;
}

export interface Field {
  name: string;
  value: string;
}

export interface FoundJob {
  job: QueueJob;
  fields: Field[];
}

/** A job of which nothing is known but what is given. Times are rounded: seconds with a fraction are never exact. */
export function jobOf(lane: Lane, known: Partial<QueueJob>): QueueJob {
  const time = (at: number | null | undefined) => (at == null ? null : Math.round(at));
  return {
    id: null,
    lane: lane.id,
    type: null,
    status: lane.label,
    attempts: null,
    priority: null,
    payload: '',
    error: null,
    stuck: false,
    ...known,
    enqueuedAt: time(known.enqueuedAt),
    startedAt: time(known.startedAt),
    finishedAt: time(known.finishedAt),
    dueAt: time(known.dueAt),
  };
}
