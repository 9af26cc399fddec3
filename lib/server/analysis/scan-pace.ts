import 'server-only';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  BUSY_LIMITS,
  LATENCY_BUDGETS_MS,
  PaceController,
  type LatencyPace,
} from '@/lib/keyspace/latency-pace';

/** Round trips that are made before the scan, to know what is usual. */
const USUAL_ROUND_TRIPS = 200;
/** And while it holds its breath. */
const BREATH_ROUND_TRIPS = 25;
/** Of a scan without a limit, what is usual is only shown. */
const UNLIMITED_USUAL_ROUND_TRIPS = 50;
/** A server that is slow to answer does not keep a scan from beginning for ever. */
const MOST_SETTLING_MS = 3_000;
/** The load of others changes: so often the scan holds its breath for a moment to hear what is usual now. */
const BREATH_EVERY_MS = 1_000;
/** Of a scan without a limit, that is only shown. */
const UNLIMITED_BREATH_EVERY_MS = 20_000;

/** A judgement takes a few hundred round trips: so it takes half a second. */
const PROBE_PAUSE_MS = 2;
const UNLIMITED_PROBE_PAUSE_MS = 10;

/** Rests are saved up to this length: shorter ones no timer keeps. */
const SHORTEST_REST_MS = 1;
/** A server that stood still for seconds was not kept busy by us. */
const LONGEST_REST_MS = 1_000;

/** How fast a scan goes: by what round trips beside it tell, as `PaceController` judges them. */
export class ScanPace {
  private controller: PaceController;
  private budget: number;
  /** Round trips still to come before the scan may go on; 0 while it goes. */
  private awaited = 0;
  private onSettled: (() => void) | null = null;
  private settledAt = 0;
  private owedMs = 0;

  constructor(pace: LatencyPace) {
    this.budget = LATENCY_BUDGETS_MS[pace];
    this.controller = new PaceController(this.budget, BUSY_LIMITS[pace]);
  }

  /** Another pace from now on. */
  set(pace: LatencyPace): void {
    this.budget = LATENCY_BUDGETS_MS[pace];
    this.controller = new PaceController(this.budget, BUSY_LIMITS[pace]);
    this.settledAt = 0;
  }

  /** What may be added to the 99th percentile; `null`: no limit. */
  get budgetMs(): number | null {
    return this.budget === Infinity ? null : this.budget;
  }

  /** What was added to it by the latest look; `null`: not known yet. */
  get addedP99Ms(): number | null {
    return this.controller.addedMs;
  }

  /** How many keys the next pipeline may be about. */
  get keys(): number {
    return this.controller.keys;
  }

  /** How long a probe waits between round trips. */
  get probePauseMs(): number {
    return this.awaited === 0 && this.budget === Infinity ? UNLIMITED_PROBE_PAUSE_MS : PROBE_PAUSE_MS;
  }

  /** Takes note of a round trip that somebody beside the scan made. */
  noteRoundTrip(ms: number): void {
    if (this.awaited === 0) return this.controller.noteScanning(ms);
    this.controller.noteIdle(ms);
    this.awaited -= 1;
    if (this.awaited === 0) this.onSettled?.();
  }

  /** Takes note of how busy the server's main thread is: 0 … 1; `null`: nobody knows. */
  noteBusy(share: number | null): void {
    this.controller.noteBusy(share);
  }

  /**
   * Waits until it is known what is usual, where that is not known or was long ago. To be called while the scan rests.
   * @param signal ends the waiting
   */
  async settle(signal: AbortSignal): Promise<void> {
    const isUnlimited = this.budget === Infinity;
    const everyMs = isUnlimited ? UNLIMITED_BREATH_EVERY_MS : BREATH_EVERY_MS;
    if (Date.now() - this.settledAt < everyMs) return;
    if (isUnlimited) this.awaited = UNLIMITED_USUAL_ROUND_TRIPS;
    else this.awaited = this.controller.isReady ? BREATH_ROUND_TRIPS : USUAL_ROUND_TRIPS;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, MOST_SETTLING_MS);
      this.onSettled = () => (clearTimeout(timer), resolve());
      signal.addEventListener('abort', this.onSettled, { once: true });
    });
    if (this.onSettled) signal.removeEventListener('abort', this.onSettled);
    this.onSettled = null;
    this.awaited = 0;
    this.settledAt = Date.now();
  }

  /**
   * Rests after a pipeline as long as the pace asks for.
   * @param busyMs how long its replies took
   * @param signal ends the rest: it rejects then
   */
  async rest(busyMs: number, signal: AbortSignal): Promise<void> {
    this.owedMs = Math.min(LONGEST_REST_MS, this.owedMs + this.controller.restAfter(busyMs));
    if (this.owedMs < SHORTEST_REST_MS) return;
    const restedFrom = performance.now();
    await sleep(this.owedMs, undefined, { signal });
    // A timer fires late; what it took too long is owed to us, but not for long.
    this.owedMs = Math.max(-SHORTEST_REST_MS, this.owedMs - (performance.now() - restedFrom));
  }
}
