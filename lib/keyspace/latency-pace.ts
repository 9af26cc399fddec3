/** How much a scan may slow others down: milliseconds added to the 99th percentile of a round trip. */
export const LATENCY_BUDGETS_MS = { gentle: 0.5, normal: 1.5, fast: Infinity } as const;
export type LatencyPace = keyof typeof LATENCY_BUDGETS_MS;

/** How busy the server's main thread may be while a scan goes on: what is left is for peaks of everybody else. */
export const BUSY_LIMITS = { gentle: 0.7, normal: 0.85, fast: Infinity } as const;

/** Round trips that make a judgement: with fewer, one late timer of our own would be taken for a slow server. */
const WINDOW = 200;
/** Round trips before the scan, when nobody is slowed down yet: as few may do, and as many are remembered. */
const BASE_WINDOW = { least: 50, most: 400 };
/** A 99th percentile of two hundred is its third greatest: one or two outliers say nothing yet. */
const SHARE = 0.99;
/** What is judged is the median of so many windows: a hiccup of the machine is no reason to go slower. */
const WINDOWS = 3;

/** Keys of a batch. Whoever comes while one is underway waits for the rest of it: this is what latency is made of. */
const MOST_KEYS = 200;
const LEAST_KEYS = 10;
const LEAST_DUTY = 0.02;
/**
 * Slower at once, faster little by little, as TCP does (Chiu and Jain 1989: it comes to rest where the budget is):
 * by how much, for each share of the budget that is used.
 */
const STEPS = [
  { upTo: 0.4, factor: 1.4 },
  { upTo: 0.75, factor: 1.1 },
  { upTo: 1, factor: 1 },
  { upTo: 2, factor: 0.8 },
  { upTo: Infinity, factor: 0.5 },
];
/** Beyond its limit of business. */
const TOO_BUSY = 0.7;

/**
 * Keeps what a scan adds to the latency of others under a budget. It is told of round trips that somebody beside the
 * scan makes (a PING now and then on another connection), and says how large the next batch may be and how long to
 * rest before it.
 */
export class PaceController {
  private readonly base: number[] = [];
  private recent: number[] = [];
  private readonly p99s: number[] = [];
  private baseP99Ms: number | null = null;
  private dutyShare = 0.25;
  /** Small ones at first: many of them with short rests add less than a few long ones with long rests. */
  private batchKeys = 20;
  private lastAddedMs: number | null = null;
  private isTooBusy = false;

  /** @param busyLimit of the main thread's time: 0 … 1 */
  constructor(
    private readonly budgetMs: number,
    private readonly busyLimit: number = Infinity,
  ) {
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
    if (this.base.length > BASE_WINDOW.most) this.base.shift();
    if (this.base.length >= BASE_WINDOW.least) this.baseP99Ms = percentileOf(this.base, SHARE);
  }

  /** Takes note of a round trip that was made while the scan runs. */
  noteScanning(ms: number): void {
    if (this.baseP99Ms === null) return;
    this.recent.push(ms);
    if (this.recent.length < WINDOW) return;
    this.p99s.push(percentileOf(this.recent, SHARE));
    if (this.p99s.length > WINDOWS) this.p99s.shift();
    this.recent = [];
    const added = Math.max(0, percentileOf(this.p99s, 0.5) - this.baseP99Ms);
    this.lastAddedMs = added;
    const { factor } = STEPS.find(({ upTo }) => added <= upTo * this.budgetMs)!;
    this.change(this.isTooBusy ? Math.min(factor, TOO_BUSY) : factor);
  }

  /**
   * Takes note of how busy the server's main thread was of late, by INFO: for whom it works does not matter.
   * @param share of the time; `null`: it does not say
   */
  noteBusy(share: number | null): void {
    this.isTooBusy = share !== null && share > this.busyLimit;
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

  /** Slower by smaller batches first, since rests between long ones help few; faster by shorter rests first. */
  private change(factor: number): void {
    const { batchKeys, dutyShare } = this;
    const isByBatch = factor < 1 ? batchKeys > LEAST_KEYS : dutyShare >= 1;
    if (isByBatch) this.batchKeys = Math.min(MOST_KEYS, Math.max(LEAST_KEYS, batchKeys * factor));
    else this.dutyShare = Math.min(1, Math.max(LEAST_DUTY, dutyShare * factor));
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
