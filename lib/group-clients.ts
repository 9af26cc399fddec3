import { parseAddress } from '@/lib/redis/parse-address';
import type { ClientRow } from '@/lib/schemas/clients';

/** What of a client tells its group. */
export type Grouped = Pick<ClientRow, 'name' | 'user' | 'addr' | 'libName' | 'libVersion'> & {
  db?: number | null;
};

/** What clients can be grouped by. */
export const GROUPINGS = {
  name: { label: 'Name', of: (client) => client.name || '(no name)' },
  user: { label: 'User', of: (client) => client.user ?? '(no users)' },
  address: { label: 'Address', of: (client) => parseAddress(client.addr).host ?? client.addr },
  library: {
    label: 'Library',
    of: (client) => [client.libName, client.libVersion].filter(Boolean).join(' ') || '(not told)',
  },
  database: { label: 'Database', of: (client) => String(client.db ?? '(not told)') },
} satisfies Record<string, { label: string; of: (client: Grouped) => string }>;

export type Grouping = keyof typeof GROUPINGS;

/** The totals of one group. `null` where no client of the group tells. */
export interface ClientGroup {
  key: string;
  clients: number;
  blocked: number;
  memoryBytes: number | null;
  outputBytes: number | null;
  netInBytes: number | null;
  netOutBytes: number | null;
  commands: number | null;
  /** The longest idle one. */
  idleSeconds: number | null;
}

/**
 * The group that a client belongs to. Names that differ only in a number at the end ("worker-3") are one
 * application, so they fall together.
 */
export function groupOf(client: Grouped, by: Grouping): string {
  const key = GROUPINGS[by].of(client);
  return by === 'name' ? key.replace(/[-_:.#]?\d+$/, (digits) => `${digits.replace(/\d+$/, '')}*`) : key;
}

/** Groups clients and adds them up, the largest group first. */
export function groupClients(clients: readonly ClientRow[], by: Grouping): ClientGroup[] {
  const groups = new Map<string, ClientGroup>();
  for (const client of clients) {
    const key = groupOf(client, by);
    const group = groups.get(key) ?? emptyGroup(key);
    group.clients += 1;
    group.blocked += client.flags.includes('b') ? 1 : 0;
    group.memoryBytes = sum(group.memoryBytes, client.totalBytes);
    group.outputBytes = sum(group.outputBytes, client.outputBytes);
    group.netInBytes = sum(group.netInBytes, client.netInBytes);
    group.netOutBytes = sum(group.netOutBytes, client.netOutBytes);
    group.commands = sum(group.commands, client.commandsTotal);
    group.idleSeconds =
      client.idleSeconds === null ? group.idleSeconds : Math.max(group.idleSeconds ?? 0, client.idleSeconds);
    groups.set(key, group);
  }
  return [...groups.values()].sort((a, b) => b.clients - a.clients || a.key.localeCompare(b.key));
}

const sum = (a: number | null, b: number | null) => (b === null ? a : (a ?? 0) + b);

const emptyGroup = (key: string): ClientGroup => ({
  key,
  clients: 0,
  blocked: 0,
  memoryBytes: null,
  outputBytes: null,
  netInBytes: null,
  netOutBytes: null,
  commands: null,
  idleSeconds: null,
});
