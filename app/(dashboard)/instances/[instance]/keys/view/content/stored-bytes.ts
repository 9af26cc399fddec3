import type { ShownValue } from '@/lib/keyspace/shown-value';
import { toBytes, toWire } from '@/lib/patterns/bytes';

/** Whether what is shown is what is stored, as text: nothing packed, nothing cut. */
export const isPlainText = ({ wrappers, form, truncated }: ShownValue): boolean =>
  wrappers.length === 0 && !truncated && (form === 'text' || form === 'json' || form === 'number');

/**
 * The stored value as actions take it, to be compared before anything is written.
 * @returns `null` where not all of its bytes are here
 */
export function storedWire(value: ShownValue): string | null {
  if (isPlainText(value)) return toWire(toBytes(value.text));
  if (value.raw === null || value.bytes !== value.shownBytes) return null;
  return toWire(atob(value.raw));
}
