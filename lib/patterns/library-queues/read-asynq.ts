import { number, string } from '@/lib/redis/reply';
import { toBytes, toWire, type Bytes } from '../bytes';
import { maskedText } from '../masking';
import { partOf, type ReadContext, type Thing } from '../pattern';
import { ask, storedReply, type Plan } from '../plan';
import { readHashes, shownFields, unshown, type HashFields } from './hash-fields';
import { all, countAll, joinedLane, laneId, listLane, sortedLane, textAll } from './lanes';
import { jobOf, type Entry, type FoundJob, type Lane, type OpenQueue } from './library';
import { daysPast, namesIn } from './several-queues';

/** A worker renews its lease of 30 s while it is at a task. */
const LEASE_SECONDS = 30;
/** The groups of a queue whose tasks are counted. */
const MOST_GROUPS = 50;

const keyOf = (queue: Bytes, rest: string): Bytes => `asynq:{${queue}}:${rest}`;

/** Opens an asynq: every queue with the states that its tasks go through. */
export function* openAsynq(thing: Thing, context: ReadContext): Plan<OpenQueue> {
  const seen = (partOf(thing, 'pending')?.names ?? []).map((name) =>
    name.slice('asynq:{'.length, -'}:pending'.length),
  );
  const queues = yield* namesIn('asynq:queues', seen, '');
  const paused = yield* countAll(queues.map((queue) => ['EXISTS', keyOf(queue, 'paused')]));
  const totals = (yield* textAll(
    ['processed', 'failed'].flatMap((ended) => queues.map((queue) => ['GET', keyOf(queue, ended)] as const)),
  )).map((count) => Number(count ?? 0));
  const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
  const [processed, failed] = [sum(totals.slice(0, queues.length)), sum(totals.slice(queues.length))];
  const [servers = 0] = yield* countAll([
    ['ZCOUNT', 'asynq:servers', Math.floor(context.now / 1000), '+inf'],
  ]);
  const groups = yield* all(queues.map((queue) => namesIn(keyOf(queue, 'groups'), [], '', MOST_GROUPS)));
  const lanes = queues.flatMap((queue, index) => lanesOf(queue, groups[index]!));
  return {
    source: 'asynq',
    paused: queues.length > 0 && paused.every((exists) => exists === 1),
    lanes,
    jobs: (entries) => readTasks(entries, context.now),
    find: (id) => findTask(queues, id, lanes, context.now),
    processed: { completed: Math.max(0, processed - failed), failed },
    // Its servers ask all queues in turn; they do not block.
    waitingKeys: [],
    workerNames: [],
    stuck: { afterSeconds: LEASE_SECONDS, means: 'the worker’s lease ran out' },
    past: () => daysPast((day) => queues.map((queue) => keyOf(queue, `processed:${day}`)), context.now),
    trouble: (waiting) =>
      waiting > 0 && servers === 0 ? 'Tasks wait, but no asynq server is running.' : null,
  };
}

function lanesOf(queue: Bytes, groups: readonly Bytes[]): Lane[] {
  const place = (state: string, role: Lane['role']) => ({
    id: laneId(state, queue),
    label: state === 'pending' ? laneId(queue) : `${laneId(queue)}: ${state}`,
    role,
    key: keyOf(queue, state),
  });
  const sorted = (state: string, role: Lane['role']) =>
    sortedLane({ ...place(state, role), first: role === 'ended' ? 'highest' : 'lowest' });
  const inGroup = place('aggregating', 'waiting');
  return [
    listLane({ ...place('pending', 'waiting'), next: 'tail' }),
    listLane({ ...place('active', 'processing'), next: 'tail' }),
    sorted('scheduled', 'due'),
    sorted('retry', 'due'),
    ...(groups.length === 0
      ? []
      : [
          joinedLane(
            inGroup,
            groups.map((group) =>
              sortedLane({ ...inGroup, key: keyOf(queue, `g:${group}`), first: 'lowest' }),
            ),
          ),
        ]),
    sorted('archived', 'ended'),
    sorted('completed', 'ended'),
  ];
}

