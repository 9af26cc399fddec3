// @ts-check
/// <reference lib="webworker" />

/**
 * One stream for all tabs of a browser: over HTTP/1.1 a browser opens six connections to a server, and each
 * stream would take one. Tabs say which instances they show; the stream carries the union.
 *
 * Tab → worker: {type: 'watch', instances: string[]} | {type: 'alive'} | {type: 'bye'}
 * Worker → tab: {type: 'event', event, data} | {type: 'connection', state: 'open' | 'lost' | 'refused', status}
 */

/** A tab that has not been heard of for this long is gone; hidden tabs speak once a minute. */
const SILENT_MS = 150_000;
const RETRY_MS = 2_000;
const EVENTS = ['snapshot', 'sample', 'state', 'marker'];

/** @type {Map<MessagePort, {instances: string[], heardAt: number}>} */
const tabs = new Map();
const basePath = new URL(self.location.href).searchParams.get('base') ?? '';

/** @type {EventSource | null} */
let source = null;
let streamed = '';
let lastId = '';
/** @type {ReturnType<typeof setTimeout> | null} */
let retry = null;

/** @param {unknown} message */
function tellAll(message) {
  for (const port of tabs.keys()) port.postMessage(message);
}

/** @param {boolean} [force] */
function reconnect(force = false) {
  const wanted = [...new Set([...tabs.values()].flatMap((tab) => tab.instances))].sort().join(',');
  if (wanted === streamed && !force) return;
  if (retry) clearTimeout(retry);
  source?.close();
  source = null;
  // Samples that were missed only matter to tabs that had been listening.
  const since = wanted === streamed && lastId !== '' ? `&since=${lastId}` : '';
  streamed = wanted;
  if (wanted === '') return;
  const opened = new EventSource(`${basePath}/api/live?instances=${encodeURIComponent(wanted)}${since}`);
  source = opened;
  opened.onopen = () => tellAll({ type: 'connection', state: 'open' });
  opened.onerror = () => void lost(opened);
  for (const event of EVENTS) {
    opened.addEventListener(event, (message) => {
      if (message.lastEventId) lastId = message.lastEventId;
      const data = JSON.parse(message.data);
      tellAll({ type: 'event', event, data });
    });
  }
}

/** @param {EventSource} opened */
async function lost(opened) {
  if (opened !== source) return;
  // The browser tries again by itself after a broken connection, but never after an error status.
  if (opened.readyState !== EventSource.CLOSED) return tellAll({ type: 'connection', state: 'lost' });
  const status = await fetch(`${basePath}/api/instances`, { headers: { 'x-hitrate-background': '1' } }).then(
    (response) => response.status,
    () => 0,
  );
  if (opened !== source) return;
  const refused = status === 401 || status === 200;
  tellAll({ type: 'connection', state: refused ? 'refused' : 'lost', status });
  retry = setTimeout(() => reconnect(true), refused ? 15 * RETRY_MS : RETRY_MS);
}

setInterval(() => {
  for (const [port, tab] of tabs) if (Date.now() - tab.heardAt > SILENT_MS) tabs.delete(port);
  reconnect();
}, 30_000);

self.addEventListener('connect', (event) => {
  const port = /** @type {MessageEvent} */ (event).ports[0];
  port.onmessage = ({ data }) => {
    if (data.type === 'bye') tabs.delete(port);
    else {
      const instances = data.type === 'watch' ? data.instances : (tabs.get(port)?.instances ?? []);
      tabs.set(port, { instances, heardAt: Date.now() });
      if (data.type === 'watch') {
        port.postMessage({
          type: 'connection',
          state: source?.readyState === EventSource.OPEN ? 'open' : 'connecting',
        });
      }
    }
    // A tab that leaves one page for another says goodbye and hello within a moment.
    setTimeout(reconnect, 100);
  };
});
