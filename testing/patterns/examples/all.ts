import { asynqExamples } from './asynq';
import { bullExamples } from './bull';
import { cacheExamples } from './caches';
import { counterExamples } from './counters';
import type { Example, Examples } from './example';
import { laravelQueueExamples } from './laravel-queues';
import { leaderboardExamples } from './leaderboards';
import { lockExamples } from './locks';
import { pythonQueueExamples } from './python-queues';
import { queueExamples } from './queues';
import { rateLimitExamples } from './rate-limits';
import { rubyQueueExamples } from './ruby-queues';
import { sessionExamples } from './sessions';
import * as smaller from './smaller';
import { streamExamples } from './streams';
import { timeSeriesExamples } from './time-series';
import { uniqueExamples } from './uniques';

const ALL: readonly Examples[] = [
  leaderboardExamples,
  queueExamples,
  bullExamples,
  rubyQueueExamples,
  pythonQueueExamples,
  laravelQueueExamples,
  asynqExamples,
  timeSeriesExamples,
  counterExamples,
  uniqueExamples,
  streamExamples,
  rateLimitExamples,
  sessionExamples,
  lockExamples,
  cacheExamples,
  ...Object.values(smaller),
];

/** One key at least of every layout that a Redis without modules can hold. @param now Unix milliseconds */
export const allExamples = (now: number): Example[] => ALL.flatMap((examples) => examples(now));
