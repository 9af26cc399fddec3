import { entries, list, string, type Reply } from './reply';
import type { StreamId } from './stream-id';

/** One entry of a stream. */
export interface StreamEntry {
  id: StreamId;
  /** Names and values in the order of the entry; a name may come twice. */
  fields: [name: string, value: string][];
}

/**
 * Reads the reply of XRANGE, XREVRANGE and XCLAIM, the same in both protocols.
 * @returns entries in the server's order; empty for `null` and errors. Before 7.0 XCLAIM and XAUTOCLAIM answer `null`
 *   in the place of an entry that was deleted; it is left out.
 */
export function parseStreamEntries(reply: Reply | undefined): StreamEntry[] {
  return list(reply).flatMap((element) => parseStreamEntry(element) ?? []);
}

/** One entry; `null` for what is none. */
export function parseStreamEntry(reply: Reply | undefined): StreamEntry | null {
  const [id, fields] = list(reply);
  const name = string(id);
  if (name === null) return null;
  return { id: name, fields: entries(fields).map(([field, value]) => [field, string(value) ?? '']) };
}
