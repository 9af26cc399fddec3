import 'server-only';
import type { PastSample } from '@/lib/patterns/pattern';

/** What may be kept over all things. One board's samples are up to 57,600 numbers; a number takes some 80 bytes. */
const MOST: Bounds = { things: 500, numbers: 1_000_000 };

interface Bounds {
  things: number;
  /** Of all samples; their moments are not counted. */
  numbers: number;
}

interface Kept {
  samples: PastSample[];
  numbers: number;
}

/**
 * The past of things that are pinned or looked at, in memory: it begins anew with the process. Of more than may be
 * kept, the things that were written longest ago are forgotten, each as a whole.
 */
export class PastMemory {
  /** By thing; written last stands last. */
  private readonly kept = new Map<string, Kept>();
  private numbers = 0;

  constructor(private readonly most: Bounds = MOST) {}

  /** The samples of a thing, the oldest first. */
  of(key: string): readonly PastSample[] {
    return this.kept.get(key)?.samples ?? [];
  }

  /** Whether another sample is due at a moment (Unix milliseconds). */
  isDue(key: string, everyMs: number, now: number): boolean {
    return now - (this.of(key).at(-1)?.at ?? 0) >= everyMs;
  }

  /** @param keep how many samples of this thing stay at most */
  append(key: string, sample: PastSample, keep: number): void {
    const before = this.forget(key) ?? { samples: [], numbers: 0 };
    const samples = [...before.samples, sample];
    const dropped = samples.splice(0, samples.length - keep);
    const numbers = before.numbers + numbersIn([sample]) - numbersIn(dropped);
    this.kept.set(key, { samples, numbers });
    this.numbers += numbers;
    this.forgetOldest();
  }

  /** What was written just now stays, however large. */
  private forgetOldest(): void {
    for (const key of this.kept.keys()) {
      const isWithin = this.kept.size <= this.most.things && this.numbers <= this.most.numbers;
      if (isWithin || this.kept.size === 1) return;
      this.forget(key);
    }
  }

  private forget(key: string): Kept | undefined {
    const known = this.kept.get(key);
    this.kept.delete(key);
    this.numbers -= known?.numbers ?? 0;
    return known;
  }
}

const numbersIn = (samples: readonly PastSample[]): number =>
  samples.reduce((sum, { values }) => sum + Object.keys(values).length, 0);
