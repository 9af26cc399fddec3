import { number } from '@/lib/redis/reply';
import { toWire, type Bytes } from '../bytes';
import { scoredMembers, type Scored } from '../checks';
import { keptKeys } from '../kept-keys';
import type { PastSample, Sampling, Thing } from '../pattern';
import { ask, type Plan } from '../plan';
import { isBestScores, isEverybody, readPlayers } from './best-scores';
import type { LeaderboardResponse, LeaderboardRow } from './model';
import { placesOf, toJsonScore } from './scores';

/**
 * How ranks move. No key says what they were, so the best of a board are kept time and again, and the present is put
 * beside one of those samples: their scores, of which the places follow.
 */
export const leaderboardSampling: Sampling = { everyMs: 300_000, keep: 288, sample: sampleBoards };

/** Members that are kept of a thing, in all. */
const MOST_MEMBERS = 200;
/** Boards of a thing among which those are divided: the first ones. */
const MOST_BOARDS = 4;
/** Boards whose members are counted. */
const MOST_COUNTED = 50;
/** Longer names are not kept: their scores count, so that the places of others are right. */
const LONGEST_NAME = 200;

/** How long ago people want to compare with. */
const AGO_MS = [5, 15, 60, 180, 360, 720, 1_440].map((minutes) => minutes * 60_000);

/** What stands for a thing of best scores, which has no board. */
const PLAYERS = '';

/** What a sample calls its numbers: a board's place among those of the sample, then by that place what is known of it. */
const BOARD = 'board:';
const completeOf = (index: number) => `complete:${index}`;
const scoreOf = (index: number, member: Bytes) => `score:${index}:${member}`;
const unnamedOf = (index: number, nth: number) => `unnamed:${index}:${nth}`;

/** A thing's members in all, and the scores of the best of its first boards. What is refused is left out. */
function* sampleBoards(thing: Thing): Plan<Record<string, number>> {
  if (isBestScores(thing)) {
    const best = yield* readPlayers(thing);
    return {
      value: best.looked.of,
      // Among a choice of players nobody has a place. And a player may be older than the scan that saw them first.
      ...(isEverybody(best.looked) ? toValues(0, PLAYERS, best.players.slice(0, MOST_MEMBERS), false) : {}),
    };
  }
  const boards = sampledBoards(thing);
  const most = Math.floor(MOST_MEMBERS / boards.length);
  const counted = keptKeys(thing).names.slice(0, MOST_COUNTED);
  const replies = yield* ask([
    ...counted.map((board) => ['ZCARD', board] as const),
    ...boards.map((board) => ['ZREVRANGE', board, 0, most - 1, 'WITHSCORES'] as const),
  ]);
  const sizes = replies.slice(0, counted.length).map(number);
  const values: Record<string, number> = {};
  if (sizes.some((size) => size !== null))
    values.value = sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0);
  boards.forEach((board, index) => {
    const reply = replies[counted.length + index];
    const size = sizes[index] ?? null;
    if (reply instanceof Error || size === null) return;
    const best = scoredMembers(reply);
    Object.assign(values, toValues(index, board, best, size <= best.length));
  });
  return values;
}

/** The boards that are looked at time and again. */
const sampledBoards = (thing: Thing): Bytes[] => keptKeys(thing).names.slice(0, MOST_BOARDS);

/**
 * What a sample says of a board.
 * @param best members, the best first
 * @param complete whether those are all
 */
export function toValues(
  index: number,
  board: Bytes,
  best: readonly Scored[],
  complete: boolean,
): Record<string, number> {
  const isNamed = ({ member }: Scored) => member.length <= LONGEST_NAME;
  return {
    [BOARD + board]: index,
    [completeOf(index)]: Number(complete && best.every(isNamed)),
    ...Object.fromEntries(
      best.map((entry, nth) => [
        isNamed(entry) ? scoreOf(index, entry.member) : unnamedOf(index, nth),
        entry.score,
      ]),
    ),
  };
}

/** What a sample knows of a board. */
interface Standing {
  at: number;
  complete: boolean;
  /** By member, as answers name them. */
  before: Map<string, NonNullable<LeaderboardRow['before']>>;
  kept: number;
}

function standingOf({ at, values }: PastSample, board: Bytes): Standing {
  const index = values[BOARD + board]!;
  const [named, unnamed] = [scoreOf(index, ''), `unnamed:${index}:`];
  const best = Object.entries(values)
    .filter(([name]) => name.startsWith(named) || name.startsWith(unnamed))
    .sort(([, a], [, b]) => (a === b ? 0 : b - a));
  const places = placesOf(best.map(([, score]) => score));
  const before: Standing['before'] = new Map();
  best.forEach(([name, score], nth) => {
    if (name.startsWith(named))
      before.set(toWire(name.slice(named.length)), { place: places[nth]!, score: toJsonScore(score) });
  });
  return { at, complete: values[completeOf(index)] === 1, before, kept: best.length };
}

/** A board's past: with what it is compared, and what each member was then. */
export interface Past {
  movement: LeaderboardResponse['movement'];
  /** @param member as answers name it */
  before(member: string): LeaderboardRow['before'];
}

/**
 * Chooses the sample that a board is compared with.
 * @param board its key; `null` for best scores
 * @param isRanked whether the places of the present are places among all; if not, nothing is compared
 * @param since Unix milliseconds: the last sample at or before it, or the first one; without it the first one
 * @param now Unix milliseconds
 */
export function pastOfBoard(
  thing: Thing,
  board: Bytes | null,
  {
    isRanked,
    since,
    past,
    now,
  }: { isRanked: boolean; since?: number; past: readonly PastSample[]; now: number },
): Past {
  const name = board ?? PLAYERS;
  const sampled = isRanked && (board === null || sampledBoards(thing).includes(board));
  const samples = isRanked ? past.filter(({ values }) => values[BOARD + name] !== undefined) : [];
  const chosen = samples.findLast(({ at }) => since !== undefined && at <= since) ?? samples[0];
  const standing = chosen && standingOf(chosen, name);
  const times = samples.map(({ at }) => at);
  return {
    movement: {
      sampled,
      moments: chosen ? momentsToChoose(times, chosen.at, now) : [],
      since: standing?.at ?? null,
      kept: standing?.kept ?? 0,
      complete: standing?.complete ?? false,
    },
    before: (member) => standing?.before.get(member) ?? null,
  };
}

/** The first of the samples, those nearest to round spans ago, and the one that is chosen. */
function momentsToChoose(times: readonly number[], chosen: number, now: number): number[] {
  const nearestTo = (moment: number) =>
    times.reduce((best, at) => (Math.abs(at - moment) < Math.abs(best - moment) ? at : best));
  const moments = [times[0]!, ...AGO_MS.map((ago) => nearestTo(now - ago)), chosen];
  return [...new Set(moments)].sort((a, b) => a - b);
}
