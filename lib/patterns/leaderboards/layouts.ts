import type { Family } from '../pattern';
import { isBestScore, isRanking, isRankingForSure } from './recognise';

const ranking = {
  types: ['zset'] as const,
  encoding: 'member = who, score = points',
  check: isRanking,
};

export const leaderboards: readonly Family[] = [
  {
    id: 'leaderboard',
    source: 'a common layout',
    identity: ['name'],
    title: '{name}',
    layouts: [
      {
        id: 'board',
        template: 'leaderboard:{name}',
        certainty: 'named',
        ttl: '30 d after the last write, or none',
        ...ranking,
      },
    ],
  },
  {
    id: 'leaderboard-alone',
    source: 'a common layout',
    identity: ['name'],
    title: '{name}',
    layouts: [
      {
        id: 'board',
        template: '{name:leaderboard|game:leaderboard}',
        certainty: 'named',
        ttl: 'none',
        ...ranking,
      },
    ],
  },
  {
    id: 'trending',
    source: 'a common layout',
    identity: ['what'],
    title: 'trending {what}',
    layouts: [{ id: 'board', template: 'trending:{what}', certainty: 'named', ttl: 'none', ...ranking }],
  },
  {
    id: 'best-score',
    source: 'a common layout',
    identity: ['game'],
    title: 'best scores of {game}',
    layouts: [
      {
        id: 'score',
        template: 'player:{player:segment}:best_score:{game}',
        types: ['string'],
        certainty: 'anchor',
        encoding: 'a number: the best of one player',
        ttl: 'none',
        check: isBestScore,
      },
    ],
  },
  {
    id: 'ranking',
    source: 'content: a sorted set whose scores are neither times nor places',
    identity: ['shape'],
    title: '{shape}',
    layouts: [
      {
        id: 'board',
        template: '{key}',
        certainty: 'content',
        ttl: 'any',
        ...ranking,
        check: isRankingForSure,
      },
    ],
  },
];
