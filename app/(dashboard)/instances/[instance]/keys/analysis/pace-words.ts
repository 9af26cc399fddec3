import { BUSY_LIMITS, LATENCY_BUDGETS_MS, type LatencyPace } from '@/lib/keyspace/latency-pace';

export type Pace = LatencyPace;

const within = (pace: 'gentle' | 'normal') =>
  `Adds at most ${LATENCY_BUDGETS_MS[pace]} ms to the p99 latency, which a PING beside it measures, and eases off ` +
  `where the server's main thread is over ${BUSY_LIMITS[pace] * 100} % busy.`;

/** How each pace is called, and what it promises. */
export const PACE_WORDS: Record<Pace, { label: string; explains: string }> = {
  gentle: { label: 'Gentle', explains: `${within('gentle')} For production.` },
  normal: { label: 'Normal', explains: `${within('normal')} Faster where the server has air.` },
  fast: {
    label: 'Fast',
    explains: 'Without a limit: as fast as the server answers. For a replica, or when nobody waits.',
  },
};
