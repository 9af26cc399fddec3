import 'server-only';
import { singleton } from '../singleton';

/** One server-sent event. `data` becomes one line of JSON. */
export interface ServerEvent {
  event: string;
  /** Comes back as Last-Event-ID after a lost connection. */
  id?: string | number;
  data: unknown;
}

const encoder = new TextEncoder();

/** The bytes of an event on the wire; made once and shared by all who hear it. */
export function encodeEvent({ event, id, data }: ServerEvent): Uint8Array {
  const lines = [
    `event: ${event}`,
    ...(id === undefined ? [] : [`id: ${id}`]),
    `data: ${JSON.stringify(data)}`,
  ];
  return encoder.encode(`${lines.join('\n')}\n\n`);
}

/** Proxies drop a connection on which nothing moves for a while. */
const HEARTBEAT_MS = 15_000;
const HEARTBEAT = encoder.encode(': heartbeat\n\n');

/** A reader that falls this many events behind is cut off; it resumes with Last-Event-ID. */
const MAX_BEHIND = 200;

/** What a source of events may do with a stream. */
export interface EventStream {
  send(bytes: Uint8Array): void;
  close(): void;
}

/**
 * Answers with a stream of server-sent events.
 *
 * @param signal of the request: ends when the reader goes away
 * @param open begins sending and returns what must happen when the stream ends, however it ends; called once
 */
export function eventStream(signal: AbortSignal, open: (stream: EventStream) => () => void): Response {
  let end = () => {};
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        let ended = false;
        let release: (() => void) | null = null;
        const heartbeat = setInterval(() => send(HEARTBEAT), HEARTBEAT_MS);
        const send = (bytes: Uint8Array) => {
          if (ended) return;
          if ((controller.desiredSize ?? 0) < -MAX_BEHIND) end();
          else controller.enqueue(bytes);
        };
        end = () => {
          if (ended) return;
          ended = true;
          clearInterval(heartbeat);
          signal.removeEventListener('abort', end);
          openStreams().delete(end);
          release?.();
          try {
            controller.close();
          } catch {
            // The reader is gone already.
          }
        };
        openStreams().add(end);
        signal.addEventListener('abort', end);
        release = open({ send, close: () => end() });
        // Opening may have found that there is nothing to send, or nobody to read.
        if (ended) release();
        else if (signal.aborted) end();
      },
      cancel: () => end(),
    },
    { highWaterMark: 1 },
  );
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      // `no-transform` keeps compression off: it costs 80 MB with 500 streams.
      'cache-control': 'no-cache, no-store, no-transform',
      'x-accel-buffering': 'no',
    },
  });
}

const openStreams = () => singleton('open-streams', () => new Set<() => void>());

/** Ends every stream: a server that shuts down must not wait for them. */
export function closeAllStreams(): void {
  for (const end of [...openStreams()]) end();
}
