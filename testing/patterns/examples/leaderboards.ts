import {
  incrementScore,
  leaderboardKey,
  monthlyBoard,
  writeBestScore,
} from '@/lib/patterns/leaderboards/write';
import type { Bytes } from '@/lib/patterns/bytes';
import { written, type Examples } from './example';

const players = (key: Bytes, ...points: number[]) =>
  points.map((each, index) => incrementScore(key, `player:${1_000 + index}`, each));

export const leaderboardExamples: Examples = () => [
  written(
    [
      incrementScore(leaderboardKey('global'), 'ann', 4_200, monthlyBoard),
      ...players('leaderboard:global', 7),
    ],
    ['leaderboard', { board: 'leaderboard:global' }],
  ),
  written(
    [...players('leaderboard', 10, 20, 20), ...players('game:leaderboard', 1_500.5)],
    ['leaderboard-alone', { board: ['leaderboard', 'game:leaderboard'] }],
  ),
  written(players('trending:articles', 3, 1), ['trending', { board: 'trending:articles' }]),
  written(
    [writeBestScore('42', 'chess', 1_873), writeBestScore('43', 'chess', 12.5)],
    ['best-score', { score: ['player:42:best_score:chess', 'player:43:best_score:chess'] }],
  ),
  written(
    [...players('arena:weekly', 5, 3, 0, -2), ...players('karma', 120, 9_000)],
    ['ranking', { board: ['arena:weekly', 'karma'] }],
  ),
];
