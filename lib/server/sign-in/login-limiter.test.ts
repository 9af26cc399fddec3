import { describe, expect, test } from 'vitest';
import { LoginLimiter } from './login-limiter';

const isGuess = (error: unknown) => (error as Error).message === 'wrong';
const wrong = () => Promise.reject(new Error('wrong'));

/** A limiter with a clock that the test sets. */
function limiter() {
  const clock = { now: 1_000_000 };
  const it = new LoginLimiter();
  const attempt = (who: string[], make: () => Promise<unknown>) =>
    it
      .attempt(who, make, isGuess, () => clock.now)
      .then(
        () => 'in',
        (error: Error & { options?: { details?: { retryAfterSeconds: number } } }) =>
          error.options?.details?.retryAfterSeconds ?? error.message,
      );
  return { clock, attempt };
}

describe('LoginLimiter', () => {
  test('after five failures in a minute says how long to wait, and then lets one more be made', async () => {
    const { clock, attempt } = limiter();
    for (let time = 0; time < 5; time += 1) {
      expect(await attempt(['a'], wrong)).toBe('wrong');
      clock.now += 1_000;
    }
    expect(await attempt(['a'], wrong)).toBe(55);
    clock.now += 54_999;
    expect(await attempt(['a'], wrong)).toBe(1);
    clock.now += 1;
    expect(await attempt(['a'], wrong)).toBe('wrong');
    expect(await attempt(['a'], wrong)).toBe(1);
  });

  test('counts by each of what it is given: an address, and a user from anywhere', async () => {
    const { attempt } = limiter();
    for (const address of ['a', 'b', 'c', 'd', 'e'])
      expect(await attempt([address, 'user'], wrong)).toBe('wrong');
    expect(await attempt(['f', 'user'], wrong)).toBe(60);
    expect(await attempt(['f', 'other'], wrong)).toBe('wrong');
  });

  test('does not count successes, nor failures that are no guess', async () => {
    const { attempt } = limiter();
    for (let time = 0; time < 20; time += 1) {
      expect(await attempt(['a'], async () => {})).toBe('in');
      expect(await attempt(['a'], () => Promise.reject(new Error('down')))).toBe('down');
    }
  });

  test('of a hundred guesses at once makes five', async () => {
    const { attempt } = limiter();
    let made = 0;
    const guess = async () => {
      made += 1;
      await new Promise((resolve) => setImmediate(resolve));
      return wrong();
    };
    const results = await Promise.all(Array.from({ length: 100 }, () => attempt(['a'], guess)));
    expect(made).toBe(5);
    expect(results.filter((result) => result === 60)).toHaveLength(95);
  });

  test('of a hundred people at once behind one address lets in all', async () => {
    const { attempt } = limiter();
    const come = () => new Promise((resolve) => setImmediate(resolve));
    const results = await Promise.all(Array.from({ length: 100 }, () => attempt(['a'], come)));
    expect(new Set(results)).toEqual(new Set(['in']));
  });
});
