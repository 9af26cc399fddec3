import 'server-only';
import type { AnalysisResult } from '@/lib/keyspace/analysis-result';
import type { AnalysisOptions } from '@/lib/keyspace/analysis-options';
import type { AnalysisProgress, AnalysisState } from '@/lib/keyspace/analysis-summary';
import { mergeResults } from '@/lib/keyspace/merge-results';
import { commandWords, grantLine } from '@/lib/redis/command-catalogue';
import type { Refusal } from '@/lib/schemas/refusal';
import type { Access } from '../access';
import { AppError } from '../errors';
import { keepAnalysis, keepNewAnalysis, type KeptAnalysis } from './kept-analyses';
import { CANCELLED, NodePart, type PartControl, type PartPlan } from './node-part';

/** Of a large Cluster so many nodes at once: each takes its share of the dashboard's own time. */
const NODES_AT_ONCE = 3;

/** What is lost at most when the dashboard is killed. */
const KEEP_MS = 10_000;

/** Whoever asks again within this time gets the same; and for longer where looking at what was counted took long. */
const SNAPSHOT_MS = 1_500;
/** Of the time in which it goes on, so much may be spent on showing it. */
const SNAPSHOT_SHARE = 0.04;

/** An analysis that goes on, whoever looks: one part for each node. */
export class AnalysisJob {
  readonly startedAt = Date.now();
  readonly id: number;
  readonly parts: readonly NodePart[];
  private readonly abort = new AbortController();
  private paused: { promise: Promise<void>; resolve: () => void } | null = null;
  private endedAt: number | null = null;
  private latest: { until: number; result: AnalysisResult } | null = null;
  private readonly options: AnalysisOptions;

  constructor(
    readonly access: Access,
    readonly database: number,
    options: AnalysisOptions,
    plans: readonly PartPlan[],
  ) {
    this.options = { ...options };
    this.parts = plans.map((plan) => new NodePart(access, database, plan, options, plans.length));
    this.id = keepNewAnalysis(access.instance.id, this.account(null));
  }

  /** Resolves when it has ended, however; what it found is kept by then. */
  async run(): Promise<void> {
    const control = this.control();
    const waiting = [...this.parts];
    const keeping = setInterval(() => this.keep(), KEEP_MS);
    const work = async () => {
      for (let part = waiting.shift(); part; part = waiting.shift()) await part.run(control);
    };
    await Promise.all(Array.from({ length: NODES_AT_ONCE }, work));
    clearInterval(keeping);
    this.endedAt = Date.now();
    this.keep();
  }

  get state(): AnalysisState {
    const { parts } = this;
    const open = parts.filter(({ ended }) => ended === null);
    if (open.length > 0) {
      if (this.paused) return 'paused';
      return open.every(({ isAway }) => isAway) ? 'reconnecting' : 'running';
    }
    const has = (state: AnalysisState) => parts.some(({ ended }) => ended === state);
    if (has('cancelled')) return 'cancelled';
    if (parts.every(({ ended }) => ended === 'failed')) return 'failed';
    return has('failed') || has('interrupted') ? 'interrupted' : 'done';
  }

  get progress(): AnalysisProgress[] {
    return this.parts.map((part) => part.progress(this.paused !== null));
  }

  pause(): void {
    if (this.paused || this.endedAt !== null) return;
    let resolve = () => {};
    const promise = new Promise<void>((done) => (resolve = done));
    this.paused = { promise, resolve };
  }

  continue(): void {
    this.paused?.resolve();
    this.paused = null;
  }

  cancel(): void {
    this.abort.abort(CANCELLED);
    this.continue();
  }

  /** Ends it for a reason that is not the person's. */
  interrupt(reason: AppError): void {
    this.abort.abort(reason);
    this.continue();
  }

  setPace(pace: AnalysisOptions['pace']): void {
    this.options.pace = pace;
    for (const part of this.parts) part.pace.set(pace);
  }

  /** Connects anew before it goes on. */
  reconnect(): void {
    for (const part of this.parts) part.reconnect();
  }

  /** Whether it is to look at every key. */
  get isWhole(): boolean {
    return this.options.sampleKeys === null;
  }

  /** What was found until now, or not long before. */
  result(): AnalysisResult {
    const { latest } = this;
    const began = Date.now();
    if (latest && began < latest.until) return latest.result;
    const result = mergeResults(this.parts.map((part) => part.result()));
    const tookMs = Date.now() - began;
    this.latest = { until: began + Math.max(SNAPSHOT_MS, tookMs / SNAPSHOT_SHARE), result };
    return result;
  }

  /** Why it ended early, where nobody cancelled it. */
  get failure(): AppError | null {
    const error = this.parts.find((part) => part.error !== null)?.error;
    return error && this.state !== 'cancelled'
      ? new AppError(error.code, error.message, { remedy: error.remedy, line: error.line })
      : null;
  }

  /** As it is kept. */
  kept(): KeptAnalysis {
    return {
      id: this.id,
      ...this.account(this.seenKeys > 0 || this.endedAt !== null ? this.result() : null),
    };
  }

  /** Writes down how far it has come. */
  keep(): void {
    this.latest = null;
    try {
      keepAnalysis(this.kept(), this.result());
    } catch (error) {
      // A full disk must not end what is looked at: the next time there may be room.
      console.error(`Analysis ${this.id} could not be kept:`, error);
    }
  }

  private get seenKeys(): number {
    return this.parts.reduce((sum, part) => sum + part.seenKeys, 0);
  }

  private account(result: AnalysisResult | null): Omit<KeptAnalysis, 'id'> {
    const totals = this.parts.map(({ totalKeys }) => totalKeys);
    return {
      db: this.database,
      state: this.state,
      startedAt: this.startedAt,
      endedAt: this.endedAt,
      user: this.access.username,
      options: this.options,
      seenKeys: this.seenKeys,
      totalKeys: totals.includes(null) ? null : totals.reduce<number>((sum, total) => sum + total!, 0),
      bytes: result && result.total.bytes,
      isWhole: result?.isWhole ?? false,
      error: this.parts.find(({ error }) => error !== null)?.error ?? null,
      refusals: this.refusals,
    };
  }

  private get refusals(): Refusal[] {
    const { username } = this.access;
    const refused = new Map(this.parts.flatMap((part) => [...part.refused]));
    return [...refused].map(([id, why]) =>
      why === 'denied'
        ? {
            code: 'NOPERM',
            message: `Your Redis user ${username} may not run ${commandWords(id)}.`,
            line: grantLine(username, id),
          }
        : { code: 'UNSUPPORTED', message: `This server does not answer ${commandWords(id)}.` },
    );
  }

  private control(): PartControl {
    const { signal } = this.abort;
    const isPaused = () => this.paused !== null;
    return {
      signal,
      get isPaused() {
        return isPaused();
      },
      untilContinued: async () => {
        await this.paused?.promise;
        signal.throwIfAborted();
      },
    };
  }
}
