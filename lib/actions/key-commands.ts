import type { ActionInput } from './action-inputs';
import { linesOf, unlinkLines } from './cache-commands';
import type { KeyAction } from './key-actions';

/** Longer values are cut where they are only shown. */
const SHOWN = 40;

const cut = (value: string) => (value.length > SHOWN ? `${value.slice(0, SHOWN)}…` : value);

const watched = (key: string, read: string, ...writes: string[]) =>
  [`WATCH ${key}`, read, 'MULTI', ...writes, 'EXEC'].join('\n');

/** The commands that an action on keys will send, for its dialog; `null` where it sends none. */
export function keyCommands(id: KeyAction, input: object): string | null {
  switch (id) {
    case 'key.expire': {
      const { keys, seconds, at, condition } = input as ActionInput<'key.expire'>;
      const time = condition ? ` ${condition}` : '';
      return linesOf(keys, (key) =>
        seconds === undefined ? `PEXPIREAT ${key} ${at}${time}` : `EXPIRE ${key} ${seconds}${time}`,
      );
    }
    case 'key.persist':
      return `PERSIST ${(input as ActionInput<'key.persist'>).key}`;
    case 'key.rename': {
      const { key, to, overwrite } = input as ActionInput<'key.rename'>;
      // RENAME would free the other key at once, and everybody would wait for a large one.
      return overwrite
        ? watched(`${key} ${to}`, `EXISTS ${key}`, `UNLINK ${to}`, `RENAMENX ${key} ${to}`)
        : `RENAMENX ${key} ${to}`;
    }
    case 'key.unlink':
      return unlinkLines((input as ActionInput<'key.unlink'>).keys);
    case 'key.edit':
      return editCommands(input as ActionInput<'key.edit'>);
    case 'element.add':
      return addCommands(input as ActionInput<'element.add'>);
    case 'element.remove':
      return removeCommands(input as ActionInput<'element.remove'>);
    case 'keys.unlink':
      return `${scanLine(input as ActionInput<'keys.unlink'>)}\nUNLINK …   (every key that matches)`;
    case 'keys.expire': {
      const { seconds, spreadSeconds } = input as ActionInput<'keys.expire'>;
      const time = spreadSeconds > 0 ? `${seconds}…${seconds + spreadSeconds}` : seconds;
      return `${scanLine(input as ActionInput<'keys.expire'>)}\nEXPIRE … ${time}   (every key that matches)`;
    }
    case 'bulk.cancel':
      return null;
  }
}

const scanLine = ({ match }: { match: string }) => `SCAN 0 MATCH ${match} COUNT 500`;

function editCommands({ key, part }: ActionInput<'key.edit'>): string {
  const after = cut(part.after);
  switch (part.type) {
    case 'string':
      return watched(key, `GET ${key}`, `SET ${key} ${after} KEEPTTL`);
    case 'hash':
      return watched(key, `HGET ${key} ${part.field}`, `HSET ${key} ${part.field} ${after}`);
    case 'list':
      return watched(key, `LINDEX ${key} ${part.index}`, `LSET ${key} ${part.index} ${after}`);
    case 'zset':
      return watched(key, `ZSCORE ${key} ${part.member}`, `ZADD ${key} XX ${after} ${part.member}`);
  }
}

function addCommands({ key, element }: ActionInput<'element.add'>): string {
  switch (element.type) {
    case 'hash':
      return watched(
        key,
        `HEXISTS ${key} ${element.field}`,
        `HSET ${key} ${element.field} ${cut(element.value)}`,
      );
    case 'list':
      return watched(
        key,
        `TYPE ${key}`,
        `${element.end === 'first' ? 'LPUSH' : 'RPUSH'} ${key} ${cut(element.value)}`,
      );
    case 'set':
      return watched(key, `TYPE ${key}`, `SADD ${key} ${cut(element.member)}`);
    case 'zset':
      return watched(key, `TYPE ${key}`, `ZADD ${key} NX ${element.score} ${cut(element.member)}`);
  }
}

function removeCommands({ key, element }: ActionInput<'element.remove'>): string {
  switch (element.type) {
    case 'hash':
      return watched(key, `HGET ${key} ${element.field}`, `HDEL ${key} ${element.field}`);
    case 'list':
      return watched(
        key,
        `LINDEX ${key} ${element.index}`,
        `LSET ${key} ${element.index} …   (a mark)`,
        `LREM ${key} 1 …   (the mark)`,
      );
    case 'set':
      return watched(key, `TYPE ${key}`, `SREM ${key} ${cut(element.member)}`);
    case 'zset':
      return watched(key, `ZSCORE ${key} ${element.member}`, `ZREM ${key} ${cut(element.member)}`);
    case 'stream':
      return watched(key, `TYPE ${key}`, `XDEL ${key} ${element.id}`);
  }
}
