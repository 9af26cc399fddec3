import 'server-only';
import type { Marker } from '@/lib/metrics/markers';
import type { Sample } from '@/lib/metrics/sample';
import { infoFlag } from '@/lib/redis/info-fields';
import { addressOf, type Endpoint } from '../redis/connection';
import {
  collectorCredentials,
  discoverCluster,
  discoverSentinelGroup,
  firstEndpoint,
} from '../redis/discover-nodes';
import { isAppError } from '../errors';
import { database, openHistoryConnection } from '../database';
import { env } from '../env';
import type { History } from '../history/history';
import { PrometheusHistory } from '../history/prometheus-history';
import { PrometheusStore } from '../history/prometheus-store';
import { StoredHistory } from '../history/stored-history';
import { instances, type Instance } from '../instances';
import { FINAL_ERRORS, NodeWatcher, type NodeListener, type NodeState } from './node-watcher';
import { SideReadings } from './side-readings';
import { singleton } from '../singleton';

/** What a listener of an instance hears. */
export type LiveEvent =
  | { type: 'sample'; instance: string; sample: Sample }
  | { type: 'state'; instance: string; state: NodeState }
  | { type: 'marker'; instance: string; marker: Marker };

const REDISCOVER_MS = 15_000;
const WATCHED_MS = 1_000;
const IDLE_MS = 5_000;
const EARLY_MS = 50;

/** Watches one instance: its nodes, found again and again, and whoever listens. */
export class InstanceWatcher {
  readonly nodes = new Map<string, NodeWatcher>();
  /** Why the nodes of a Sentinel group cannot be found. */
  discoveryError: NodeState['error'] = null;
  /** Of a Cluster, which node serves which slots; `null` of what is none. */
  private slotOwners: { node: string; from: number; to: number }[] | null = null;

  private readonly listeners = new Set<(event: LiveEvent) => void>();
  private readonly sideReadings = new WeakMap<NodeWatcher, SideReadings>();
  private timer: NodeJS.Timeout | null = null;
  private discoveredAt = 0;
  private stopped = false;

  constructor(
    readonly instance: Instance,
    private readonly history: History,
    private readonly clock: () => number,
  ) {}

  start(): void {
    if (!this.instance.sentinel) this.keepNodes([firstEndpoint(this.instance)]);
    this.tick();
  }

  stop(): void {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
    for (const node of this.nodes.values()) node.dispose();
  }

  /**
   * Hears everything that happens from now on; while anybody listens, the nodes are polled every second.
   * @returns the function that ends it
   */
  subscribe(listener: (event: LiveEvent) => void): () => void {
    this.listeners.add(listener);
    if (this.listeners.size === 1) this.schedule();
    return () => void this.listeners.delete(listener);
  }

  /** The node that stands for the instance: the primary that answers, else the first one. */
  get mainNode(): NodeWatcher | null {
    const nodes = [...this.nodes.values()];
    return (
      nodes.find((node) => node.state.server?.role === 'primary' && node.state.state !== 'down') ??
      nodes[0] ??
      null
    );
  }

  /** The nodes whose values add up to the instance's: its primaries. A replica's would count everything twice. */
  get summedNodes(): NodeWatcher[] {
    const primaries = [...this.nodes.values()].filter((node) => node.state.server?.role === 'primary');
    return primaries.length > 0 ? primaries : this.mainNode ? [this.mainNode] : [];
  }

  /** Whether keys live in slots of different nodes. */
  get isCluster(): boolean {
    return this.slotOwners !== null;
  }

  /** The node that serves a slot; the main one where there are no slots, `null` where nobody serves it. */
  nodeOfSlot(slot: number): NodeWatcher | null {
    if (this.slotOwners === null) return this.mainNode;
    const owner = this.slotOwners.find(({ from, to }) => slot >= from && slot <= to);
    return owner ? (this.nodes.get(owner.node) ?? null) : null;
  }

  /** Lets nodes and Sentinels with a refused password try once more. */
  async retry(): Promise<void> {
    this.discoveryError = null;
    this.discoveredAt = 0;
    await this.discover();
    for (const node of this.nodes.values()) node.retry();
    await Promise.all([...this.nodes.values()].map((node) => node.refresh()));
  }

  /** Samples of its nodes newer than `after`, oldest first. */
  samplesSince(after: number): Sample[] {
    return this.history.since(this.instance.id, after);
  }

  /** Records what a person did, for the charts. */
  mark(marker: Omit<Marker, 'at'>): void {
    this.emitMarker({ ...marker, at: this.clock() });
  }

  private tick(): void {
    const watched = this.listeners.size > 0;
    void this.discover();
    // Nobody waits for them: a node that hangs must not hold back the others.
    for (const node of this.nodes.values()) void node.tick(watched);
    this.schedule();
  }

