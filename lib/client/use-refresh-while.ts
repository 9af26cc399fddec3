'use client';

import { useEffect } from 'react';

/** Asks again every `intervalMs` as long as `active`, e.g. while something is under way on the server. */
export function useRefreshWhile(active: boolean, refresh: () => Promise<void>, intervalMs: number): void {
  useEffect(() => {
    if (!active) return;
    const timer = setInterval(() => void refresh(), intervalMs);
    return () => clearInterval(timer);
  }, [active, refresh, intervalMs]);
}
