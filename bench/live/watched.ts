import { startApp, type RunningApp } from '../../testing/app';
import type { AppClient } from '../../testing/app-client';
import { startRedis, type RunningRedis } from '../../testing/servers';

/** One Redis, and the dashboard that watches it. */
export interface Watched {
  redis: RunningRedis;
  app: RunningApp;
  /** Signed in; a Redis without a password lets everybody in on loopback. */
  signIn: () => Promise<AppClient>;
  stop: () => Promise<void>;
}

/** @param args more options for redis-server */
export async function startWatched(args: string[] = []): Promise<Watched> {
  const redis = await startRedis({ args });
  const app = await startApp([{ id: 'bench', name: 'Bench', url: `redis://127.0.0.1:${redis.port}` }]);
  return {
    redis,
    app,
    signIn: () => app.client().signIn('bench', '', ''),
    stop: async () => {
      await app.stop();
      await redis.stop();
    },
  };
}

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** The value below which a share of the values lies. */
export function percentile(values: readonly number[], share: number): number {
  const ordered = [...values].sort((a, b) => a - b);
  return ordered[Math.min(ordered.length - 1, Math.ceil(share * ordered.length) - 1)] ?? NaN;
}
