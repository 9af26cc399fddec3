import { parseStreamEntry, type StreamEntry } from './parse-stream-entries';
import { entries, number, string, type Reply } from './reply';
import type { StreamId } from './stream-id';

/** What XINFO STREAM says; what a version does not say is `null`. */
export interface StreamInfo {
  /** Entries that are there. */
  length: number;
  groups: number;
  /** The id of the newest entry that there ever was; XDEL does not set it back. */
  lastGeneratedId: StreamId | null;
  /** The newest entry that was deleted; `null` before 7.0, and where none was (`0-0`). */
  maxDeletedId: StreamId | null;
  /** Entries that were ever added; `null` before 7.0. */
  entriesAdded: number | null;
  /** Nodes of the tree, each of which holds some entries. */
  nodes: number | null;
  firstEntry: StreamEntry | null;
  lastEntry: StreamEntry | null;
}

/**
 * Reads the reply of XINFO STREAM (without FULL) of either protocol, 5.0 and later.
 * @returns `null` for errors, and for what is no such reply
 */
export function parseStreamInfo(reply: Reply | undefined): StreamInfo | null {
  const fields = new Map(entries(reply));
  const length = number(fields.get('length'));
  if (length === null) return null;
  const deleted = string(fields.get('max-deleted-entry-id'));
  return {
    length,
    groups: number(fields.get('groups')) ?? 0,
    lastGeneratedId: string(fields.get('last-generated-id')),
    maxDeletedId: deleted === '0-0' ? null : deleted,
    entriesAdded: number(fields.get('entries-added')),
    nodes: number(fields.get('radix-tree-nodes')),
    firstEntry: parseStreamEntry(fields.get('first-entry')),
    lastEntry: parseStreamEntry(fields.get('last-entry')),
  };
}
