import { fromWire } from './patterns/bytes';
import { maskId } from './patterns/sessions/mask';

/** What stands before a session's id: `sess:`, `spring:session:sessions:`, Django's class of its backend. */
const BEFORE_ID = /^(?:.*(?:sess(?:ions?)?:|django\.contrib\.sessions\.(?:cached_db|cache))|[^:]*:)/s;

/**
 * A session's key for screens and the audit log: whoever reads the whole of it can be that user.
 * @param wire as the API names it
 * @returns `session:1f0c…9ab2`
 */
export function maskedSession(wire: string): string {
  try {
    const key = fromWire(wire);
    const [before = ''] = BEFORE_ID.exec(key) ?? [];
    return before + maskId(key.slice(before.length));
  } catch {
    return '…';
  }
}
