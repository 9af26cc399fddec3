import 'server-only';
import { KeyspaceAnalysis } from '@/lib/keyspace/analysis';
import type { AnalysisResult } from '@/lib/keyspace/analysis-result';
import type { AnalysisOptions } from '@/lib/keyspace/analysis-options';
import type { AnalysisProgress, AnalysisState } from '@/lib/keyspace/analysis-summary';
import { mostBytesOfKeys } from '@/lib/keyspace/most-bytes-of-keys';
import type { Bytes } from '@/lib/patterns/bytes';
import type { Command } from '@/lib/patterns/plan';
import { commandWords, type CommandId } from '@/lib/redis/command-catalogue';
import { infoText } from '@/lib/redis/info-fields';
import type { Access } from '../access';
import { AppError, isAppError, toErrorBody, type ErrorBody } from '../errors';
import { foreseeRefusals } from '../redis/foresee-refusals';
import type { NodeWatcher } from '../collector/node-watcher';
import { keysOf } from './keys-of';
import { NameFeed, type FollowedNames } from './name-feed';
import type { NodeLink } from './node-link';
import { planScan, refusedOf } from './plan-scan';
import { NodeScan, type Refusals } from './scan-node';
import { ScanPace } from './scan-pace';
import { SpeedMeter } from './speed-meter';
import { SteadyLink } from './steady-link';

/** Which share of an analysis a node has. */
export interface PartPlan {
  /** Whose keys they are. */
  primary: NodeWatcher;
  /** Where they are looked at. */
  node: NodeWatcher;
  isReplica: boolean;
  /** Of how many keys it is to be a sample; `null`: all of them. */
  mostKeys: number | null;
}

/** What all parts of an analysis heed. */
export interface PartControl {
  /** Aborted with the AppError that says why it ends, or with `CANCELLED`. */
  signal: AbortSignal;
  readonly isPaused: boolean;
  /** Resolves when it pauses no more, rejects when it ends. */
  untilContinued(): Promise<void>;
}

/** Why an analysis ends that the person has stopped. */
export const CANCELLED = Symbol('cancelled');

/** One node of an analysis, from the first SCAN to the last, over as many connections as it takes. */
export class NodePart {
  readonly pace: ScanPace;
  /** How it ended; `null`: it has not yet. */
  ended: Extract<AnalysisState, 'done' | 'cancelled' | 'interrupted' | 'failed'> | null = null;
  error: ErrorBody['error'] | null = null;
  private readonly analysis: KeyspaceAnalysis;
  private readonly speed = new SpeedMeter();
  private readonly link: SteadyLink;
  private scan: NodeScan | null = null;
  private readonly names = new NameFeed();
  /** DBSIZE, and when it was asked. */
  private counted: { keys: number; at: number } | null = null;

  /** @param parts how many such parts the analysis has */
  constructor(
    private readonly access: Access,
    private readonly database: number,
    readonly plan: PartPlan,
    private readonly options: AnalysisOptions,
    parts: number,
  ) {
    this.pace = new ScanPace(options.pace);
    this.analysis = new KeyspaceAnalysis({ separators: options.separators, parts });
    this.link = new SteadyLink(access, plan.node, database, { pace: this.pace, isReplica: plan.isReplica });
  }

  /** Resolves when the part has ended, however: `ended` and `error` say how. */
  async run(control: PartControl): Promise<void> {
    const { signal } = control;
    const close = () => this.link.close();
    signal.addEventListener('abort', close);
    try {
      this.scan = await this.begin(await this.link.get(signal));
      while (!this.scan.isDone) await this.step(this.scan, control);
      this.ended = 'done';
    } catch (error) {
      this.end(signal.aborted ? signal.reason : error);
    } finally {
      this.scan?.end();
      signal.removeEventListener('abort', close);
      this.link.close();
      this.dismissFollowers();
    }
  }

  get node(): NodeWatcher {
    return this.plan.node;
  }

  /** Keys that were asked about. */
  get seenKeys(): number {
    return this.analysis.lookedAt;
  }

  /** Of how many. */
  get totalKeys(): number | null {
    const { mostKeys } = this.plan;
    const { keys } = this;
    return mostKeys === null || keys === null ? keys : Math.min(mostKeys, keys);
  }

  /** Where SCAN goes on; `null`: it has brought all names. */
  get nextCursor(): string | null {
    return this.scan ? this.scan.nextCursor : '0';
  }

  /** Commands that are answered for no key. */
  get refused(): Refusals {
    return this.scan?.refused ?? new Map();
  }

  /** Makes a new connection before it goes on: the person has signed in anew. */
  reconnect(): void {
    this.link.close();
  }

