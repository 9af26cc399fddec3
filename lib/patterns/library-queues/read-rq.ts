import { number } from '@/lib/redis/reply';
import { toDisplay, toWire, type Bytes } from '../bytes';
import { maskedText } from '../masking';
import { parseMoment } from '../moments';
import { partOf, type ReadContext, type Thing } from '../pattern';
import { askOne, type Plan } from '../plan';
import { PAGE_BYTES, readHashes, shownFields, unshown, type HashFields } from './hash-fields';
import { laneId, listLane, sortedLane } from './lanes';
import { jobOf, type Entry, type FoundJob, type Lane, type OpenQueue } from './library';
import { namesIn } from './several-queues';

const MOST_WORKERS = 200;
/** A worker renews its job’s entry; RQ gives it a minute more. */
const HEARTBEAT_SECONDS = 60;

/** Opens an RQ: every queue with the sorted sets that its jobs go through. */
export function* openRq(thing: Thing, context: ReadContext): Plan<OpenQueue> {
  const queues = yield* namesIn('rq:queues', partOf(thing, 'queue')?.names ?? [], 'rq:queue:');
  const workers = yield* namesIn('rq:workers', [], 'rq:worker:', MOST_WORKERS);
  const suspended = number(yield* askOne('EXISTS', 'rq:suspended')) === 1;
  const lanes = queues.flatMap(lanesOf);
  return {
    source: 'RQ',
    paused: suspended,
    lanes,
    jobs: (entries) => readJobs(entries, context.now),
    find: (id) => findJob(id, lanes, context.now),
    processed: null,
    waitingKeys: queues.map((queue) => `rq:queue:${queue}`),
    workerNames: workers.map(toDisplay),
    stuck: { afterSeconds: HEARTBEAT_SECONDS, means: 'the worker’s heartbeat ran out' },
    trouble: (waiting) =>
      waiting > 0 && workers.length === 0 ? 'Jobs wait, but there is no RQ worker.' : null,
  };
}

/** `finished` and the like are ordered by when they are forgotten, so the newest stands last. */
function lanesOf(queue: Bytes): Lane[] {
  const sorted = (part: string, label: string, role: Lane['role']) =>
    sortedLane({
      id: laneId(part, queue),
      label: `${laneId(queue)}: ${label}`,
      role,
      key: `rq:${part}:${queue}`,
      first: role === 'ended' ? 'highest' : 'lowest',
    });
  return [
    listLane({
      id: laneId('queue', queue),
      label: laneId(queue),
      role: 'waiting',
      key: `rq:queue:${queue}`,
      next: 'head',
    }),
    sorted('wip', 'started', 'processing'),
    sorted('scheduled', 'scheduled', 'due'),
    sorted('deferred', 'deferred', 'held'),
    sorted('finished', 'finished', 'ended'),
    sorted('failed', 'failed', 'ended'),
    sorted('canceled', 'canceled', 'ended'),
  ];
}

/** Text that RQ writes itself. What it pickles or compresses is never shown, as only Python could read it. */
const OWN_FIELDS = [
  'status',
  'origin',
  'created_at',
  'enqueued_at',
  'started_at',
  'ended_at',
  'last_heartbeat',
  'worker_name',
  'timeout',
  'result_ttl',
  'failure_ttl',
  'ttl',
  'retries_left',
  'number_of_retries',
  'repeats_left',
  'group_id',
  'dependency_ids',
] as const;
const PICKLED = ['data', 'result', 'meta'] as const;
const LARGE = ['description', 'exc_info', ...PICKLED] as const;

function* readJobs(entries: readonly Entry[], now: number) {
  const ids = entries.map(jobIdOf);
  const hashes = yield* readHashes(
    ids.map((id) => `rq:job:${id}`),
    // Of what is pickled only the size is asked for.
    { small: OWN_FIELDS, large: ['description', 'data'] },
  );
  return entries.map((entry, index) => jobFrom(entry, ids[index]!, hashes[index]!, now));
}

/** An entry of `wip` names the run too: `{job}:{execution}`, since version 2. */
const jobIdOf = ({ lane, value }: Entry): Bytes =>
  lane.role === 'processing' ? value.replace(/:[0-9a-f]{32}$/, '') : value;

function jobFrom({ lane, score }: Entry, id: Bytes, hash: HashFields, now: number) {
  const time = (field: string) => parseMoment(hash.text(field) ?? '');
  const description = hash.shown('description');
  const retries = hash.number('number_of_retries');
  return jobOf(lane, {
    id: toWire(id),
    type: /^[\w.]+(?=\()/.exec(description)?.[0] ?? null,
    status: hash.text('status') === null ? lane.label : maskedText(hash.text('status')!, 40),
    enqueuedAt: time('enqueued_at') ?? time('created_at'),
    startedAt: time('started_at'),
    finishedAt: time('ended_at'),
    dueAt: lane.role === 'due' && score !== null ? score * 1000 : null,
    attempts: retries === null ? null : retries + 1,
    payload: description || (hash.bytes('data') > 0 ? unshown('pickle', hash.bytes('data')) : ''),
    stuck: lane.role === 'processing' && score !== null && score * 1000 < now,
  });
}

function* findJob(id: Bytes, lanes: readonly Lane[], now: number): Plan<FoundJob | null> {
  const [hash] = yield* readHashes([`rq:job:${id}`], {
    small: OWN_FIELDS,
    large: LARGE,
    mostBytes: PAGE_BYTES,
  });
  if (!hash?.exists) return null;
  const queue = hash.text('origin') ?? '';
  const lane = lanes.find((each) => each.id === laneId(LANE_OF[hash.text('status') ?? ''] ?? 'queue', queue));
  const [job] = yield* readJobs([{ lane: lane ?? lanes[0]!, value: id, score: null }], now);
  const compressed = LARGE.filter((field) => field !== 'description' && hash.bytes(field) > 0);
  return {
    job: job!,
    fields: [
      ...shownFields(hash, [...OWN_FIELDS, 'description']),
      ...compressed.map((name) => ({
        name,
        value: unshown(name === 'exc_info' ? 'compressed text' : 'pickle', hash.bytes(name)),
      })),
    ],
  };
}

const LANE_OF: Readonly<Record<string, string>> = {
  started: 'wip',
  finished: 'finished',
  failed: 'failed',
  deferred: 'deferred',
  scheduled: 'scheduled',
  canceled: 'canceled',
};
