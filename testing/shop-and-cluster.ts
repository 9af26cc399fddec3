import type { Redis } from 'ioredis';
import { startApp, type RunningApp } from './app';
import type { AppClient } from './app-client';
import {
  aclUsers,
  connect,
  startCluster,
  startRedis,
  type RunningCluster,
  type RunningRedis,
} from './servers';
import { untilUp, watched } from './watched';

/** The dashboard on one Redis, `shop`, and on a Cluster of three primaries, `cluster`. */
export interface ShopAndCluster {
  redis: RunningRedis;
  cluster: RunningCluster;
  app: RunningApp;
  /** Of the shop, with all rights. */
  admin: Redis;
  /** The operator of both. */
  client: AppClient;
  /** Waits until both answer the collector. */
  untilUp: () => Promise<void>;
  stop: () => Promise<void>;
}

/** Starts all of it and waits until it answers. */
export async function startShopAndCluster(): Promise<ShopAndCluster> {
  const redis = await startRedis({ aclLines: aclUsers() });
  const cluster = await startCluster({ nodes: 3, aclLines: aclUsers() });
  const admin = connect(redis.port, 'admin');
  const app = await startApp([
    watched(redis, { name: 'Shop' }),
    watched(cluster.primaries[0]!, { id: 'cluster', name: 'Cluster' }),
  ]);
  const client = await app.client().signIn('shop', 'operator', 'operator');
  await client.signIn('cluster', 'operator', 'operator');
  const bothUp = async () => {
    await untilUp(client);
    await untilUp(client, 'cluster', 3);
  };
  await bothUp();
  return {
    ...{ redis, cluster, app, admin, client },
    untilUp: bothUp,
    async stop() {
      admin.disconnect();
      await app.stop();
      await cluster.stop();
      await redis.stop();
    },
  };
}
