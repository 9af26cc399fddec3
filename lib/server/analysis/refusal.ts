import 'server-only';
import { classifyError, type RedisErrorCode } from '@/lib/redis/parse-error';

/** What an error reply about one key says. */
export type Refusal =
  /** The user may not read this key. */
  | 'key'
  /** The user may not send this command, whatever the key. */
  | 'denied'
  /** The server has no such command. */
  | 'unsupported'
  /** The server answers nobody just now: the same question may be answered later. */
  | 'later'
  /** The key is on another node, or about to be. */
  | 'gone'
  /** The question does not fit: another type by now, another policy. */
  | 'unfit';

const REFUSALS: Partial<Record<RedisErrorCode, Refusal>> = {
  UNKNOWN_COMMAND: 'unsupported',
  UNKNOWN_SUBCOMMAND: 'unsupported',
  ARITY: 'unsupported',
  LOADING: 'later',
  BUSY: 'later',
  MASTERDOWN: 'later',
  CLUSTERDOWN: 'later',
  NOAUTH: 'later',
  MOVED: 'gone',
  ASK: 'gone',
  TRYAGAIN: 'gone',
};

const known = new WeakMap<Error, Refusal>();

/** @param error the reader gives errors of the same words as the same object, so that a million are read once */
export function refusalOf(error: Error): Refusal {
  const before = known.get(error);
  if (before) return before;
  const { code, denied } = classifyError(error.message);
  const refusal = code === 'NOPERM' ? (denied === 'key' ? 'key' : 'denied') : (REFUSALS[code] ?? 'unfit');
  known.set(error, refusal);
  return refusal;
}