  /**
   * Hears the names that SCAN brings from now on, until the part pauses or ends.
   * @returns `null` where SCAN has brought all of them already
   */
  follow(onNames: (names: readonly Bytes[]) => void, signal: AbortSignal): FollowedNames | null {
    const from = this.nextCursor;
    return from === null || this.ended ? null : this.names.follow(from, onNames, signal);
  }

  /** What was found so far. */
  result(): AnalysisResult {
    const { node } = this;
    return this.analysis.result({
      populationKeys: this.keys ?? this.seenKeys,
      datasetBytes: node.info && mostBytesOfKeys(node.info, this.database),
      isFinished: this.ended === 'done' && this.scan?.reachedEnd === true,
    });
  }

  progress(isPaused: boolean): AnalysisProgress {
    const { pace, seenKeys, totalKeys, ended } = this;
    const isAtRest = ended !== null || isPaused || this.isAway;
    const keysPerSecond = isAtRest ? null : this.speed.perSecond;
    return {
      node: this.node.id,
      state: ended ?? (isPaused ? 'paused' : this.isAway ? 'reconnecting' : 'running'),
      seenKeys,
      totalKeys,
      keysPerSecond,
      secondsLeft:
        keysPerSecond && totalKeys !== null ? Math.max(0, totalKeys - seenKeys) / keysPerSecond : null,
      addedP99Ms: isAtRest ? null : pace.addedP99Ms,
      budgetMs: pace.budgetMs,
      error: this.error,
    };
  }

  /** Whether it waits for its node to come back. */
  get isAway(): boolean {
    return this.ended === null && this.link.isAway;
  }

  private async begin({ keys, keepsIdleTimes }: NodeLink): Promise<NodeScan> {
    if (keys !== null) this.counted = { keys, at: Date.now() };
    const policy = this.node.info && infoText(this.node.info, 'maxmemory_policy');
    const { facts, lengths } = planScan(this.options.detail, policy, keepsIdleTimes);
    const refused = refusedOf({ facts, lengths }, await this.access.capabilities());
    const { mostKeys } = this.plan;
    const onNames = (names: readonly Bytes[]) => this.names.bring(names);
    const refusedKeys = (id: CommandId, names: readonly Bytes[]) => this.refusedKeys(id, names);
    return new NodeScan({ facts, lengths, refused, mostKeys, onNames, refusedKeys }, this.analysis);
  }

  private async refusedKeys(id: CommandId, names: readonly Bytes[]): Promise<ReadonlySet<Bytes>> {
    const [command, ...words] = commandWords(id).split(' ') as [string, ...string[]];
    const commandsOf = () => names.map((name): Command => [command, ...words, name]);
    const refusals = await foreseeRefusals(this.access, this.node, commandsOf);
    return new Set(refusals ? names.filter((_, index) => refusals[index] !== null) : []);
  }

  /** One pipeline, and the rest after it. */
  private async step(scan: NodeScan, control: PartControl): Promise<void> {
    if (control.isPaused) {
      this.link.close();
      this.speed.reset();
      this.names.letGo(this.nextCursor);
      await control.untilContinued();
    }
    const { connection, probe } = await this.link.get(control.signal);
    if (probe && !probe.hasEnded) await this.pace.settle(control.signal);
    this.pace.noteBusy(this.node.latest.info?.values.mainThreadCpuRatio ?? null);
    const askedAt = performance.now();
    try {
      await scan.next(connection, this.pace.keys, this.pace.budgetMs === null);
    } catch (error) {
      control.signal.throwIfAborted();
      return this.link.giveUp(error);
    }
    const answeredAt = performance.now();
    this.link.works();
    this.speed.note(scan.seen, answeredAt);
    await this.pace.rest(answeredAt - askedAt, control.signal);
  }

  private end(reason: unknown): void {
    if (reason === CANCELLED) {
      this.ended = 'cancelled';
      return;
    }
    this.error = toErrorBody(this.access.heed(reason)).body.error;
    this.ended = this.scan && isAppError(reason) ? 'interrupted' : 'failed';
  }

  private dismissFollowers(): void {
    const { ended, error } = this;
    if (ended === 'done' || ended === 'cancelled') this.names.letGo(this.nextCursor);
    else this.names.breakOff(new AppError('ANALYSIS_ENDED', error?.message ?? 'The analysis ended early.'));
  }

  /** Keys of the database at this node: what was heard last. */
  private get keys(): number | null {
    const { node, counted } = this;
    const heard = keysOf(node, this.database);
    return counted && (heard === null || node.infoAskedAt < counted.at) ? counted.keys : heard;
  }
}
