import { entries, list, number, string, type Reply } from '@/lib/redis/reply';
import { toDisplay, type Bytes } from '../bytes';
import { isUuid } from '../checks';
import { parseMoment } from '../moments';
import type { Command } from '../plan';

/** Who holds a lock, as far as its value says. */
export interface Holder {
  kind: 'token' | 'word' | 'time' | 'redisson';
  /** As people see it. A token is cut short, but long enough that no other one looks the same. */
  shown: string;
  /** Since when, in Unix milliseconds, where the value is a time. */
  since: number | null;
  /** Threads that hold it, which are several of a read lock; and how often, since a thread may lock again. */
  threads: number;
  holds: number | null;
  /** Of Redisson's read-write locks. */
  mode: 'read' | 'write' | null;
}

/** Longer values are no tokens; what is behind is left out. */
export const MOST_BYTES = 512;
/** Threads that are looked at; a small hash comes whole, whatever COUNT says. */
const MOST_THREADS = 64;
const THREADS_SHOWN = 3;
/** Characters of a word at either end. */
const WORD_SHOWN = 40;

/** `<uuid of the client>:<id of its thread>`, and `:write` of who holds both locks. */
const REDISSON_THREAD = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}):(\d+)(:write)?$/i;

/** The commands whose replies `readHolder` reads: bounded, and none where the type is no lock's. */
export function holderCommands(key: Bytes, type: string): Command[] {
  if (type === 'string') return [['GETRANGE', key, 0, MOST_BYTES]];
  if (type !== 'hash') return [];
  return [
    ['HLEN', key],
    ['HSCAN', key, 0, 'COUNT', MOST_THREADS],
  ];
}

/** Who holds it; `null` where it is gone, or no lock. */
export function readHolder(
  type: string,
  replies: readonly (Reply | undefined)[],
  now: number,
): Holder | null {
  if (type === 'string') return holderOfString(string(replies[0]) ?? '', now);
  return type === 'hash' ? holderOfHash(number(replies[0]) ?? 0, replies[1]) : null;
}

function holderOfString(value: Bytes, now: number): Holder | null {
  if (value === '' || value.length > MOST_BYTES) return null;
  const one = { since: null, threads: 1, holds: null, mode: null };
  if (isToken(value)) return { ...one, kind: 'token', shown: shortToken(value) };
  const since = parseMoment(value);
  if (since !== null && since < now + 60_000)
    return { ...one, kind: 'time', shown: value, since: Math.round(since) };
  return { ...one, kind: 'word', shown: shortWord(toDisplay(value)) };
}

function holderOfHash(size: number, reply: Reply | undefined): Holder | null {
  const fields = entries(list(reply)[1]).map(([field, value]) => [field, string(value) ?? ''] as const);
  const threads = fields.filter(([field]) => field !== 'mode');
  if (threads.length === 0 || !threads.every(([field, value]) => isThread(field, value))) return null;
  const mode = fields.find(([field]) => field === 'mode')?.[1];
  const names = threads.map(([field]) =>
    field.replace(REDISSON_THREAD, (_, id: Bytes, thread: string) => `${shortToken(id)}:${thread}`),
  );
  const count = Math.max(names.length, size - (mode === undefined ? 0 : 1));
  const rest = count - THREADS_SHOWN;
  return {
    kind: 'redisson',
    shown: names.sort().slice(0, THREADS_SHOWN).join(', ') + (rest > 0 ? ` and ${rest} more` : ''),
    since: null,
    threads: count,
    holds: threads.reduce((sum, [, value]) => sum + Number(value), 0),
    mode: mode === 'read' || mode === 'write' ? mode : null,
  };
}

const isThread = (field: Bytes, value: Bytes) => REDISSON_THREAD.test(field) && /^\d+$/.test(value);

/** What no person would choose: a UUID, hexadecimal digits, or long random text. */
export const isToken = (value: Bytes): boolean =>
  isUuid(value) ||
  /^[0-9a-f]{32,64}$/i.test(value) ||
  (/^[\w+/=-]{20,64}$/.test(value) && [/\d/, /[a-z]/, /[A-Z]/].every((kind) => kind.test(value)));

/** 48 bits and more of a token: that two look alike is less likely than that the server fails. */
const shortToken = (token: string) => `${token.slice(0, 8)}…${token.slice(-4)}`;

const shortWord = (word: string) =>
  word.length <= 2 * WORD_SHOWN ? word : `${word.slice(0, WORD_SHOWN)}…${word.slice(-WORD_SHOWN)}`;
