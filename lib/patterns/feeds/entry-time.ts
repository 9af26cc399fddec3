import { parseJsonObject, toText, type Bytes } from '../bytes';
import { parseMoment } from '../moments';

const FIELDS = ['timestamp', 'at', 'created_at', 'createdAt', 'time', 'date', 'ts'];

/**
 * When an entry of a list is of: a field of its JSON that says so, or the date that its text begins with.
 * @returns Unix milliseconds; `null` where it does not say. A date without a zone is taken for UTC.
 */
export function entryTime(entry: Bytes): number | null {
  const object = parseJsonObject(entry);
  if (object) return FIELDS.map((field) => parseMoment(object[field])).find((time) => time !== null) ?? null;
  const [date] = /^\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:?\d{2})?/.exec(toText(entry) ?? '') ?? [];
  return parseMoment(date);
}
