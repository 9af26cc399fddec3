import type { Bytes } from '../bytes';
import type { Thing } from '../pattern';

/** Where document 001 keeps a queue. In a Cluster the queue's name needs a hash tag: `{mail}`. */
export interface JobQueueKeys {
  /** List of ids; the next one is the first. */
  waiting: Bytes;
  /** The same, of jobs that are taken before those. */
  high: Bytes;
  /** Sorted set of ids by the epoch second when they are due. */
  delayed: Bytes;
  /** Set of ids that a worker is at. */
  processing: Bytes;
  /** Hash of each job's JSON by its id. */
  jobs: Bytes;
}

export const jobQueueKeys = (queue: Bytes): JobQueueKeys => ({
  waiting: `queue:${queue}`,
  high: `queue:${queue}:high`,
  delayed: `queue:${queue}:delayed`,
  processing: `queue:${queue}:processing`,
  jobs: `jobs:${queue}`,
});

/** Where document 003 keeps one: two sorted sets of the same JSON. */
export const priorityQueueKeys = (queue: Bytes) => ({
  /** By minus the priority. */
  waiting: `queue:${queue}`,
  /** By the epoch second of the claim. */
  processing: `queue:${queue}:processing`,
});

/** The keys of a thing that document 001's queue is; `null` for any other. Those of empty lanes do not exist. */
export const jobQueueKeysOf = (thing: Thing): JobQueueKeys | null =>
  thing.family === 'job-queue' ? jobQueueKeys(thing.identity.queue ?? '') : null;
