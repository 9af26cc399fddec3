import { leaderboards } from './leaderboards/layouts';
import { leaderboardView, summariseLeaderboard } from './leaderboards/read';
import type { Family, Pattern } from './pattern';

/** Every pattern that is known: one row for each folder. Among families of equal certainty, earlier ones go first. */
export const CATALOGUE: readonly Pattern[] = [
  {
    id: 'leaderboards',
    families: leaderboards,
    summarise: summariseLeaderboard,
    view: leaderboardView,
  },
];

/** All families, in the order of the catalogue. */
export const FAMILIES: readonly Family[] = CATALOGUE.flatMap(({ families }) => families);
