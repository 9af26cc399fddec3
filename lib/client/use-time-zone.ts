'use client';

import { useSyncExternalStore } from 'react';

const never = () => () => {};

/**
 * The time zone that moments are written in: `undefined` for the reader's own. The server does not know that one, so
 * it writes UTC, and the browser writes the page anew in its own as soon as React has taken it over.
 */
export const useTimeZone = (): 'UTC' | undefined =>
  useSyncExternalStore(
    never,
    () => undefined,
    () => 'UTC',
  );
