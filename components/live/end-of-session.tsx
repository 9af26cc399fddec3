'use client';

import { useEffect } from 'react';
import { ownPath } from '@/lib/client/base-path';
import { ApiError, fetchJson } from '@/lib/client/fetch-json';
import { useLive } from './live-provider';

/**
 * Leaves for the sign-in once a refused stream turns out to be a sign-in that has ended: nothing that it showed
 * stays on the screen.
 */
export function EndOfSession() {
  const { instance, connection } = useLive();
  useEffect(() => {
    if (connection !== 'refused') return;
    fetchJson(`/api/instances/${instance.id}`, { background: true }).catch((error: unknown) => {
      if (error instanceof ApiError && error.status === 401)
        window.location.assign(signInAddress(instance.id));
    });
  }, [connection, instance.id]);
  return null;
}

function signInAddress(instance: string): string {
  const here = window.location.pathname.slice(ownPath('').length) + window.location.search;
  return ownPath(`/login?${new URLSearchParams({ instance, callbackUrl: here, error: 'SessionEnded' })}`);
}
