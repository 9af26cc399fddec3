import 'server-only';
import { AppError } from '../errors';
import { singleton } from '../singleton';

const WINDOW_MS = 60_000;
const MAX_FAILURES = 5;

/** Redis has no lockout of its own, so guessing is slowed down here: by address and by user name. */
export class LoginLimiter {
  private readonly failures = new Map<string, number[]>();
  private readonly pending = new Map<string, Set<Promise<void>>>();

  /**
   * Makes an attempt. As many as may still fail are made at once; the others wait for them, since a hundred guesses
   * sent together must not be a way past the limit.
   *
   * @param who what attempts are counted by
   * @param isGuess whether a failure counts
   * @param clock tells Unix milliseconds
   * @throws AppError TOO_MANY_ATTEMPTS, or whatever the attempt throws
   */
  async attempt<T>(
    who: readonly string[],
    make: () => Promise<T>,
    isGuess: (error: unknown) => boolean,
    clock: () => number = Date.now,
  ): Promise<T> {
    this.check(who, clock());
    for (let ahead = this.ahead(who, clock()); ahead; ahead = this.ahead(who, clock())) {
      await ahead;
      this.check(who, clock());
    }
    const made = make();
    const settled: Promise<void> = made.then(
      () => this.settle(who, settled),
      (error: unknown) => {
        if (isGuess(error)) this.recordFailure(who, clock());
        this.settle(who, settled);
      },
    );
    for (const key of who) this.pending.set(key, (this.pending.get(key) ?? new Set()).add(settled));
    return made;
  }

  /**
   * @param who what attempts are counted by
   * @param now Unix milliseconds
   * @throws AppError TOO_MANY_ATTEMPTS with the seconds to wait
   */
  check(who: readonly string[], now: number): void {
    const waits = who.map((key) => {
      const recent = this.recent(key, now);
      return recent.length < MAX_FAILURES ? 0 : recent.at(-MAX_FAILURES)! + WINDOW_MS - now;
    });
    const waitMs = Math.max(0, ...waits);
    if (waitMs === 0) return;
    const seconds = Math.ceil(waitMs / 1000);
    throw new AppError('TOO_MANY_ATTEMPTS', `Too many failed sign-ins; wait ${seconds} s.`, {
      status: 429,
      details: { retryAfterSeconds: seconds },
    });
  }

  recordFailure(who: readonly string[], now: number): void {
    for (const key of who) this.failures.set(key, [...this.recent(key, now), now]);
    // A guesser with many names must not fill the memory.
    if (this.failures.size > 10_000) for (const key of this.failures.keys()) this.recent(key, now);
  }

  /** The first to end of those that could use up what is left of the limit; `null` when there is room. */
  private ahead(who: readonly string[], now: number): Promise<void> | null {
    const full = who.filter((key) => {
      const running = this.pending.get(key)?.size ?? 0;
      return running > 0 && this.recent(key, now).length + running >= MAX_FAILURES;
    });
    return full.length === 0 ? null : Promise.race(full.flatMap((key) => [...this.pending.get(key)!]));
  }

  private settle(who: readonly string[], settled: Promise<void>): void {
    for (const key of who) {
      this.pending.get(key)?.delete(settled);
      if (this.pending.get(key)?.size === 0) this.pending.delete(key);
    }
  }

  private recent(key: string, now: number): number[] {
    const recent = (this.failures.get(key) ?? []).filter((at) => now - at < WINDOW_MS);
    if (recent.length === 0) this.failures.delete(key);
    return recent;
  }
}

export const loginLimiter = (): LoginLimiter => singleton('login-limiter', () => new LoginLimiter());
