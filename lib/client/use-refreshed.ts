'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiError, fetchJson } from './fetch-json';

export interface Refreshed<T> {
  data: T;
  error: ApiError | null;
  refreshing: boolean;
  /** `data` still answers an older path: the answer to the present one is to come. */
  pending: boolean;
  /** Asks again at once; the same function as long as the path is the same. */
  refresh: () => Promise<void>;
}

/**
 * Keeps the data of a page fresh: begins with what the server rendered, then asks again every `intervalMs`
 * while the tab is visible.
 *
 * @param path the route that answers the same data; a new path is asked for at once, and `null` asks nothing
 * @param initial what the server rendered for this path
 * @param intervalMs `null` refreshes only on demand
 * @param stale whether `initial` is only a part, so that the rest is fetched at once
 * @param background whether a new path is the doing of time and not of the person, whose sign-in it must not prolong
 */
export function useRefreshed<T>(
  path: string | null,
  initial: T,
  intervalMs: number | null,
  stale = false,
  background = false,
): Refreshed<T> {
  const [state, setState] = useState<{ path: string | null; data: T; error: ApiError | null }>({
    path,
    data: initial,
    error: null,
  });
  const [refreshing, setRefreshing] = useState(false);
  const latest = useRef(path);

  const ask = useCallback(async (wanted: string | null, background: boolean) => {
    latest.current = wanted;
    if (wanted === null) return;
    if (!background) setRefreshing(true);
    try {
      const data = await fetchJson<T>(wanted, { background });
      // A slower answer to an older question must not overwrite a newer one.
      if (latest.current === wanted) setState({ path: wanted, data, error: null });
    } catch (error) {
      const known = error instanceof ApiError ? error : new ApiError(0, 'UNKNOWN', String(error));
      if (latest.current === wanted) setState((state) => ({ ...state, error: known }));
    } finally {
      setRefreshing(false);
    }
  }, []);

  const asked = useRef(stale ? null : path);
  useEffect(() => {
    if (asked.current === path) return;
    asked.current = path;
    void ask(path, background);
  }, [ask, path, background]);

  const paused = intervalMs === null;
  const wasPaused = useRef(paused);
  useEffect(() => {
    if (wasPaused.current && !paused) void ask(latest.current, true);
    wasPaused.current = paused;
  }, [ask, paused]);

  useEffect(() => {
    if (intervalMs === null) return;
    const askIfSeen = () => {
      if (document.visibilityState === 'visible') void ask(path, true);
    };
    const timer = setInterval(askIfSeen, intervalMs);
    // Who comes back to a tab sees the present at once.
    document.addEventListener('visibilitychange', askIfSeen);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', askIfSeen);
    };
  }, [ask, path, intervalMs]);

  const refresh = useCallback(() => ask(path, false), [ask, path]);
  const pending = state.path !== path;
  return { data: state.data, error: state.error, refreshing, pending, refresh };
}
