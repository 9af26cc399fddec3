import { string } from '@/lib/redis/reply';
import { toWire, type Bytes } from '../bytes';
import { toScore, type Scored } from '../checks';
import type { Thing, ThingPart } from '../pattern';
import { ask, isRefused, repliesOfMany, type Plan } from '../plan';
import { compileTemplate } from '../template';
import type { BoardPage, LeaderboardQuery, LeaderboardResponse, Ranked } from './model';
import { barsBetween, placesOf, toJsonScore } from './scores';

/**
 * Best scores that are kept in one string for each player: no key ranks them, so their keys are read and ranked here.
 * One GETRANGE for each rather than MGET of many: a number is short, whatever else the value has become; in a Cluster
 * the keys are anywhere; and an ACL that leaves some of them out refuses an MGET whole.
 */

/** Players whose scores are read for a page. */
const MOST_PLAYERS = 3_000;

/** No number is longer. */
const SCORE_BYTES = 64;

/** Whether a thing is one of best scores; else it is one of sorted sets. */
export const isBestScores = ({ parts }: Thing): boolean => parts.some(({ type }) => type === 'string');

/** Players, the best first, and how many were looked at to find them. */
export interface BestScores {
  players: Scored[];
  looked: NonNullable<LeaderboardResponse['looked']>;
}

/** Whether there is nobody whose score was not read: only then is a place a place among all. */
export const isEverybody = ({ players, of }: BestScores['looked']): boolean => players >= of;

/**
 * Reads the players' scores. Keys that are gone, of another type, refused or no numbers are left out.
 * @param wanted a player to be read in any case
 * @throws the refusal where the ACL refuses all of the keys
 */
export function* readPlayers(
  thing: Thing,
  { most = MOST_PLAYERS, wanted }: { most?: number; wanted?: Bytes } = {},
): Plan<BestScores> {
  const known = new Map(thing.parts.flatMap((part) => namedPlayers(thing, part)));
  const kept = thing.parts.reduce((sum, { names }) => sum + names.length, 0);
  const notKept = Math.max(0, thing.parts.reduce((sum, { keys }) => sum + keys, 0) - kept);
  const chosen = [...known].slice(0, most);
  if (wanted !== undefined && !chosen.some(([, player]) => player === wanted)) {
    // Their name may not have been kept, or their key be newer than the scan.
    const key = keyOf(thing, wanted);
    if (key !== null) chosen.push([key, wanted]);
  }
  const raw = yield* ask(chosen.map(([key]) => ['GETRANGE', key, 0, SCORE_BYTES - 1] as const));
  const replies = repliesOfMany(raw);
  const players = chosen
    .map(([, member], index): Scored => ({ member, score: toScore(string(replies[index])) }))
    .filter(({ score }) => !Number.isNaN(score))
    // Ties in the order of a sorted set from above.
    .sort((a, b) => b.score - a.score || (a.member < b.member ? 1 : -1));
  // Who was asked for and has no score is no player.
  const isPlayer = ([key]: readonly [Bytes, Bytes], index: number) =>
    !isRefused(raw[index]) && (known.has(key) || Boolean(string(replies[index])));
  const looked = chosen.filter(isPlayer).length;
  return {
    players,
    looked: {
      players: looked,
      of: Math.max(looked, known.size + notKept),
      exact: thing.parts.every(({ exact }) => exact),
    },
  };
}

/** One page of them, a player with those around, and how the scores are spread; as of a sorted set. */
export function* readBestScores(
  thing: Thing,
  { order, min = -Infinity, max = Infinity, member, around, offset, count }: LeaderboardQuery,
): Plan<BoardPage> {
  const { players, looked } = yield* readPlayers(thing, { wanted: member });
  const ranked = rank(players);
  const isInRange = (_: unknown, index: number) =>
    players[index]!.score >= min && players[index]!.score <= max;
  const inRange = ranked.filter(isInRange);
  const ordered =
    order === 'top'
      ? inRange
      : inRange.toReversed().map((row) => ({ ...row, position: ranked.length + 1 - row.position }));
  const at = member === undefined ? -1 : players.findIndex((player) => player.member === member);
  const own = ranked[at];
  return {
    key: null,
    total: ranked.length,
    looked,
    inRange: inRange.length,
    rows: ordered.slice(offset, offset + count),
    found: own
      ? {
          ...own,
          tiedWith: ranked.filter(({ place }) => place === own.place).length - 1,
          around: ranked.slice(Math.max(0, at - around), at + around + 1),
        }
      : null,
    distribution: spread(players),
    ttlMs: null,
  };
}

/** What of a part's names tells one player from another: what is left of the template's fields, in their order. */
function playerFields({ identity }: Thing, { template }: ThingPart): string[] {
  return compileTemplate(template).fields.filter((field) => !Object.hasOwn(identity, field));
}

/** Keys of a part with the players that they name; without fields of theirs, the key is the name. */
function namedPlayers(thing: Thing, part: ThingPart): [key: Bytes, player: Bytes][] {
  const { match } = compileTemplate(part.template);
  const fields = playerFields(thing, part);
  return part.names.map((key) => {
    const values = match(key) ?? {};
    return [key, fields.map((field) => values[field] ?? '').join(':') || key];
  });
}

/** The key of a player whom nobody has seen yet; `null` where none can be made of the name. */
function keyOf(thing: Thing, player: Bytes): Bytes | null {
  const [part] = thing.parts;
  const [field, ...others] = part ? playerFields(thing, part) : [];
  if (!part || field === undefined || others.length > 0) return null;
  const { fill, match } = compileTemplate(part.template);
  const key = fill({ ...thing.identity, [field]: player });
  return match(key)?.[field] === player ? key : null;
}

function rank(players: readonly Scored[]): Ranked[] {
  const places = placesOf(players.map(({ score }) => score));
  return players.map(({ member, score }, index) => ({
    position: index + 1,
    place: places[index]!,
    member: toWire(member),
    score: toJsonScore(score),
    tied: players[index - 1]?.score === score || players[index + 1]?.score === score,
  }));
}

function spread(players: readonly Scored[]): LeaderboardResponse['distribution'] {
  const bars = barsBetween(players.at(-1)?.score, players[0]?.score).map((bar) => ({ ...bar, members: 0 }));
  for (const { score } of players) {
    const bar = bars.find(({ to }) => score < to) ?? bars.at(-1);
    if (bar) bar.members += 1;
  }
  return bars;
}
