'use client';

import { classNames } from '@/components/ui/class-names';
import { useRefreshed } from '@/lib/client/use-refreshed';
import type { AlertsResponse } from '@/lib/schemas/alerts';

const REFRESH_MS = 10_000;

/** How many alerts are open of which somebody should hear; nothing where there are none. */
export function AlertCount({ instance, small }: { instance: string; small: boolean }) {
  const path = `/api/instances/${instance}/alerts?limit=0`;
  const { data } = useRefreshed<AlertsResponse | null>(path, null, REFRESH_MS, true, true);
  const loud = (data?.open ?? []).filter(({ silenced }) => !silenced);
  if (loud.length === 0) return null;
  const isCritical = loud.some(({ severity }) => severity === 'critical');
  return (
    <span
      title={`${loud.length} open`}
      className={classNames(
        'rounded-full px-1.5 text-xs leading-4.5 font-medium tabular-nums',
        isCritical ? 'bg-critical-soft text-critical' : 'bg-warning-soft text-warning',
        small ? 'absolute top-0 right-0' : 'ml-auto',
      )}
    >
      {loud.length}
      <span className="sr-only"> open</span>
    </span>
  );
}
