import 'server-only';
import { AppError } from './errors';
import { singleton } from './singleton';

const WINDOW_MS = 60_000;
const MAX_FAILURES = 5;

/** Redis has no lockout of its own, so guessing is slowed down here: by address and by user name. */
export class LoginLimiter {
  private readonly failures = new Map<string, number[]>();

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

  private recent(key: string, now: number): number[] {
    const recent = (this.failures.get(key) ?? []).filter((at) => now - at < WINDOW_MS);
    if (recent.length === 0) this.failures.delete(key);
    return recent;
  }
}

export const loginLimiter = (): LoginLimiter => singleton('login-limiter', () => new LoginLimiter());
