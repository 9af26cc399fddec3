'use client';

import { useEffect } from 'react';
import { ApiError, fetchJson } from '@/lib/client/fetch-json';
import { leaveForSignIn } from '@/lib/client/sign-in';
import { useLive } from './live-provider';

/** Leaves the page once a refused stream turns out to be a sign-in that has ended. */
export function EndOfSession() {
  const { instance, connection } = useLive();
  useEffect(() => {
    if (connection !== 'refused') return;
    fetchJson(`/api/instances/${instance.id}`, { background: true }).catch((error: unknown) => {
      if (error instanceof ApiError && error.status === 401) leaveForSignIn(instance.id);
    });
  }, [connection, instance.id]);
  return null;
}
