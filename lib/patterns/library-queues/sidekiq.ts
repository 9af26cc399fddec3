import { isEpochSeconds, isInteger } from '../checks';
import type { Family, Layout } from '../pattern';
import {
  isJsonOf,
  isLibraryHash,
  isLibraryList,
  isLibraryRecord,
  isLibrarySet,
  isLibrarySortedSet,
  isLibraryText,
  withPrefix,
} from './recognise';

const isSidekiqJob = (text: string) => isJsonOf(text, 'class', 'jid', 'args');

const isDueJobs = isLibrarySortedSet(
  'a sorted set of Sidekiq’s jobs by epoch seconds',
  ({ member, score }) => isEpochSeconds(score) && isSidekiqJob(member),
);

/** `host:pid:nonce`, what a process is called. */
const PROCESS = '{host:segment}:{pid:number}:{nonce:segment}';
const isProcess = (name: string) => /^.+:\d+:[0-9a-f]{12}$/.test(name);

const key = (
  id: string,
  template: string,
  type: Layout['types'][number],
  encoding: string,
  more: Partial<Layout> = {},
): Layout => ({ id, template, types: [type], certainty: 'named', encoding, ttl: 'none', ...more });

const sidekiqFamily: Family = {
  id: 'sidekiq',
  source: 'Sidekiq',
  // The sets of retries, scheduled and dead jobs are all queues' together.
  identity: [],
  title: 'Sidekiq',
  // What only Sidekiq writes: a set `queues` or a counter `stat:processed` others have too.
  requires: ['queue', 'schedule', 'retry', 'dead', 'process', 'minute'],
  layouts: [
    key('queues', 'queues', 'set', 'names of queues', { certainty: 'generic' }),
    key(
      'queue',
      'queue:{queue}',
      'list',
      'JSON {class, jid, args …}; LPUSH, BRPOP: the next one is the last',
      {
        check: isLibraryList('a list of Sidekiq’s jobs', isSidekiqJob),
      },
    ),
    ...['schedule', 'retry', 'dead'].map((id) =>
      key(id, id, 'zset', 'member = JSON, score = epoch s, to be run at or since it is dead', {
        certainty: 'generic',
        ttl: id === 'dead' ? 'none; 6 months and 10,000 jobs' : 'none',
        check: isDueJobs,
      }),
    ),
    key(
      'total',
      'stat:{ended:processed|failed}',
      'string',
      'jobs since the beginning; processed counts failed ones too',
      {
        check: isInteger,
      },
    ),
    key('daily', 'stat:{ended:processed|failed}:{bucket:YYYY-MM-DD}', 'string', 'jobs on that day', {
      ttl: '5 years',
      clock: 'YYYY-MM-DD',
      zone: 'UTC',
      check: isInteger,
    }),
    key('processes', 'processes', 'set', 'host:pid:nonce of each process', {
      certainty: 'generic',
      check: isLibrarySet('a set of Sidekiq’s processes', isProcess),
    }),
    key('process', PROCESS, 'hash', 'info (JSON), busy, beat, quiet, rss, rtt_us, concurrency', {
      certainty: 'content',
      ttl: '60 s, renewed by each beat',
      check: isLibraryRecord('a Sidekiq process', ['info', 'busy', 'beat'], (info) =>
        isJsonOf(info, 'pid', 'hostname'),
      ),
    }),
    key('work', `${PROCESS}:work`, 'hash', 'thread → JSON {queue, payload, run_at}', {
      certainty: 'content',
      ttl: '60 s, renewed by each beat',
      check: isLibraryHash('the jobs that a Sidekiq process is at', (text) =>
        isJsonOf(text, 'queue', 'payload', 'run_at'),
      ),
    }),
    key('signals', `${PROCESS}-signals`, 'list', 'what a process is told to do', {
      certainty: 'content',
      ttl: '60 s',
      check: isLibraryList('signals', (text) => /^[A-Z0-9]{3,6}$/.test(text)),
    }),
    key('paused', 'paused', 'set', 'names of paused queues; Sidekiq Pro', { certainty: 'generic' }),
    key('cleanup', 'process_cleanup', 'string', '1', { certainty: 'generic', ttl: '60 s' }),
    key('iteration', 'it-{job}', 'hash', 'ex, c, rt: how far a long job has come', {
      check: isLibraryRecord('the state of a long job', ['c', 'ex']),
    }),
    key('minute', 'j|{day}|{time}', 'hash', '{class}|ms, {class}|p, {class}|f, and the same of all', {
      certainty: 'anchor',
      ttl: '8 h of a minute, 3 d of ten',
    }),
    key('histogram', 'h|{class}-{window}', 'string', '26 counters of 16 bits', {
      certainty: 'anchor',
      ttl: '8 h',
    }),
    key('marks', '{day:YYYYMMDD}-marks', 'hash', 'time → label of a deployment', { ttl: '90 d' }),
    key('mark-lock', 'deploylock-{label}', 'string', 'time', {
      ttl: '60 s',
      check: isLibraryText('a time', (text) => text.startsWith('20')),
    }),
  ],
};

/** Sidekiq, and that of before version 7 in a namespace, as redis-namespace made them. */
export const sidekiq: readonly Family[] = [
  sidekiqFamily,
  withPrefix(
    sidekiqFamily,
    {
      id: 'sidekiq-prefixed',
      title: 'Sidekiq in {prefix}',
      requires: ['queue', 'schedule', 'retry', 'dead', 'process'],
    },
    (template) => `{prefix}:${template}`,
  ),
];
