import { entries, list, number, string, type Reply } from './reply';
import type { StreamId } from './stream-id';

/** One group of XINFO GROUPS. */
export interface StreamGroup {
  name: string;
  consumers: number;
  /** Entries that were delivered and not acknowledged. */
  pending: number;
  lastDeliveredId: StreamId | null;
  /** `null` before 7.0, and where the server lost count: after SETID, or an XDEL in the middle of the stream. */
  entriesRead: number | null;
  /** Entries that are still to be delivered; `null` as above. */
  lag: number | null;
}

/**
 * Reads the reply of XINFO GROUPS, of either protocol.
 * @returns groups in the server's order; empty for errors
 */
export function parseStreamGroups(reply: Reply | undefined): StreamGroup[] {
  return list(reply).flatMap((element) => {
    const fields = new Map(entries(element));
    const name = string(fields.get('name'));
    if (name === null) return [];
    return {
      name,
      consumers: number(fields.get('consumers')) ?? 0,
      pending: number(fields.get('pending')) ?? 0,
      lastDeliveredId: string(fields.get('last-delivered-id')),
      entriesRead: number(fields.get('entries-read')),
      lag: number(fields.get('lag')),
    };
  });
}
