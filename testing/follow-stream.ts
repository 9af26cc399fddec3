import type { AppClient, StreamEvent } from './app-client';

/** A stream of server-sent events that is read in the background. */
export interface FollowedStream {
  /** What has come so far, the oldest first. */
  events: StreamEvent[];
  /** Whether it still runs; the server or `close` ends it. */
  readonly isOpen: boolean;
  /** Why it could not be opened, or `null`. */
  readonly refusal: string | null;
  close: () => void;
}

/**
 * Opens a stream and keeps what comes.
 * @param headers e.g. `last-event-id`
 */
export function followStream(
  client: AppClient,
  path: string,
  headers: Record<string, string> = {},
): FollowedStream {
  const abort = new AbortController();
  const events: StreamEvent[] = [];
  let isOpen = true;
  let refusal: string | null = null;
  const read = async () => {
    for await (const event of client.stream(path, headers, abort.signal)) events.push(event);
  };
  void read()
    .catch((error: Error) => {
      if (error.message.startsWith('The stream answered')) refusal = error.message;
    })
    .finally(() => (isOpen = false));
  return {
    events,
    get isOpen() {
      return isOpen;
    },
    get refusal() {
      return refusal;
    },
    close: () => abort.abort(),
  };
}
