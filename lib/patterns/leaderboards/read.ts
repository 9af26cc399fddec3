import { formatValue } from '@/lib/format';
import { number } from '@/lib/redis/reply';
import { fromWire, toWire } from '../bytes';
import { chooseKey, keptKeys } from '../kept-keys';
import { defineView, type ReadContext, type Summary, type Thing } from '../pattern';
import { answer, ask, repliesOfMany, type Plan } from '../plan';
import { isBestScores, isEverybody, readBestScores, readPlayers } from './best-scores';
import { leaderboards } from './layouts';
import {
  leaderboardQuery,
  leaderboardResponse,
  type BoardPage,
  type BoardScore,
  type LeaderboardQuery,
  type LeaderboardResponse,
  type LeaderboardRow,
  type Ranked,
} from './model';
import { pastOfBoard } from './movement';
import { readBoard } from './read-board';
import { toJsonScore } from './scores';

/** The boards, one page of one of them, a member with those around, how ranks moved and scores are spread. */
export const leaderboardView = defineView({
  query: leaderboardQuery,
  response: leaderboardResponse,
  read: readLeaderboard,
});

function* readLeaderboard(
  thing: Thing,
  query: LeaderboardQuery,
  { past, now }: ReadContext,
): Plan<LeaderboardResponse> {
  const isBest = isBestScores(thing);
  const page = isBest ? yield* readBestScores(thing, query) : yield* readOneBoard(thing, query);
  const { movement, before } = pastOfBoard(thing, page.key === null ? null : fromWire(page.key), {
    isRanked: page.looked ? isEverybody(page.looked) : page.key !== null,
    since: query.since,
    past,
    now,
  });
  const withBefore = <Row extends Ranked>(row: Row): Row & Pick<LeaderboardRow, 'before'> => ({
    ...row,
    before: before(row.member),
  });
  return {
    ...page,
    keys: isBest ? [] : keptKeys(thing).names.slice(0, 500).map(toWire),
    rows: page.rows.map(withBefore),
    found: page.found && { ...withBefore(page.found), around: page.found.around.map(withBefore) },
    movement,
  };
}

const NO_BOARD: BoardPage = {
  ...{ key: null, total: 0, looked: null, inRange: 0, rows: [], found: null, distribution: [], ttlMs: null },
};

function readOneBoard(thing: Thing, query: LeaderboardQuery): Plan<BoardPage> {
  const key = chooseKey(thing, leaderboards, query.key);
  return key === null ? answer(NO_BOARD) : readBoard(key, query);
}

const inWords = (score: BoardScore) => (typeof score === 'number' ? formatValue(score, 'count') : score);

/** Boards whose members a card counts. */
const MOST_COUNTED = 50;
/** Players among whom a card looks for the best. */
const MOST_COMPARED = 500;

/** Members of the board, or of all boards that look alike; of best scores the players and the best of them. */
export function* summariseLeaderboard(thing: Thing, _context: ReadContext): Plan<Summary> {
  const nothing = { unit: 'count', spark: null, perHour: null, trouble: null } as const;
  if (isBestScores(thing)) {
    const best = yield* readPlayers(thing, { most: MOST_COMPARED });
    const [first] = best.players.map(({ score }) => toJsonScore(score));
    const among = isEverybody(best.looked) ? ', the best' : `; the best of ${best.looked.players} looked at`;
    return {
      ...nothing,
      value: best.looked.of,
      caption: first === undefined ? 'players' : `players${among} has ${inWords(first)}`,
    };
  }
  const { names, total } = keptKeys(thing);
  const counted = names.slice(0, MOST_COUNTED);
  const replies = repliesOfMany(yield* ask(counted.map((key) => ['ZCARD', key] as const)));
  const boards = counted.length < total ? `${counted.length} of ${total}` : total;
  return {
    ...nothing,
    value: replies.reduce<number>((sum, reply) => sum + (number(reply) ?? 0), 0),
    caption: total > 1 ? `members of ${boards} boards` : 'members',
  };
}
