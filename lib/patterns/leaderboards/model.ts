import { z } from 'zod';
import { bytesInput, pageQuery, wireText } from '../wire';

/** Infinite scores are legal in Redis, but no JSON number. */
const score = z.union([z.number(), z.enum(['inf', '-inf'])]);
export type BoardScore = z.infer<typeof score>;

const place = z
  .number()
  .describe('1 is the best; members of one score share a place, and the next one is left out.');

const row = z.object({
  position: z.number().describe('1 is the first in the order asked for.'),
  place,
  member: wireText,
  score,
  tied: z.boolean().describe('Somebody beside has the same score.'),
  before: z
    .object({ place, score })
    .nullable()
    .describe('At the moment compared with; null: not among those that were kept of it.'),
});
export type LeaderboardRow = z.infer<typeof row>;

export const leaderboardQuery = z.object({
  key: bytesInput.optional().describe('One board of several that look alike.'),
  order: z.enum(['top', 'bottom']).default('top'),
  min: z.coerce.number().optional().describe('Only scores from here …'),
  max: z.coerce.number().optional().describe('… to here.'),
  member: bytesInput.optional().describe('Whom to find.'),
  around: z.coerce.number().int().min(0).max(50).default(5).describe('Members shown before and after.'),
  since: z.coerce
    .number()
    .int()
    .min(0)
    .optional()
    .describe('Compare with the last sample at or before this moment, Unix ms; else with the first one.'),
  ...pageQuery,
});
export type LeaderboardQuery = z.infer<typeof leaderboardQuery>;

export const leaderboardResponse = z.object({
  key: wireText.nullable().describe('The board; null: best scores, one string for each player.'),
  keys: z.array(wireText).describe('The boards of this thing, as many as were kept.'),
  total: z.number().describe('Members that are ranked.'),
  looked: z
    .object({
      players: z
        .number()
        .describe('Whose scores were read; those that are gone since the scan have no rank.'),
      of: z.number(),
      exact: z.boolean().describe('Whether so many were counted, or estimated.'),
    })
    .nullable()
    .describe('Of best scores; null: a sorted set, which ranks all of its members.'),
  inRange: z.number().describe('Members between min and max.'),
  rows: z.array(row),
  found: row
    .extend({
      position: z.number().describe('From the best, 1-based, ties in the order of Redis.'),
      tiedWith: z.number().describe('Others with the same score.'),
      around: z.array(row),
    })
    .nullable()
    .describe('null: nobody was looked for, or the member is not on the board.'),
  distribution: z.array(z.object({ from: z.number(), to: z.number(), members: z.number() })),
  ttlMs: z.number().nullable().describe('null: no expiry.'),
  movement: z.object({
    sampled: z.boolean().describe('Whether this board is looked at time and again.'),
    moments: z.array(z.number()).describe('Samples to compare with, the oldest first: Unix ms.'),
    since: z.number().nullable().describe('The one compared with, Unix ms; null: there is none yet.'),
    kept: z.number().describe('Members in that sample: the best at that time.'),
    complete: z.boolean().describe('Those were all members; who is not among them was not on the board.'),
  }),
});
export type LeaderboardResponse = z.infer<typeof leaderboardResponse>;

/** A member with its rank, whatever it was before. */
export type Ranked = Omit<LeaderboardRow, 'before'>;

/** What is read of a board itself. */
export type BoardPage = Pick<
  LeaderboardResponse,
  'key' | 'total' | 'looked' | 'inRange' | 'distribution' | 'ttlMs'
> & {
  rows: Ranked[];
  found: (Ranked & { tiedWith: number; around: Ranked[] }) | null;
};
