import type { Bytes } from '@/lib/patterns/bytes';
import { transact, type Command, type Plan } from '@/lib/patterns/plan';

/** Keys of Sidekiq, which does not run in a test, as the source of its version 8.1 lays them out. */

export interface SidekiqJob {
  jid: string;
  queue?: string;
  /** Unix milliseconds. */
  at: number;
  args?: unknown[];
  /** Before version 8 times were seconds with a fraction. */
  seconds?: boolean;
  more?: Record<string, unknown>;
}

const timeOf = (at: number, seconds = false) => (seconds ? at / 1000 + 0.000_1 : at);

export const sidekiqJob = ({ jid, queue = 'default', at, args = [], seconds, more }: SidekiqJob): Bytes =>
  JSON.stringify({
    retry: true,
    queue,
    class: 'SendMail',
    args,
    jid,
    created_at: timeOf(at, seconds),
    enqueued_at: timeOf(at, seconds),
    ...more,
  });

/** `Client#atomic_push` */
export function* pushSidekiqJob(job: SidekiqJob, base: Bytes = ''): Plan<void> {
  const queue = job.queue ?? 'default';
  yield* transact([
    ['SADD', `${base}queues`, queue],
    ['LPUSH', `${base}queue:${queue}`, sidekiqJob(job)],
  ]);
}

/** Into `schedule`, `retry` or `dead`, at Unix milliseconds. */
export function* fileSidekiqJob(
  set: 'schedule' | 'retry' | 'dead',
  scoreMs: number,
  job: SidekiqJob,
  base: Bytes = '',
): Plan<void> {
  yield* transact([['ZADD', base + set, scoreMs / 1000, sidekiqJob(job)]]);
}

/** `Launcher#❤`: a process, and what its threads are at. */
export function* beatSidekiq(
  process: Bytes,
  now: number,
  work: readonly { thread: string; job: SidekiqJob; runAt: number }[],
  base: Bytes = '',
): Plan<void> {
  const [hostname, pid] = process.split(':');
  const key = base + process;
  const jobs: Command[] =
    work.length === 0
      ? []
      : [
          [
            'HSET',
            `${key}:work`,
            ...work.flatMap(({ thread, job, runAt }) => [
              thread,
              JSON.stringify({
                queue: job.queue ?? 'default',
                payload: sidekiqJob(job),
                run_at: Math.floor(runAt / 1000),
              }),
            ]),
          ],
          ['EXPIRE', `${key}:work`, 60],
        ];
  const info = {
    hostname,
    pid: Number(pid),
    tag: 'shop',
    queues: ['default'],
    identity: process,
    version: '8.1.7',
  };
  yield* transact([
    ['UNLINK', `${key}:work`],
    ...jobs,
    ['SADD', `${base}processes`, process],
    [
      'HSET',
      key,
      ...[
        'info',
        JSON.stringify(info),
        'concurrency',
        '5',
        'busy',
        String(work.length),
        'beat',
        String(now / 1000),
      ],
      ...['rtt_us', '90', 'quiet', 'false', 'rss', '98304'],
    ],
    ['EXPIRE', key, 60],
    ['RPUSH', `${key}-signals`, 'TSTP'],
    ['EXPIRE', `${key}-signals`, 60],
  ]);
}

/** What is counted of one day, and of one minute of it. */
export function* countSidekiq(
  { day, processed, failed, minute }: { day: string; processed: number; failed: number; minute: Bytes },
  base: Bytes = '',
): Plan<void> {
  yield* transact([
    ['INCRBY', `${base}stat:processed`, processed],
    ['INCRBY', `${base}stat:processed:${day}`, processed],
    ['INCRBY', `${base}stat:failed`, failed],
    ['INCRBY', `${base}stat:failed:${day}`, failed],
    ['HINCRBY', base + minute, 'SendMail|p', processed],
    ['HINCRBY', base + minute, 'p', processed],
    ['HINCRBY', base + minute, 'SendMail|ms', 20],
  ]);
}

/** The rest: an iteration's state, a histogram, a mark of a deployment, the locks. */
export function* writeSidekiqOddments(day: string, base: Bytes = ''): Plan<void> {
  yield* transact([
    ['HSET', `${base}it-b4a577edbccf1d805744efa9`, 'ex', '1', 'c', '42', 'rt', '1.5'],
    ['SET', `${base}h|SendMail-21-9:30`, '\0\x01\0\0'],
    ['HSET', `${base}${day.replaceAll('-', '')}-marks`, `${day}T09:30:00Z`, 'cafe123 fewer mails'],
    ['SET', `${base}deploylock-cafe123 fewer mails`, `${day}T09:30:00Z`, 'EX', 60],
    ['SET', `${base}process_cleanup`, '1', 'EX', 60],
    ['SADD', `${base}paused`, 'low'],
  ]);
}
