import 'server-only';
import { lookupsOf } from '@/lib/metrics/own-lookups';
import type { OwnLookups } from '@/lib/metrics/sample';
import { commandName } from '@/lib/redis/command-name';
import type { Reply } from '@/lib/redis/reply';
import { singleton } from '../singleton';

/**
 * What the dashboard itself causes on one node: its connections, its commands and its key lookups, so that
 * they can be marked in the client list, counted out of the hit rate and stated in the footer.
 */
export interface Footprint {
  /** Ids of our open connections, as CLIENT LIST names them. */
  clientIds: Set<number>;
  /** Connections of ours that are being opened: the server lists them already, but their ids are not known yet. */
  opening: Set<Promise<unknown>>;
  /** Calls so far, by command as commandstats names them: `info`, `client|list`. */
  calls: Map<string, number>;
  lookups: OwnLookups;
}

const footprints = () => singleton('footprints', () => new Map<string, Footprint>());

/**
 * The footprint on a node, for the life of the process.
 * @param address `host:port` or the path of the socket
 */
export function footprintOn(address: string): Footprint {
  const all = footprints();
  const known = all.get(address) ?? {
    clientIds: new Set(),
    opening: new Set(),
    calls: new Map(),
    lookups: { hits: 0, misses: 0 },
  };
  all.set(address, known);
  return known;
}

/** Counts a command that was sent and answered without an error. */
export function recordCall(footprint: Footprint, args: readonly string[], reply: Reply): void {
  // In a transaction: it has looked nothing up, and never will where the transaction is a probe.
  if (reply === 'QUEUED') return;
  const name = commandName(args);
  footprint.calls.set(name, (footprint.calls.get(name) ?? 0) + 1);
  const { hits, misses } = lookupsOf(args, reply);
  footprint.lookups.hits += hits;
  footprint.lookups.misses += misses;
}
