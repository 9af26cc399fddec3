import type { Marker } from '@/lib/metrics/markers';
import type { Sample } from '@/lib/metrics/sample';
import type { InstanceSummary, NodeSummary } from '@/lib/schemas/instances';
import { basePath, ownPath } from '@/lib/client/base-path';

/** What comes over the stream; each carries the instance that it is about. */
export type LiveMessage =
  | { event: 'snapshot'; data: InstanceSummary }
  | { event: 'sample'; data: Sample & { instance: string } }
  | { event: 'state'; data: Omit<NodeSummary, 'values' | 'at'> & { instance: string } }
  | { event: 'marker'; data: Marker & { instance: string } };

/** `refused`: signed out, or no longer allowed to look. */
export type ConnectionState = 'connecting' | 'open' | 'lost' | 'refused';

interface Listener {
  onMessage(message: LiveMessage): void;
  onConnection(state: ConnectionState): void;
}

const ALIVE_MS = 30_000;
const EVENTS = ['snapshot', 'sample', 'state', 'marker'] as const;

/**
 * Listens to an instance: through the worker that all tabs share, or where a browser has no SharedWorker by a
 * stream of this tab's own, which closes while the tab is hidden.
 *
 * @returns the function that ends it
 */
export function listenTo(instance: string, listener: Listener): () => void {
  return typeof SharedWorker === 'undefined'
    ? listenAlone(instance, listener)
    : listenShared(instance, listener);
}

function listenShared(instance: string, listener: Listener): () => void {
  const address = ownPath(`/live-worker.js?base=${encodeURIComponent(basePath())}`);
  const { port } = new SharedWorker(address, 'hitrate-live');
  port.onmessage = ({ data }: MessageEvent) => {
    if (data.type === 'connection') listener.onConnection(data.state);
    else deliver(instance, data as LiveMessage, listener);
  };
  const watch = () => port.postMessage({ type: 'watch', instances: [instance] });
  const bye = () => port.postMessage({ type: 'bye' });
  watch();
  const alive = setInterval(() => port.postMessage({ type: 'alive' }), ALIVE_MS);
  // A page that the browser keeps for the back button must not keep the stream.
  window.addEventListener('pagehide', bye);
  window.addEventListener('pageshow', watch);
  return () => {
    clearInterval(alive);
    window.removeEventListener('pagehide', bye);
    window.removeEventListener('pageshow', watch);
    bye();
    port.close();
  };
}

function listenAlone(instance: string, listener: Listener): () => void {
  let source: EventSource | null = null;
  const open = () => {
    source = new EventSource(ownPath(`/api/live?instances=${encodeURIComponent(instance)}`));
    source.onopen = () => listener.onConnection('open');
    source.onerror = () =>
      listener.onConnection(source?.readyState === EventSource.CLOSED ? 'refused' : 'lost');
    for (const event of EVENTS) {
      source.addEventListener(event, (message) =>
        deliver(instance, { event, data: JSON.parse(message.data) } as LiveMessage, listener),
      );
    }
  };
  const onVisibility = () => {
    source?.close();
    if (document.visibilityState === 'visible') open();
  };
  open();
  document.addEventListener('visibilitychange', onVisibility);
  return () => {
    document.removeEventListener('visibilitychange', onVisibility);
    source?.close();
  };
}

/** The shared stream carries the instances of other tabs too. */
function deliver(instance: string, { event, data }: LiveMessage, listener: Listener): void {
  const about = event === 'snapshot' ? data.id : data.instance;
  if (about === instance) listener.onMessage({ event, data } as LiveMessage);
}
