import 'server-only';
import type { LeftAlone } from '@/lib/keyspace/write/change-watched';
import type { Found } from '@/lib/keyspace/write/compare-value';
import { toWire } from '@/lib/patterns/bytes';
import { AppError } from '../errors';

/** What a person reads of a value in an error; the page shows the rest. */
const SHOWN_BYTES = 1_000;

/**
 * Why nothing was written, where somebody was quicker. The values stand in the details, for the person alone: the
 * message also goes to the audit log.
 * @param before what the person saw, as bytes
 */
export function leftAlone(found: Found | Exclude<LeftAlone, { state: 'gone' }>, before = ''): AppError {
  if (found.state === 'busy') {
    return new AppError('BUSY_KEY', 'The key changes too often just now: nothing was written.', {
      status: 409,
      remedy: 'Try again.',
    });
  }
  if (found.state === 'other-type') {
    return new AppError('CHANGED', `The key is a ${found.type} by now: nothing was written.`, {
      status: 409,
      remedy: 'Load the key again.',
      details: { type: found.type },
    });
  }
  const { current } = found;
  const message = current
    ? 'Somebody has changed it since it was shown: nothing was written.'
    : 'It is gone since it was shown: nothing was written.';
  return new AppError('CHANGED', message, {
    status: 409,
    remedy: 'Look at what is there now, and decide anew.',
    details: {
      field: 'before',
      before: toWire(before.slice(0, SHOWN_BYTES)),
      current: current?.value == null ? null : toWire(current.value.slice(0, SHOWN_BYTES)),
      currentBytes: current?.bytes ?? null,
    },
  });
}

/** What is said of a key that is not there any more. */
export const noSuchKey = (): AppError =>
  new AppError('NO_SUCH_KEY', 'The key is gone: nothing was written.', {
    status: 404,
    remedy: 'It was removed, or its time to live is over.',
    details: { field: 'key' },
  });
