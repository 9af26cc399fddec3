'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { ownPath } from '@/lib/client/base-path';
import { fetchJson, ApiError } from '@/lib/client/fetch-json';
import type { TailMessage } from '@/lib/schemas/pubsub';

/** Messages that stay on the screen. */
const KEPT = 500;

export interface Tail {
  state: 'idle' | 'listening' | 'ended';
  messages: readonly (TailMessage & { id: number })[];
  heard: number;
  /** Not shown, since there were too many in a second. */
  dropped: number;
  error: ApiError | null;
  start: () => void;
  stop: () => void;
}

/** Follows a channel from `start` until `stop`, the end of the time, or the end of the page. */
export function useTail(instance: string, channel: string | null, kind: string, seconds: number): Tail {
  const [state, setState] = useState<Tail['state']>('idle');
  const [messages, setMessages] = useState<Tail['messages']>([]);
  const [counts, setCounts] = useState({ heard: 0, dropped: 0 });
  const [error, setError] = useState<ApiError | null>(null);
  const source = useRef<EventSource | null>(null);

  const stop = useCallback(() => {
    source.current?.close();
    source.current = null;
    setState((before) => (before === 'listening' ? 'ended' : before));
  }, []);
  useEffect(() => stop, [stop]);

  const start = useCallback(() => {
    if (channel === null) return;
    stop();
    setMessages([]);
    setCounts({ heard: 0, dropped: 0 });
    setError(null);
    const path = `/api/instances/${instance}/analytics/pubsub/tail?${new URLSearchParams({ channel, kind, seconds: String(seconds) })}`;
    const opened = new EventSource(ownPath(path));
    source.current = opened;
    let next = 0;
    opened.onopen = () => setState('listening');
    opened.addEventListener('message', (event: MessageEvent<string>) => {
      const message = { ...(JSON.parse(event.data) as TailMessage), id: next++ };
      setMessages((before) => [message, ...before].slice(0, KEPT));
      setCounts((before) => ({ ...before, heard: before.heard + 1 }));
    });
    opened.addEventListener('dropped', (event: MessageEvent<string>) => {
      const more = (JSON.parse(event.data) as { messages: number }).messages;
      setCounts((before) => ({ ...before, dropped: before.dropped + more }));
    });
    opened.addEventListener('end', () => stop());
    opened.onerror = () => {
      stop();
      // An EventSource does not say why; the same question as plain JSON does.
      if (next === 0)
        fetchJson(path).catch((reason: unknown) => {
          if (reason instanceof ApiError && reason.status >= 400) setError(reason);
        });
    };
  }, [channel, instance, kind, seconds, stop]);

  return { state, messages, ...counts, error, start, stop };
}
