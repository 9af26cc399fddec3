import { Redis, type RedisOptions } from 'ioredis';

/** Where the server is and who the traffic comes from. */
export interface Address {
  host?: string;
  port: number;
  username?: string;
  password?: string;
}

/** Who works in the shop: how many connections of each name there are. */
const staff = {
  web: 12,
  api: 8,
  'worker-mail': 4,
  'worker-image': 3,
  'worker-orders': 2,
  checkout: 1,
  presence: 1,
  analytics: 2,
  chat: 2,
  'search-sync': 1,
  notify: 1,
  cron: 1,
};
export type Role = keyof typeof staff;

/** These wait inside a command or listen; nothing else may be sent along with that. */
const waiting: readonly Role[] = [
  'worker-mail',
  'worker-image',
  'worker-orders',
  'chat',
  'search-sync',
  'notify',
];

export interface Connections {
  /** The connections of a role: `web-1`, `web-2`, …; a lone one has the role's own name. */
  of: (role: Role) => readonly [Redis, ...Redis[]];
  /** Whether at least one of them is connected. */
  alive: () => boolean;
  /** Cuts all of them at once, blocked ones too. */
  close: () => void;
}

function open(address: Address, options: RedisOptions): Redis {
  const redis = new Redis({
    host: '127.0.0.1',
    ...address,
    lazyConnect: true,
    enableReadyCheck: false,
    maxRetriesPerRequest: 3,
    ...options,
  });
  // Reconnecting is ioredis' business; a command that fails says so itself.
  redis.on('error', () => undefined);
  return redis;
}

/**
 * Connects, or says what was in the way.
 * @throws The server's own words (WRONGPASS …) or the socket's, instead of "Connection is closed".
 */
async function connect(redis: Redis): Promise<void> {
  let cause: unknown;
  const keep = (error: unknown) => (cause = error);
  redis.on('error', keep);
  try {
    await redis.connect();
  } catch (error) {
    redis.disconnect();
    throw cause ?? error;
  } finally {
    redis.off('error', keep);
  }
}

/** Whether the server knows CLIENT SETINFO (7.2); an older one would count an error per connection. */
async function knowsClientInfo(address: Address): Promise<boolean> {
  const redis = open(address, { disableClientInfo: true, retryStrategy: null });
  await connect(redis);
  try {
    const [, major = 0, minor = 0] = /^redis_version:(\d+)\.(\d+)/m.exec(await redis.info('server')) ?? [];
    return Number(major) > 7 || (Number(major) === 7 && Number(minor) >= 2);
  } catch {
    return false; // No right to ask, so leave it.
  } finally {
    redis.disconnect();
  }
}

/**
 * Opens the shop's connections, a few dozen, each with its name.
 * @throws When the server cannot be reached or refuses the user.
 */
export async function openConnections(address: Address): Promise<Connections> {
  const disableClientInfo = !(await knowsClientInfo(address));
  const roles = new Map<Role, Redis[]>();
  for (const [role, count] of Object.entries(staff) as [Role, number][]) {
    const connections = Array.from({ length: count }, (_, index) =>
      open(address, {
        connectionName: count === 1 ? role : `${role}-${index + 1}`,
        disableClientInfo,
        enableAutoPipelining: !waiting.includes(role),
      }),
    );
    roles.set(role, connections);
  }
  const all = [...roles.values()].flat();
  const close = () => all.forEach((redis) => redis.disconnect());
  try {
    await Promise.all(all.map(connect));
  } catch (error) {
    close();
    throw error;
  }
  return {
    of: (role) => roles.get(role) as [Redis, ...Redis[]],
    alive: () => all.some((redis) => redis.status === 'ready'),
    close,
  };
}
