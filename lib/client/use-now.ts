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
 * The present in Unix milliseconds, the same for the whole page.
 * @param atRender what the server took for now, so that the first paint in the browser says the same
 * @param stepMs how finely it is needed: a component renders anew once in so long
 */
export function useNow(atRender: number, stepMs = 1_000): number {
  return useSyncExternalStore(
    subscribe,
    () => Math.max(atRender, Math.floor(now / stepMs) * stepMs),
    () => atRender,
  );
}
