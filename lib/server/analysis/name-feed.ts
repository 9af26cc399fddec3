import 'server-only';
import type { Bytes } from '@/lib/patterns/bytes';

/** What is heard of the names of a node. */
export interface FollowedNames {
  /** The cursor from which on they are heard: what SCAN has brought before is not among them. */
  from: string;
  /**
   * The cursor up to which they were heard when the feed let go; `null`: to the end of SCAN. It rejects where SCAN
   * cannot go on from there.
   */
  until: Promise<string | null>;
}

interface Follower {
  onNames: (names: readonly Bytes[]) => void;
  resolve: (cursor: string | null) => void;
  reject: (reason: unknown) => void;
}

/** Names that a scan brings, for others who would have to ask the server for the same. */
export class NameFeed {
  private readonly followers = new Set<Follower>();

  /** @param from where the scan stands @param signal ends it: `until` resolves with `null` then */
  follow(from: string, onNames: (names: readonly Bytes[]) => void, signal: AbortSignal): FollowedNames {
    const until = new Promise<string | null>((resolve, reject) => {
      const follower = { onNames, resolve, reject };
      this.followers.add(follower);
      signal.addEventListener('abort', () => {
        this.followers.delete(follower);
        resolve(null);
      });
    });
    // Whoever follows may be busy elsewhere when it breaks off.
    until.catch(() => undefined);
    return { from, until };
  }

  bring(names: readonly Bytes[]): void {
    for (const { onNames } of this.followers) onNames(names);
  }

  /** Brings no more: others go on by themselves. @param cursor from where; `null`: there is nothing left */
  letGo(cursor: string | null): void {
    for (const { resolve } of this.followers) resolve(cursor);
    this.followers.clear();
  }

  /** Brings no more, and nobody can go on from here. */
  breakOff(reason: unknown): void {
    for (const { reject } of this.followers) reject(reason);
    this.followers.clear();
  }
}
