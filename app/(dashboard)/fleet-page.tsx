'use client';

import { LogIn } from 'lucide-react';
import Link from 'next/link';
import { Badge } from '@/components/ui/badge';
import { buttonStyle } from '@/components/ui/button';
import { Quantity } from '@/components/ui/quantity';
import { SeverityIcon } from '@/components/ui/severity-icon';
import { EnvironmentDot } from '@/components/shell/instance-switcher';
import { Logo } from '@/components/shell/logo';
import { describeState } from '@/lib/advisor/describe-state';
import { useNow } from '@/lib/client/use-now';
import { useRefreshed } from '@/lib/client/use-refreshed';
import type { MetricId } from '@/lib/metrics/catalogue';
import { describeMetric } from '@/lib/metrics/catalogue';
import { factsOf, viewOf } from '@/lib/node-view';
import type { InstanceSummary } from '@/lib/schemas';

const REFRESH_MS = 5_000;
const COLUMNS: readonly MetricId[] = [
  'commandsPerSecond',
  'hitRatio',
  'usedMemoryBytes',
  'connectedClients',
  'mainThreadCpuRatio',
];
const WORST_FIRST = { critical: 0, warning: 1, unknown: 2, fine: 3 };

/** Every instance, worst first. */
export function FleetPage({
  initial,
  now: atRender,
}: {
  initial: { instances: InstanceSummary[] };
  now: number;
}) {
  const { data, error } = useRefreshed('/api/instances', initial, REFRESH_MS);
  const now = useNow(atRender);
  const rows = data.instances
    .map((instance) => describe(instance, now))
    .sort((a, b) => WORST_FIRST[a.severity] - WORST_FIRST[b.severity]);
  return (
    <main className="mx-auto w-full max-w-[1600px] px-4 py-6 lg:px-6">
      <div className="mb-6 flex items-center gap-2.5">
        <Logo className="size-7" />
        <h1 className="text-xl font-medium tracking-tight">Instances</h1>
        {error && <span className="ml-auto text-sm text-warning">{error.message}</span>}
      </div>
      <ul className="overflow-hidden rounded-lg border bg-surface">
        {rows.map(({ instance, severity, text, values }) => (
          <li key={instance.id} className="border-b last:border-b-0">
            <div className="flex flex-wrap items-center gap-x-6 gap-y-2 px-4 py-3 hover:bg-sunken">
              <div className="flex min-w-64 flex-1 items-start gap-3">
                <SeverityIcon severity={severity} className="mt-0.5" />
                <div className="min-w-0">
                  <div className="flex flex-wrap items-center gap-2">
                    <Link
                      href={
                        instance.user === null
                          ? `/login?instance=${instance.id}`
                          : `/instances/${instance.id}`
                      }
                      className="font-medium hover:underline"
                    >
                      {instance.name}
                    </Link>
                    {instance.environment && (
                      <Badge>
                        <EnvironmentDot colour={instance.environment.colour} />
                        {instance.environment.label}
                      </Badge>
                    )}
                    {instance.readOnly && <Badge>read-only</Badge>}
                  </div>
                  <p className="text-sm text-muted">{text}</p>
                </div>
              </div>
              {instance.user === null ? (
                <Link href={`/login?instance=${instance.id}`} className={buttonStyle()}>
                  <LogIn />
                  Sign in
                </Link>
              ) : (
                <dl className="grid grid-cols-5 gap-4 max-sm:w-full max-sm:grid-cols-3">
                  {COLUMNS.map((metric) => (
                    <div key={metric} className="min-w-20 text-right max-sm:text-left">
                      <dt className="text-xs text-muted">{describeMetric(metric).label}</dt>
                      <dd className="text-base">
                        <Quantity value={values[metric]} unit={describeMetric(metric).unit} />
                      </dd>
                    </div>
                  ))}
                </dl>
              )}
            </div>
          </li>
        ))}
      </ul>
    </main>
  );
}

function describe(instance: InstanceSummary, now: number) {
  if (instance.user === null) {
    return { instance, severity: 'unknown' as const, text: 'You are not signed in here.', values: {} };
  }
  if (instance.nodes === null) {
    const text = `Your Redis user ${instance.user} may not run INFO, so its state is not shown.`;
    return { instance, severity: 'unknown' as const, text, values: {} };
  }
  const view = viewOf(instance.nodes, null);
  return { instance, ...describeState(factsOf(view, instance, now)), values: view.values };
}
