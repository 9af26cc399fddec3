import { number, string } from '@/lib/redis/reply';
import type { Bytes } from '../bytes';
import { ask, askOne, settled, type Plan } from '../plan';

/** The document's settings. */
export const THRESHOLD = 5;
const RECOVERY_SECONDS = 60;

/** `circuit:{circuit}` */
export const circuitKey = (circuit: Bytes): Bytes => `circuit:${circuit}`;
/** `failures:{circuit}` */
export const failuresKey = (circuit: Bytes): Bytes => `failures:${circuit}`;

/**
 * Counts a failure of a service; the fifth within a minute of each other opens its circuit. It counts and opens in one
 * step: of many failures at once, the fifth opens the circuit, and only that one.
 * Layout: `failures:{circuit}` string int, 60 s after the last; `circuit:{circuit}` string `open`, 60 s.
 * @returns whether this one opened it
 */
export function* recordFailure(
  circuit: Bytes,
  { threshold = THRESHOLD, recoverySeconds = RECOVERY_SECONDS } = {},
): Plan<boolean> {
  const keys = [failuresKey(circuit), circuitKey(circuit)];
  return number(yield* askOne('EVAL', FAIL, 2, ...keys, threshold, recoverySeconds)) === 1;
}

const FAIL = `
local failures = redis.call('INCR', KEYS[1])
redis.call('EXPIRE', KEYS[1], ARGV[2])
if failures < tonumber(ARGV[1]) then return 0 end
redis.call('SET', KEYS[2], 'open', 'EX', ARGV[2])
redis.call('UNLINK', KEYS[1])
return 1
`;

/** Whether the service may be called. */
export function* isClosed(circuit: Bytes): Plan<boolean> {
  return (yield* askOne('GET', circuitKey(circuit))) === null;
}

/** What closing a circuit changed. */
export interface Closing {
  wasOpen: boolean;
  /** Failures that had been counted, and no longer are. */
  hadFailures: boolean;
}

/**
 * Closes a circuit, and forgets its failures, or the next one would open it again at once. Each command is one key's
 * and does the same whatever others do; a failure that comes in between counts as the first.
 */
export function* closeCircuit(circuit: Bytes): Plan<Closing> {
  const [failures, state] = (yield* ask([
    ['UNLINK', failuresKey(circuit)],
    ['UNLINK', circuitKey(circuit)],
  ])).map(settled);
  return { wasOpen: number(state) === 1, hadFailures: number(failures) === 1 };
}

/**
 * Opens a circuit for a while, so that nobody calls the service. One that is open already stays so for this long from
 * now, whether that is shorter or longer.
 * @param seconds a whole number from 1 on
 */
export function* openCircuit(circuit: Bytes, seconds: number): Plan<{ opened: boolean }> {
  return { opened: string(yield* askOne('SET', circuitKey(circuit), 'open', 'EX', seconds)) === 'OK' };
}
