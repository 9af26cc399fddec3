'use client';

import { useSyncExternalStore } from 'react';

let now = 0;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | null = null;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = Date.now();
    for (const each of listeners) each();
  }, 1_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0 || !timer) return;
    clearInterval(timer);
    timer = null;
  };
}

/**
 * The present in Unix milliseconds, once a second, the same for the whole page.
 * @param atRender what the server took for now, so that the first paint in the browser says the same
 */
export function useNow(atRender: number): number {
  return useSyncExternalStore(
    subscribe,
    () => now || atRender,
    () => atRender,
  );
}
