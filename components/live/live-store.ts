import type { Marker } from '@/lib/metrics/markers';
import type { Sample } from '@/lib/metrics/sample';
import type { InstanceSummary, NodeSummary } from '@/lib/schemas';
import { listenTo, type ConnectionState, type LiveMessage } from './live-connection';

/** What the page knows of its instance at this moment. */
export interface LiveState {
  instance: InstanceSummary;
  connection: ConnectionState;
  paused: boolean;
}

/** The present of one instance, kept up to date by the stream; components subscribe to it. */
export class LiveStore {
  private readonly initial: LiveState;
  private state: LiveState;
  private readonly listeners = new Set<() => void>();
  private readonly sampleListeners = new Set<(sample: Sample) => void>();
  private readonly markerListeners = new Set<(marker: Marker) => void>();

  constructor(initial: InstanceSummary) {
    this.initial = { instance: initial, connection: 'connecting', paused: false };
    this.state = this.initial;
  }

  /** What the server rendered: parts of the page that wake up late must find the same. */
  readonly getInitialState = (): LiveState => this.initial;

  readonly getState = (): LiveState => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };

  /** Begins to listen; returns the function that ends it. */
  connect(): () => void {
    return listenTo(this.state.instance.id, {
      onMessage: (message) => this.take(message),
      onConnection: (connection) => this.set({ connection }),
    });
  }

  onSample(listener: (sample: Sample) => void): () => void {
    this.sampleListeners.add(listener);
    return () => void this.sampleListeners.delete(listener);
  }

  onMarker(listener: (marker: Marker) => void): () => void {
    this.markerListeners.add(listener);
    return () => void this.markerListeners.delete(listener);
  }

  /** A paused page keeps what it shows; what it misses is in the history when it goes on. */
  setPaused(paused: boolean): void {
    this.set({ paused });
  }

  private take({ event, data }: LiveMessage): void {
    if (this.state.paused) return;
    if (event === 'snapshot') this.set({ instance: data });
    if (event === 'state') this.setNode(data.node, (node) => ({ ...node, ...data }));
    if (event === 'sample') {
      this.setNode(data.node, (node) => ({
        ...node,
        at: data.at,
        values: { ...node.values, ...data.values },
      }));
      for (const listener of this.sampleListeners) listener(data);
    }
    if (event === 'marker') for (const listener of this.markerListeners) listener(data);
  }

  private setNode(id: string, change: (node: NodeSummary) => NodeSummary): void {
    const { instance } = this.state;
    const nodes = instance.nodes ?? [];
    const known = nodes.some(({ node }) => node === id);
    const all = known ? nodes : [...nodes, newNode(id)];
    this.set({
      instance: { ...instance, nodes: all.map((node) => (node.node === id ? change(node) : node)) },
    });
  }

  private set(change: Partial<LiveState>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }
}

const newNode = (node: string): NodeSummary => ({
  node,
  state: 'connecting',
  since: Date.now(),
  error: null,
  server: null,
  ownCost: null,
  values: {},
  at: null,
});