/** The queue of a lane, by its key: `asynq:{queue}:state`. */
const queueOf = ({ key, id }: Lane): Bytes =>
  key === null ? toBytes(id.slice('aggregating '.length)) : key.slice('asynq:{'.length, key.lastIndexOf('}'));

const stateOf = ({ id }: Lane): string => id.split(' ', 1)[0]!;

const OWN_FIELDS = ['state', 'pending_since', 'unique_key', 'group'] as const;

function* readTasks(entries: readonly Entry[], now: number) {
  const hashes = yield* readHashes(
    entries.map(({ lane, value }) => keyOf(queueOf(lane), `t:${value}`)),
    // Of the message, which is protobuf, only the size is of use.
    { small: OWN_FIELDS, large: ['msg'], mostBytes: 0 },
  );
  const active = entries.filter(({ lane }) => lane.role === 'processing');
  const leases = yield* ask(
    active.map(({ lane, value }) => ['ZSCORE', keyOf(queueOf(lane), 'lease'), value]),
  );
  return entries.map((entry, index) => {
    const at = active.indexOf(entry);
    const lease = at < 0 ? null : number(storedReply(leases[at]));
    return taskFrom(entry, hashes[index]!, lease !== null && lease * 1000 < now);
  });
}

function taskFrom({ lane, value, score }: Entry, hash: HashFields, stuck: boolean) {
  const state = stateOf(lane);
  const at = score === null ? null : score * 1000;
  return jobOf(lane, {
    id: toWire(value),
    type: typeOf(hash.text('unique_key')),
    status: state,
    enqueuedAt: nanoseconds(hash.text('pending_since')) ?? (state === 'aggregating' ? at : null),
    dueAt: lane.role === 'due' ? at : null,
    // A completed task's score is when it will be forgotten.
    finishedAt: state === 'archived' ? at : null,
    payload: hash.bytes('msg') > 0 ? unshown('protobuf', hash.bytes('msg')) : '',
    stuck,
  });
}

/** A task that must be unique has its type in the name of its lock: `asynq:{q}:unique:{type}:{md5}`. */
function typeOf(uniqueKey: Bytes | null): string | null {
  const [, type] = /\}:unique:(.+):[0-9a-f]*$/s.exec(uniqueKey ?? '') ?? [];
  return type === undefined ? null : maskedText(type, 300);
}

/** Unix nanoseconds in digits, as milliseconds. */
const nanoseconds = (text: Bytes | null): number | null =>
  text !== null && /^\d{16,20}$/.test(text) ? Number(text.slice(0, -6)) : null;

/** An id is a task's in one queue; which, is asked of them all. */
function* findTask(
  queues: readonly Bytes[],
  id: Bytes,
  lanes: readonly Lane[],
  now: number,
): Plan<FoundJob | null> {
  const states = yield* ask(queues.map((queue) => ['HGET', keyOf(queue, `t:${id}`), 'state']));
  const at = states.findIndex((state) => string(storedReply(state)) !== null);
  const queue = queues[at];
  if (queue === undefined) return null;
  const state = string(storedReply(states[at]));
  const lane =
    lanes.find((each) => each.id === laneId(state ?? '', queue)) ??
    lanes.find((each) => each.id === laneId('pending', queue))!;
  const score =
    lane.key !== null && lane.role !== 'waiting' && lane.role !== 'processing'
      ? number(storedReply((yield* ask([['ZSCORE', lane.key, id]]))[0]))
      : null;
  const [task] = yield* readTasks([{ lane, value: id, score }], now);
  const [hash] = yield* readHashes([keyOf(queue, `t:${id}`)], {
    small: OWN_FIELDS,
    large: ['msg', 'result'],
    mostBytes: 0,
  });
  const binary = (['msg', 'result'] as const).filter((field) => hash!.bytes(field) > 0);
  return {
    job: task!,
    fields: [
      ...shownFields(hash!, OWN_FIELDS),
      ...binary.map((name) => ({
        name,
        value: unshown(name === 'msg' ? 'protobuf' : 'bytes', hash!.bytes(name)),
      })),
    ],
  };
}
