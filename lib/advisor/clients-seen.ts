import { clientKind, isBlocked, isMonitor } from '@/lib/redis/client-flags';
import type { RedisClient } from '@/lib/redis/parse-client-list';

/** A connection that asks for nothing for so long is not used. */
export const UNUSED_SECONDS = 3600;

/** What a reading of CLIENT LIST says that INFO does not; the dashboard's own connections are left out. */
export interface ClientsSeen {
  /** Connections of applications that ask for something now and then: no replicas, subscribers, or waiting workers. */
  asking: number;
  /** How many of those have asked for nothing for an hour. */
  unused: number;
  /** Whose most of the unused ones are: a name, else a user, else an address; `null` where there is none. */
  mostOf: { who: string; count: number } | null;
  /** Who has every command of everybody sent to them. */
  monitors: { name: string; addr: string }[];
}

/** @param own ids of the connections of this dashboard */
export function summariseClients(clients: readonly RedisClient[], own: ReadonlySet<number>): ClientsSeen {
  const others = clients.filter(({ id }) => !own.has(id));
  const asking = others.filter(({ flags }) => clientKind(flags) === 'normal' && !isBlocked(flags));
  const unused = asking.filter(({ idleSeconds }) => (idleSeconds ?? 0) > UNUSED_SECONDS);
  const counts = new Map<string, number>();
  for (const client of unused) counts.set(whoIs(client), (counts.get(whoIs(client)) ?? 0) + 1);
  const [most] = [...counts].sort((a, b) => b[1] - a[1]);
  return {
    asking: asking.length,
    unused: unused.length,
    mostOf: most ? { who: most[0], count: most[1] } : null,
    monitors: others.flatMap(({ flags, name, addr }) => (isMonitor(flags) ? [{ name, addr }] : [])),
  };
}

/** A user says more than an address; but everybody may be "default". */
const whoIs = ({ name, user, addr }: RedisClient): string =>
  name || (user && user !== 'default' ? user : addr.replace(/:\d+$/, ''));
