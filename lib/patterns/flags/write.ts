import { number } from '@/lib/redis/reply';
import type { Bytes } from '../bytes';
import { askOne, type Plan } from '../plan';

/** `features:user:{user}` */
export const featuresKey = (user: Bytes): Bytes => `features:user:${user}`;
/** `experiment:{variant}` */
export const variantKey = (variant: Bytes): Bytes => `experiment:${variant}`;
/** `config:{app}` */
export const configKey = (app: Bytes): Bytes => `config:${app}`;

/** A bit of a larger id would make a string of more than a megabyte; SETBIT itself goes to 4,294,967,295, or 512 MB. */
export const MOST_ID = 2 ** 23 - 1;

/**
 * Switches a bit.
 * Layout: `features:user:{id}` bitmap by feature, `experiment:{variant}` bitmap by user id; both without end.
 * @param id of the feature or user: a small whole number
 * @returns whether it was set before
 * @throws RangeError for an id that makes a huge string
 */
export function* writeBit(key: Bytes, id: number, on = true): Plan<boolean> {
  if (!Number.isInteger(id) || id < 0 || id > MOST_ID)
    throw new RangeError(`${id} is no id from 0 to ${MOST_ID}`);
  return number(yield* askOne('SETBIT', key, id, on ? 1 : 0)) === 1;
}

/** Puts a user into one of two variants by the last bit of their id. Layout: `experiment:{variant}`, see `writeBit`. */
export function* writeExperiment(user: number): Plan<void> {
  yield* writeBit(variantKey(user % 2 ? 'variant_a' : 'variant_b'), user);
}

/** Changes settings of an application. Layout: `config:{app}` hash, without end. */
export function* writeSettings(app: Bytes, settings: Readonly<Record<string, Bytes>>): Plan<void> {
  yield* askOne('HSET', configKey(app), ...Object.entries(settings).flat());
}
