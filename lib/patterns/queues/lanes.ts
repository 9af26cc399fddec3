import { list, number, string } from '@/lib/redis/reply';
import type { Bytes } from '../bytes';
import { scoredMembers } from '../checks';
import { chooseKey } from '../kept-keys';
import type { Thing } from '../pattern';
import { ask, storedReply, type Plan } from '../plan';
import { isNamed } from './job-facts';
import { priorityQueueKeys } from './keys';
import { queues } from './layouts';

/** What the scores of a lane say. */
export type Scores = 'priority' | 'minus-priority' | 'started' | 'due';

/** A key whose elements are the jobs themselves, not ids of jobs elsewhere. */
export interface Lane {
  id: string;
  label: string;
  key: Bytes;
  /** Of a sorted set, what its scores are; `null`: it is a list. */
  scores: Scores | null;
}

type Kind = Omit<Lane, 'key'>;

const WAITING: Kind = { id: 'waiting', label: 'Waiting', scores: null };
const RANKED: Kind = { ...WAITING, scores: 'minus-priority' };
const DELAYED: Kind = { id: 'delayed', label: 'Delayed', scores: 'due' };

/** By layout. The first four are those of document 001's queue, for whoever describes keys of the kind. */
const KINDS: Readonly<Record<string, Kind>> = {
  waiting: WAITING,
  high: WAITING,
  delayed: DELAYED,
  messages: WAITING,
  work: WAITING,
  'work-by-urgency': WAITING,
  'job-list': WAITING,
  stack: { id: 'stack', label: 'On the stack', scores: null },
  ranked: RANKED,
  'ranked-list': RANKED,
  tasks: { ...WAITING, scores: 'priority' },
  claimed: { id: 'processing', label: 'In processing', scores: 'started' },
  due: DELAYED,
};

/**
 * The lanes of a thing that is no job queue of document 001.
 * @param asked the key of one queue, where the thing is several that look alike
 * @returns none for keys of other kinds, and for a key that is not the thing's
 */
export function lanesOf(thing: Thing, asked?: Bytes): Lane[] {
  if (thing.family === 'priority-queue') {
    const { waiting, processing } = priorityQueueKeys(thing.identity.queue ?? '');
    return [
      { ...KINDS.ranked!, key: waiting },
      { ...KINDS.claimed!, key: processing },
    ];
  }
  const key = chooseKey(thing, queues, asked);
  const part = thing.parts.find(({ names }) => key !== null && names.includes(key)) ?? thing.parts[0];
  const kind = KINDS[part?.layout ?? ''];
  return key === null || !kind ? [] : [{ ...kind, key }];
}

/** One job of a lane. */
export interface Element {
  text: Bytes;
  /** `null` in a list. */
  score: number | null;
}

export interface LaneSize {
  depth: number;
  /** Of one element, as far as MEMORY USAGE tells: it looks at a few. */
  meanBytes: number;
}

/** What is assumed where MEMORY USAGE is refused. */
const USUAL_BYTES = 1_000;

/** One reply brings about so much at most. */
const REPLY_BYTES = 4_000_000;

/** How many elements of such a size fit a reply; one at least, since none would say nothing. */
export const mostAtOnce = (meanBytes: number): number => Math.max(1, Math.floor(REPLY_BYTES / meanBytes));

/** How much the lanes hold. A key that is gone or of another type holds nothing. */
export function* laneSizes(lanes: readonly Lane[]): Plan<LaneSize[]> {
  const replies = yield* ask(
    lanes.flatMap(({ key, scores }) => [
      [scores === null ? 'LLEN' : 'ZCARD', key] as const,
      ['MEMORY', 'USAGE', key, 'SAMPLES', 5] as const,
    ]),
  );
  return lanes.map((_, index) => {
    const depth = number(storedReply(replies[index * 2])) ?? 0;
    const bytes = number(replies[index * 2 + 1]);
    return { depth, meanBytes: bytes === null || depth === 0 ? USUAL_BYTES : bytes / depth };
  });
}

/**
 * Elements by their position from the head of a list or the lowest score.
 * @param from negative ones count from the other end, as Redis has them; both are included
 */
export function* readElements({ key, scores }: Lane, from: number, to: number): Plan<Element[]> {
  const [reply] = yield* ask([
    scores === null ? ['LRANGE', key, from, to] : ['ZRANGE', key, from, to, 'WITHSCORES'],
  ]);
  return toElements(scores, storedReply(reply));
}

export const toElements = (scores: Scores | null, reply: Parameters<typeof list>[0]): Element[] =>
  scores === null
    ? list(reply).map((text) => ({ text: string(text) ?? '', score: null }))
    : scoredMembers(reply).map(({ member, score }) => ({ text: member, score }));

/** A job is looked for among so many at either end of a lane: whoever asks for one has seen it on a page. */
export const SEARCHED = 5_000;
const WINDOW = 500;

/**
 * Looks for a job from both ends of a lane.
 * @param idOrHandle the id in its JSON, or its handle
 */
export function* findElement(
  lane: Lane,
  { depth, meanBytes }: LaneSize,
  idOrHandle: Bytes,
): Plan<(Element & { end: 'head' | 'tail' }) | null> {
  const step = Math.min(WINDOW, mostAtOnce(meanBytes));
  const reach = Math.min(SEARCHED, Math.ceil(depth / 2) + step);
  for (let start = 0; start < reach; start += step) {
    const head = yield* readElements(lane, start, start + step - 1);
    const near = head.find(({ text }) => isNamed(text, idOrHandle));
    if (near) return { ...near, end: 'head' };
    const tail = yield* readElements(lane, -start - step, -start - 1);
    const far = tail.findLast(({ text }) => isNamed(text, idOrHandle));
    if (far) return { ...far, end: 'tail' };
  }
  return null;
}
