import { toBytes, toText } from '@/lib/patterns/bytes';

/** How far a walk over the keyspace has come. */
export interface WalkCursor {
  /** The node that it stands at. */
  node: string;
  /** That node's run id: a SCAN cursor means nothing after a restart. Empty where it was not known. */
  runId: string;
  /** What SCAN said last; `0` before its first. */
  scan: string;
  /** Names looked over so far. */
  scanned: number;
}

/** Why a token is not taken: it is none of ours, or belongs to another question. */
export type CursorFault = 'malformed' | 'foreign';

/**
 * A walk's place as a token for a URL, which only the same question may hand in again.
 * @param question all that decides what is walked over: instance, database, glob …
 */
export function writeWalkCursor({ node, runId, scan, scanned }: WalkCursor, question: string): string {
  const json = JSON.stringify([fingerprint(question), node, runId, scan, scanned]);
  return btoa(toBytes(json)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/**
 * Reads such a token.
 * @param question as it was when the token was written
 * @returns the place, or what is wrong with the token
 */
export function readWalkCursor(token: string, question: string): WalkCursor | CursorFault {
  const parts = parse(token);
  if (!Array.isArray(parts)) return 'malformed';
  const [of, node, runId, scan, scanned] = parts as unknown[];
  if (typeof node !== 'string' || typeof runId !== 'string' || !isScanCursor(scan)) return 'malformed';
  if (!Number.isSafeInteger(scanned) || (scanned as number) < 0) return 'malformed';
  return of === fingerprint(question) ? { node, runId, scan, scanned: scanned as number } : 'foreign';
}

function parse(token: string): unknown {
  try {
    const json = toText(atob(token.replaceAll('-', '+').replaceAll('_', '/')));
    return json === null ? null : JSON.parse(json);
  } catch {
    return null;
  }
}

/** An unsigned number of 64 bits, which a JavaScript number does not hold. */
const isScanCursor = (scan: unknown): scan is string => typeof scan === 'string' && /^\d{1,20}$/.test(scan);

/** FNV-1a with 32 bits: two questions are told apart, nothing is kept secret. */
function fingerprint(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
