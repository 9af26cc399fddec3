'use client';

import { createContext, use, useEffect, useState, useSyncExternalStore, type ReactNode } from 'react';
import type { InstanceSummary } from '@/lib/schemas/instances';
import { LiveStore, type LiveState } from './live-store';

const LiveContext = createContext<LiveStore | null>(null);

/**
 * Gives a page the present of its instance.
 * @param initial what the server rendered, so that nothing is empty before the stream opens
 */
export function LiveProvider({ initial, children }: { initial: InstanceSummary; children: ReactNode }) {
  const [store] = useState(() => new LiveStore(initial));
  useEffect(() => store.connect(), [store]);
  return <LiveContext value={store}>{children}</LiveContext>;
}

/** The store of the page's instance. */
export function useLiveStore(): LiveStore {
  const store = use(LiveContext);
  if (!store) throw new Error('useLiveStore needs a LiveProvider above it');
  return store;
}

/** The present of the page's instance; renders anew as it changes. */
export function useLive(): LiveState {
  const store = useLiveStore();
  return useSyncExternalStore(store.subscribe, store.getState, store.getInitialState);
}
