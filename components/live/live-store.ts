import type { Marker } from '@/lib/metrics/markers';
import type { Sample } from '@/lib/metrics/sample';
import type { InstanceSummary, NodeSummary } from '@/lib/schemas/instances';
import { listenTo, type ConnectionState, type LiveMessage } from './live-connection';

/** What the page knows of its instance at this moment. */
export interface LiveState {
  instance: InstanceSummary;
  connection: ConnectionState;
  paused: boolean;
}

/** Samples and markers that came together, in their order. */
export interface News {
  samples: Sample[];
  markers: Marker[];
}

const TOGETHER_MS = 100;
/** What a hidden tab keeps for later; the history has the rest. */
const MOST_QUEUED = 1_000;

/** The present of one instance, kept up to date by the stream; components subscribe to it. */
export class LiveStore {
  private readonly initial: LiveState;
  private state: LiveState;
  private readonly listeners = new Set<() => void>();
  private readonly newsListeners = new Set<(news: News) => void>();
  /** What came and was not yet taken in. */
  private queue: LiveMessage[] = [];
  private timer: ReturnType<typeof setTimeout> | null = null;

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
    const onVisibility = () => this.takeAll();
    document.addEventListener('visibilitychange', onVisibility);
    const stop = listenTo(this.state.instance.id, {
      onMessage: (message) => this.receive(message),
      onConnection: (connection) => this.set({ connection }),
    });
    return () => {
      document.removeEventListener('visibilitychange', onVisibility);
      stop();
    };
  }

  /** Tells a listener of the samples and markers that came; returns the function that ends it. */
  onNews(listener: (news: News) => void): () => void {
    this.newsListeners.add(listener);
    return () => void this.newsListeners.delete(listener);
  }

  /** A paused page keeps what it shows; what it misses is in the history when it goes on. */
  setPaused(paused: boolean): void {
    this.set({ paused });
  }

  /** The nodes and sources of one second come one after the other: the page is drawn once for all of them. */
  private receive(message: LiveMessage): void {
    this.queue.push(message);
    if (this.queue.length > MOST_QUEUED) this.queue.splice(0, this.queue.length - MOST_QUEUED);
    this.timer ??= setTimeout(() => this.takeAll(), TOGETHER_MS);
  }

  private takeAll(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    // A tab in the background draws nothing; it takes all in when somebody looks again.
    if (document.visibilityState === 'hidden' || this.queue.length === 0) return;
    const messages = this.queue;
    this.queue = [];
    if (this.state.paused) return;
    this.set({ instance: messages.reduce(withMessage, this.state.instance) });
    const news: News = { samples: [], markers: [] };
    for (const { event, data } of messages) {
      if (event === 'sample') news.samples.push(data);
      if (event === 'marker') news.markers.push(data);
    }
    if (news.samples.length + news.markers.length > 0)
      for (const listener of this.newsListeners) listener(news);
  }

  private set(change: Partial<LiveState>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }
}

function withMessage(instance: InstanceSummary, { event, data }: LiveMessage): InstanceSummary {
  switch (event) {
    case 'snapshot':
      return data;
    case 'state':
      return withNode(instance, data.node, (node) => ({ ...node, ...data }));
    case 'sample':
      return withNode(instance, data.node, (node) => ({
        ...node,
        at: data.at,
        values: { ...node.values, ...data.values },
      }));
    case 'marker':
      return instance;
  }
}

function withNode(
  instance: InstanceSummary,
  id: string,
  change: (node: NodeSummary) => NodeSummary,
): InstanceSummary {
  const nodes = instance.nodes ?? [];
  const all = nodes.some(({ node }) => node === id) ? nodes : [...nodes, newNode(id)];
  return { ...instance, nodes: all.map((node) => (node.node === id ? change(node) : node)) };
}

const newNode = (node: string): NodeSummary => ({
  node,
  state: 'connecting',
  since: Date.now(),
  error: null,
  server: null,
  running: [],
  ownCost: null,
  values: {},
  at: null,
});
