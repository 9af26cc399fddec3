/** How much a scan may slow others down: milliseconds added to the 99th percentile of a round trip. */
export const LATENCY_BUDGETS_MS = { gentle: 0.5, normal: 1.5, fast: Infinity } as const;
export type LatencyPace = keyof typeof LATENCY_BUDGETS_MS;

/** Round trips that make a judgement: with fewer, one late timer of our own would be taken for a slow server. */
const WINDOW = 100;
/** Round trips before the scan, when nobody is slowed down yet. */
const BASE_WINDOW = 50;
/** A 99th percentile of a hundred is its second greatest: one outlier says nothing yet. */
const SHARE = 0.99;

/** Keys of a batch. Whoever comes while one is underway waits for the rest of it: this is what latency is made of. */
const MOST_KEYS = 200;
const LEAST_KEYS = 10;
const LEAST_DUTY = 0.02;
/** Slower at once, faster little by little, as TCP does (Chiu and Jain 1989: it comes to rest where the budget is). */
const SLOW_DOWN = 0.6;
const SPEED_UP = 1.1;

/**
 * Keeps what a scan adds to the latency of others under a budget. It is told of round trips that somebody beside the
 * scan makes (a PING now and then on another connection), and says how large the next batch may be and how long to
 * rest before it.
 */
export class PaceController {
  private readonly base: number[] = [];
  private recent: number[] = [];
  private baseP99Ms: number | null = null;
  private dutyShare = 0.25;
  private batchKeys = 100;
  private lastAddedMs: number | null = null;

  constructor(private readonly budgetMs: number) {
    // An unlimited one need not find out what it may.
    if (budgetMs !== Infinity) return;
    this.dutyShare = 1;
    this.batchKeys = MOST_KEYS;
  }

  /** Whether enough round trips were seen to know what is usual: the scan should not begin before. */
  get isReady(): boolean {
    return this.baseP99Ms !== null || this.budgetMs === Infinity;
  }

  /** What the scan added to the 99th percentile, by the latest round trips, in milliseconds; `null`: not known yet. */
  get addedMs(): number | null {
    return this.lastAddedMs;
  }

  /** The share of the time that the scan may keep the server busy just now: 0.02 … 1. */
  get duty(): number {
    return this.dutyShare;
  }

  /** Takes note of a round trip that was made while the scan rests entirely: before it, or in a pause. */
  noteIdle(ms: number): void {
    this.base.push(ms);
    // The server's own load may change: what is usual follows, slowly.
    if (this.base.length > 4 * BASE_WINDOW) this.base.shift();
    if (this.base.length >= BASE_WINDOW) this.baseP99Ms = percentileOf(this.base, SHARE);
  }

  /** Takes note of a round trip that was made while the scan runs. */
  noteScanning(ms: number): void {
    this.recent.push(ms);
    if (this.recent.length < WINDOW || this.baseP99Ms === null) return;
    this.lastAddedMs = Math.max(0, percentileOf(this.recent, SHARE) - this.baseP99Ms);
    this.recent = [];
    if (this.lastAddedMs > this.budgetMs) this.slowDown();
    else this.speedUp();
  }

  /** How many keys the next batch may ask about: 10 … 200. */
  get keys(): number {
    return Math.round(this.batchKeys);
  }

  /**
   * How long to rest after a batch.
   * @param busyMs how long the server was busy with it
   * @returns milliseconds
   */
  restAfter(busyMs: number): number {
    return busyMs * (1 / this.dutyShare - 1);
  }

  /** Smaller batches first, since rests between long ones help few. */
  private slowDown(): void {
    if (this.batchKeys > LEAST_KEYS) this.batchKeys = Math.max(LEAST_KEYS, this.batchKeys * SLOW_DOWN);
    else this.dutyShare = Math.max(LEAST_DUTY, this.dutyShare * SLOW_DOWN);
  }

  private speedUp(): void {
    if (this.dutyShare < 1) this.dutyShare = Math.min(1, this.dutyShare * SPEED_UP);
    else this.batchKeys = Math.min(MOST_KEYS, this.batchKeys * SPEED_UP);
  }
}

/**
 * The value below which a share of the values lies, by the nearest rank.
 * @param values at least one
 */
function percentileOf(values: readonly number[], share: number): number {
  const ordered = values.toSorted((a, b) => a - b);
  return ordered[Math.min(ordered.length - 1, Math.ceil(share * ordered.length) - 1)]!;
}
