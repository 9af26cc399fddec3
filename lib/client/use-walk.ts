'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiError, fetchJson } from './fetch-json';

/** What a page of a walk says of it. */
export interface WalkPage {
  /** Continues it; `null`: the end. */
  cursor: string | null;
}

export interface Walk<Page> {
  /** All pages so far as one; `null`: the first one is to come. */
  data: Page | null;
  /** `data` still answers an older question. */
  pending: boolean;
  error: ApiError | null;
  walking: boolean;
  /** Goes on by a page. */
  more: () => void;
  /** Goes on, with pauses, to the end or until there is enough. */
  moreUntil: (isEnough: (page: Page) => boolean) => void;
  stop: () => void;
  /** Begins anew. */
  again: () => void;
}

const onePage = () => true;

/**
 * A list that the server walks through page by page, each within its budget; pages are put together here.
 *
 * @param path the route with its query but the cursor; a new one is asked for at once
 * @param initial the first page, where the server has rendered it
 * @param merge puts the next page to those before; must not change between renders
 * @param isEnough how far it goes by itself, at first and anew; must not change either. By default: one page
 */
export function useWalk<Page extends WalkPage>(
  path: string,
  initial: Page | null,
  merge: (soFar: Page, next: Page) => Page,
  isEnough: (page: Page) => boolean = onePage,
): Walk<Page> {
  const [state, setState] = useState<{ path: string; data: Page | null; error: ApiError | null }>({
    path,
    data: initial,
    error: null,
  });
  const goesOn = initial === null || (initial.cursor !== null && !isEnough(initial));
  const [walking, setWalking] = useState(goesOn);
  const running = useRef<AbortController | null>(null);

  const walk = useCallback(
    async (from: Page | null, isThere: (page: Page) => boolean) => {
      running.current?.abort();
      const controller = new AbortController();
      const { signal } = controller;
      running.current = controller;
      setWalking(true);
      let data = from;
      try {
        for (;;) {
          const began = performance.now();
          const next = data?.cursor ? `${path}&cursor=${encodeURIComponent(data.cursor)}` : path;
          const page = await fetchJson<Page>(next, { signal });
          data = data === null ? page : merge(data, page);
          setState({ path, data, error: null });
          if (data.cursor === null || isThere(data)) break;
          // As long as the server worked for it, others have it to themselves.
          await new Promise((resolve) => setTimeout(resolve, performance.now() - began));
          signal.throwIfAborted();
        }
      } catch (error) {
        if (signal.aborted) return;
        const known = error instanceof ApiError ? error : new ApiError(0, 'UNKNOWN', String(error));
        setState((state) => ({ ...state, path, error: known }));
      } finally {
        if (running.current === controller) setWalking(false);
      }
    },
    [path, merge],
  );

  const first = useRef(goesOn ? initial : null);
  const asked = useRef(goesOn ? null : path);
  useEffect(() => {
    if (asked.current === path) return;
    asked.current = path;
    void walk(first.current, isEnough);
    first.current = null;
    return () => {
      asked.current = null;
      running.current?.abort();
    };
  }, [path, walk, isEnough]);

  const moreUntil = (isThere: (page: Page) => boolean) => void walk(state.data, isThere);
  return {
    data: state.data,
    pending: state.path !== path,
    error: state.error,
    walking,
    more: () => moreUntil(onePage),
    moreUntil,
    stop: () => {
      running.current?.abort();
      setWalking(false);
    },
    again: () => void walk(null, isEnough),
  };
}
