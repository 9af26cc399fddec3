import { parseStreamEntries, type StreamEntry } from '@/lib/redis/parse-stream-entries';
import { idBefore } from '@/lib/redis/stream-id';
import { toDisplay, type Bytes } from '../bytes';
import { ask, storedReply, type Plan } from '../plan';
import { maskedField } from '../secret-fields';
import type { EntryRow, StreamResponse } from './model';
import { idMoment, mostAtOnce } from './overview';

/** Fields of an entry that are shown, and characters of each. */
const MOST_FIELDS = 40;
const MOST_CHARACTERS = 500;

/** A page of entries, the newest first. @throws what the ACL refuses */
export function* readEntries(
  key: Bytes,
  { before, count, meanBytes }: { before: string | undefined; count: number; meanBytes: number },
): Plan<NonNullable<StreamResponse['entries']>> {
  // Exclusive ranges came with 6.2; the id before is as good.
  const from = before === undefined ? '+' : idBefore(before);
  const most = Math.min(count, mostAtOnce(meanBytes));
  const [reply] = yield* ask([['XREVRANGE', key, from, '-', 'COUNT', most]]);
  const entries = parseStreamEntries(storedReply(reply));
  return {
    rows: entries.map(toRow),
    before: entries.length < most ? null : entries.at(-1)!.id,
  };
}

function toRow({ id, fields }: StreamEntry): EntryRow {
  return {
    id,
    at: idMoment(id),
    bytes: fields.reduce((sum, [name, value]) => sum + name.length + value.length, 0),
    fields: fields.slice(0, MOST_FIELDS).map(([name, value]) => ({
      name: toDisplay(name.slice(0, MOST_CHARACTERS)),
      text: maskedField(shownName(name), value, MOST_CHARACTERS),
      bytes: value.length,
    })),
    fieldCount: fields.length,
  };
}

/** In a stream, `key` says what an event is about; in settings it would be a secret. */
const shownName = (name: Bytes): Bytes => (name === 'key' ? '' : name);
