import { toDisplay, type Bytes } from '@/lib/patterns/bytes';
import { ask, type Plan } from '@/lib/patterns/plan';
import { atLeast } from '@/lib/redis/compare-versions';
import { number, string } from '@/lib/redis/reply';
import type { ContentQuery } from '../content-query';
import type { ContentKind, ContentOf } from '../content-schema';
import { cutCharacter, showValue, type ShowOptions, type Unpack } from '../decode/show-value';
import { keyWire } from '../key-wire';
import { MOST_PAGE_BYTES } from '../page-bytes';
import type { ShownValue } from '../shown-value';

/** What the content of a key is read with. */
export interface ContentContext {
  /** The server's present in Unix milliseconds. */
  now: number;
  /** What `identifyServer` says; `null`: unknown. */
  server: { engine: string; version: string } | null;
  unpack: Unpack;
}

/** A key that is being read: what each kind's plan works with. */
export interface ContentReader {
  key: Bytes;
  /** As TYPE said it. */
  type: string;
  query: ContentQuery;
  context: ContentContext;
  /** A value as people read it: of an element its beginning. */
  show(bytes: Bytes, options?: Partial<ShowOptions>): ShownValue;
  /** The same, as much as one answer may hold. */
  showWhole(bytes: Bytes, options?: Partial<ShowOptions>): ShownValue;
}

/** What a kind's plan returns: the answer without what all kinds have. */
export type Body<Kind extends ContentKind> = Omit<ContentOf<Kind>, 'at' | 'database' | 'key' | 'type'>;

/** Characters of an element in a page of them. */
const ELEMENT_CHARACTERS = 4_096;

export function contentReader(query: ContentQuery, type: string, context: ContentContext): ContentReader {
  const { raw } = query;
  const show = (most: number) => (bytes: Bytes, options?: Partial<ShowOptions>) =>
    showValue(bytes, { most, raw, ...options }, context.unpack);
  return {
    key: query.key,
    type,
    query,
    context,
    show: show(ELEMENT_CHARACTERS),
    showWhole: show(MOST_PAGE_BYTES),
  };
}

/** Why the content cannot be shown, for people; no error of Redis. */
export class ContentError extends Error {
  constructor(
    readonly reason: 'gone' | 'too-large',
    message: string,
    readonly remedy?: string,
  ) {
    super(message);
    this.name = 'ContentError';
  }
}

export const keyGone = (): ContentError =>
  new ContentError(
    'gone',
    'There is no such key any more.',
    'It expired or was removed: look at the list again.',
  );

/**
 * How many bytes an element takes, by MEMORY USAGE with its default samples, which is asked with the length in one go.
 * @param lengthCommand `LLEN`, `SCARD` …
 * @returns the mean of elements; `null` where the ACL refuses MEMORY USAGE
 * @throws ContentError where the key is gone: nothing but strings and streams stays when it is empty
 */
export function* readSize(
  lengthCommand: string,
  key: Bytes,
): Plan<{ length: number; meanBytes: number | null }> {
  const [lengthReply, memoryReply] = yield* ask([
    [lengthCommand, key],
    ['MEMORY', 'USAGE', key],
  ]);
  if (lengthReply instanceof Error) throw lengthReply;
  const length = number(lengthReply) ?? 0;
  if (length === 0) throw keyGone();
  const memoryBytes = number(memoryReply);
  return { length, meanBytes: memoryBytes === null ? null : memoryBytes / length };
}

/** Names are taken by queries up to this length. */
const MOST_NAME = 20_000;

/** How a member or field is named in queries and actions; `null` where it is too long for that. */
export function elementName(bytes: Bytes): string | null {
  const wire = bytes.length <= MOST_NAME ? keyWire(bytes) : null;
  return wire !== null && wire.length <= MOST_NAME ? wire : null;
}

/** Characters of a name that are shown. */
const SHOWN_NAME = 500;

/** A name as people read it, the beginning of a long one; cut between characters. */
export function shownName(bytes: Bytes): string {
  if (bytes.length <= SHOWN_NAME) return toDisplay(bytes);
  const head = bytes.slice(0, SHOWN_NAME);
  return toDisplay(head.slice(0, head.length - cutCharacter(head)));
}

/** A member of a set, sorted or not. */
export const element = (reader: ContentReader, bytes: Bytes) => ({
  name: elementName(bytes),
  shown: reader.show(bytes),
});

/** Whether the server is Redis or Valkey of at least these versions; what others can do is not known. */
export const isSince = ({ server }: ContentContext, redis: string, valkey: string): boolean =>
  (server?.engine === 'redis' && atLeast(server.version, redis)) ||
  (server?.engine === 'valkey' && atLeast(server.version, valkey));

/** The type of a key, `none` for one that is gone; @throws the refusal of a user who may not ask */
export function* readType(key: Bytes): Plan<string> {
  const [reply] = yield* ask([['TYPE', key]]);
  if (reply instanceof Error) throw reply;
  return string(reply) ?? 'none';
}
