'use client';

import { useSearchParams } from 'next/navigation';
import { useSyncExternalStore } from 'react';
import type { Zone } from './wall-clock';

const never = () => () => {};

/**
 * The time zone that moments are written in: UTC where the URL asks for it, else the reader's own. The server does
 * not know that one, so it writes UTC, and the browser writes the page anew in its own as soon as React has taken it
 * over.
 */
export function useTimeZone(): Zone {
  const isUtc = useSearchParams().get('tz') === 'utc';
  const own = useSyncExternalStore(
    never,
    () => undefined,
    () => 'UTC' as const,
  );
  return isUtc ? 'UTC' : own;
}
