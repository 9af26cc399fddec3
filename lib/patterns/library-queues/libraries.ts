import type { Family, ReadContext, Summary, Thing } from '../pattern';
import type { Plan } from '../plan';
import type { QueueQuery, QueueResponse } from '../queues/model';
import { asynq } from './asynq';
import { beeQueue } from './bee-queue';
import { bullmq } from './bullmq';
import { celery, celeryResults } from './celery';
import { horizon } from './horizon';
import { laravel } from './laravel';
import type { Library } from './library';
import { openAsynq } from './read-asynq';
import { openBeeQueue } from './read-bee-queue';
import { openBullmq } from './read-bullmq';
import { openCelery, openCeleryResults } from './read-celery';
import { openHorizon } from './read-horizon';
import { openLaravel } from './read-laravel';
import { readQueue, summariseQueue } from './read-queue';
import { openResque } from './read-resque';
import { openRq } from './read-rq';
import { openSidekiq } from './read-sidekiq';
import { resque } from './resque';
import { rq } from './rq';
import { sidekiq } from './sidekiq';

/** Every library whose queues are known; a new one is two files and a row here. */
const LIBRARIES: readonly Library[] = [
  { families: bullmq, open: openBullmq },
  { families: beeQueue, open: openBeeQueue },
  { families: sidekiq, open: openSidekiq },
  { families: resque, open: openResque },
  { families: rq, open: openRq },
  { families: celery, open: openCelery },
  { families: celeryResults, open: openCeleryResults },
  { families: laravel, open: openLaravel },
  { families: horizon, open: openHorizon },
  { families: asynq, open: openAsynq },
];

/** Their families, for the catalogue's row `queues`. */
export const libraryQueues: readonly Family[] = LIBRARIES.flatMap(({ families }) => families);

const BY_FAMILY = new Map(
  LIBRARIES.flatMap(({ families, open }) => families.map(({ id }) => [id, open] as const)),
);

/** Whether a thing is a library's queue, which `readLibraryQueue` reads. */
export const isLibraryQueue = ({ family }: Thing): boolean => BY_FAMILY.has(family);

/** The page of a library's queue; @throws Error for a thing that is none */
export function* readLibraryQueue(
  thing: Thing,
  query: QueueQuery,
  context: ReadContext,
): Plan<QueueResponse> {
  return yield* readQueue(yield* openQueue(thing, context), query);
}

/** Its card; @throws Error for a thing that is none */
export function* summariseLibraryQueue(thing: Thing, context: ReadContext): Plan<Summary> {
  return yield* summariseQueue(yield* openQueue(thing, context), context.now);
}

function openQueue(thing: Thing, context: ReadContext): ReturnType<Library['open']> {
  const open = BY_FAMILY.get(thing.family);
  if (!open) throw new Error(`${thing.family} is no library’s family`);
  return open(thing, context);
}