  /** The next tick falls on a whole second (or five), so that the samples of several nodes share a grid. */
  private schedule(): void {
    if (this.timer) clearTimeout(this.timer);
    if (this.stopped) return;
    const interval = this.listeners.size > 0 ? WATCHED_MS : IDLE_MS;
    const wait = interval - (Date.now() % interval);
    // A timer can fire a moment early: the same second must not be polled twice.
    this.timer = setTimeout(() => this.tick(), wait < EARLY_MS ? wait + interval : wait);
  }

  private async discover(): Promise<void> {
    if (Date.now() - this.discoveredAt < REDISCOVER_MS) return;
    if (this.discoveryError && FINAL_ERRORS.has(this.discoveryError.code)) return;
    this.discoveredAt = Date.now();
    try {
      const endpoints = await this.findNodes();
      this.discoveryError = null;
      if (endpoints && !this.stopped) this.keepNodes(endpoints);
    } catch (error) {
      if (!isAppError(error)) console.error(`Looking for the nodes of ${this.instance.id} failed:`, error);
      else this.discoveryError = { code: error.code, message: error.message, remedy: error.options.remedy };
    }
  }

  /** `null`: what is known stays. */
  private async findNodes(): Promise<Endpoint[] | null> {
    if (this.instance.sentinel) return discoverSentinelGroup(this.instance);
    if (this.instance.cluster === false) return null;
    const open = [...this.nodes.values()].find((node) => node.openConnection);
    const isCluster = open?.info && infoFlag(open.info, 'cluster_enabled');
    if (!open || !isCluster) {
      // The first INFO may still be on its way; a standalone server is asked again only this cheaply.
      if (!open) this.discoveredAt = 0;
      return null;
    }
    const found = await discoverCluster(this.instance, open.openConnection!);
    this.slotOwners = found.flatMap(({ endpoint, slots }) =>
      slots.map(([from, to]) => ({ node: addressOf(endpoint), from, to })),
    );
    return found.map(({ endpoint }) => endpoint);
  }

  private keepNodes(endpoints: Endpoint[]): void {
    const wanted = new Map(endpoints.map((endpoint) => [addressOf(endpoint), endpoint]));
    for (const [id, node] of this.nodes) {
      if (wanted.has(id)) continue;
      node.dispose();
      this.nodes.delete(id);
    }
    for (const [id, endpoint] of wanted) {
      if (this.nodes.has(id)) continue;
      const node = new NodeWatcher(
        endpoint,
        collectorCredentials(this.instance),
        this.clock,
        this.nodeListener,
      );
      this.nodes.set(id, node);
      void node.tick(this.listeners.size > 0);
    }
  }

  private readonly nodeListener: NodeListener = {
    onSample: (sample, families) => {
      this.history.append(this.instance.id, { ...sample, families });
      this.emit({ type: 'sample', instance: this.instance.id, sample });
    },
    onState: (state) => this.emit({ type: 'state', instance: this.instance.id, state }),
    onMarker: (marker) => this.emitMarker(marker),
    onPolled: (node, connection, info) => {
      const readings = this.sideReadings.get(node) ?? new SideReadings();
      this.sideReadings.set(node, readings);
      void readings.run({ instance: this.instance.id, node, connection, info }, Date.now());
    },
  };

  private emitMarker(marker: Marker): void {
    this.history.mark(this.instance.id, marker);
    this.emit({ type: 'marker', instance: this.instance.id, marker });
  }

  private emit(event: LiveEvent): void {
    for (const listener of this.listeners) listener(event);
  }
}

/** Poll → sample → history → listeners; one per process. */
export class Collector {
  /** Unix milliseconds. */
  readonly startedAt = Date.now();
  readonly instances: ReadonlyMap<string, InstanceWatcher>;
  private lastAt = 0;

  constructor(
    configured: readonly Instance[],
    readonly history: History,
  ) {
    const watcherOf = (instance: Instance) => new InstanceWatcher(instance, this.history, () => this.now());
    this.instances = new Map(configured.map((instance) => [instance.id, watcherOf(instance)]));
  }

  start(): void {
    this.history.start();
    for (const watcher of this.instances.values()) watcher.start();
  }

  stop(): void {
    this.history.stop();
    for (const watcher of this.instances.values()) watcher.stop();
  }

  /** Unix milliseconds that never repeat, so that a sample's time can be the id of its event. */
  private now(): number {
    this.lastAt = Math.max(Date.now(), this.lastAt + 1);
    return this.lastAt;
  }
}

/** The collector of this process; `instrumentation.ts` starts it. */
export const collector = (): Collector =>
  singleton('collector', () => new Collector(instances(), openHistory()));

function openHistory(): History {
  // The audit log's connection makes the file and its tables.
  database();
  const { dataDirectory, historyBytes, historyStore } = env();
  const embedded = new StoredHistory(openHistoryConnection(dataDirectory), historyBytes);
  if (!historyStore) return embedded;
  return new PrometheusHistory(new PrometheusStore(historyStore), embedded, historyStore.match);
}

/** The watcher of one instance. */
export function watcherOf(instance: Instance): InstanceWatcher {
  return collector().instances.get(instance.id)!;
}
