import { list, number, string, type Reply } from './reply';
import type { StreamId } from './stream-id';

/** One line of XPENDING key group start end count. */
export interface PendingEntry {
  id: StreamId;
  consumer: string;
  /** Milliseconds since its last delivery. */
  idleMs: number;
  /** How often it was delivered. */
  deliveries: number;
}

/**
 * Reads the reply of XPENDING with a range; both protocols answer arrays.
 * @returns entries by id, the oldest first; empty for errors
 */
export function parsePendingEntries(reply: Reply | undefined): PendingEntry[] {
  return list(reply).flatMap((element) => {
    const [id, consumer, idle, deliveries] = list(element);
    const entry = [string(id), string(consumer)] as const;
    if (entry[0] === null || entry[1] === null) return [];
    return {
      id: entry[0],
      consumer: entry[1],
      idleMs: number(idle) ?? 0,
      deliveries: number(deliveries) ?? 0,
    };
  });
}

/** XPENDING key group. */
export interface PendingSummary {
  total: number;
  /** `null`s where nothing is pending. */
  oldestId: StreamId | null;
  newestId: StreamId | null;
  /** Consumers with entries of theirs pending. */
  consumers: { name: string; pending: number }[];
}

/**
 * Reads the reply of XPENDING without a range. Counts of consumers are texts in both protocols.
 * @returns `null` for errors
 */
export function parsePendingSummary(reply: Reply | undefined): PendingSummary | null {
  const [total, oldest, newest, consumers] = list(reply);
  const count = number(total);
  if (count === null) return null;
  return {
    total: count,
    oldestId: string(oldest),
    newestId: string(newest),
    consumers: list(consumers).flatMap((element) => {
      const [name, pending] = list(element);
      const known = string(name);
      return known === null ? [] : { name: known, pending: number(pending) ?? 0 };
    }),
  };
}
