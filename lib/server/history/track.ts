import 'server-only';
import type { Source } from '@/lib/metrics/catalogue';
import { TIERS } from '@/lib/metrics/tiers';
import { SampleRing } from './sample-ring';

/** What of one tier is sealed. Unix milliseconds. */
export interface SealedSpan {
  /** Where the oldest block begins. */
  start: number;
  /** The first sample in it. */
  firstAt: number;
  /** Where the newest block ends. */
  end: number;
}

/** One source of one node of one instance: what of it is in memory, and what is sealed. */
export class Track {
  ring: SampleRing;
  /** By tier; `null` where nothing is sealed. */
  sealed: (SealedSpan | null)[] = TIERS.map(() => null);

  constructor(
    readonly id: number,
    readonly instance: string,
    readonly node: string,
    readonly source: Source,
  ) {
    this.ring = new SampleRing(source);
  }

  /** Everything before this is in blocks. */
  get sealedUntil(): number {
    return Math.max(0, ...this.sealed.map((span) => span?.end ?? 0));
  }

  /** The newest moment that is kept. */
  get newestAt(): number {
    return Math.max(this.ring.newestAt ?? 0, this.sealedUntil - 1);
  }

  /** The oldest moment that is kept; `null` when nothing is. */
  get oldestAt(): number | null {
    const oldest = Math.min(
      this.ring.oldestAt ?? Infinity,
      ...this.sealed.map((span) => span?.firstAt ?? Infinity),
    );
    return oldest === Infinity ? null : oldest;
  }

  forgetMemory(): void {
    this.ring = new SampleRing(this.source);
  }
}
