import { LogIn } from 'lucide-react';
import Link from 'next/link';
import { EnvironmentDot } from '@/components/shell/instance-switcher';
import { Badge } from '@/components/ui/badge';
import { buttonStyle } from '@/components/ui/button';
import { SeverityIcon } from '@/components/ui/severity-icon';
import type { Column } from '@/components/ui/table-column';
import { describeState, type StateSentence } from '@/lib/advisor/describe-state';
import { describeMetric, type MetricId } from '@/lib/metrics/catalogue';
import type { Values } from '@/lib/metrics/sample';
import { factsOf, viewOf } from '@/lib/node-view';
import type { InstanceSummary } from '@/lib/schemas/instances';

/** An instance and how it is, as far as the person may know. */
export interface FleetRow extends StateSentence {
  instance: InstanceSummary;
  values: Values;
}

/** @param now Unix milliseconds */
export function describeInstance(instance: InstanceSummary, now: number): FleetRow {
  if (instance.user === null)
    return { instance, severity: 'unknown', text: 'You are not signed in here.', values: {} };
  if (instance.nodes === null) {
    const text = `Your Redis user ${instance.user} may not run INFO, so its state is not shown.`;
    return { instance, severity: 'unknown', text, values: {} };
  }
  const view = viewOf(instance.nodes, null);
  return { instance, ...describeState(factsOf(view, instance, now)), values: view.values };
}

const WORST_FIRST = { critical: 0, warning: 1, unknown: 2, fine: 3 };

const addressOf = ({ id, user }: InstanceSummary) =>
  user === null ? `/login?instance=${id}` : `/instances/${id}`;

const metric = (id: MetricId, width = 104): Column<FleetRow> => ({
  id,
  label: describeMetric(id).label,
  value: ({ values }) => values[id] ?? null,
  unit: describeMetric(id).unit,
  width,
  onCard: 'half',
});

export const FLEET_COLUMNS: readonly Column<FleetRow>[] = [
  {
    id: 'instance',
    label: 'Instance',
    value: ({ instance }) => instance.name,
    width: 260,
    onCard: 'title',
    cell: ({ instance, severity }) => (
      <span className="flex items-center gap-2">
        <SeverityIcon severity={severity} />
        <Link href={addressOf(instance)} className="truncate font-medium hover:underline">
          {instance.name}
        </Link>
        {instance.environment && (
          <Badge>
            <EnvironmentDot colour={instance.environment.colour} />
            {instance.environment.label}
          </Badge>
        )}
        {instance.readOnly && <Badge>read-only</Badge>}
      </span>
    ),
  },
  {
    id: 'state',
    label: 'State',
    explains: 'Worst first',
    value: ({ severity }) => severity,
    order: ({ severity }) => WORST_FIRST[severity],
    width: 320,
    grow: true,
    onCard: 'whole',
    cell: ({ instance, text }) =>
      instance.user === null ? (
        <Link href={addressOf(instance)} className={buttonStyle({ size: 'small' })}>
          <LogIn />
          Sign in
        </Link>
      ) : (
        <span title={text}>{text}</span>
      ),
  },
  {
    id: 'environment',
    label: 'Environment',
    value: ({ instance }) => instance.environment?.label ?? null,
    width: 120,
    extra: true,
  },
  {
    id: 'user',
    label: 'Signed in as',
    value: ({ instance }) => instance.user,
    width: 120,
    mono: true,
    onCard: 'half',
  },
  metric('commandsPerSecond'),
  metric('hitRatio', 88),
  metric('usedMemoryBytes'),
  metric('connectedClients', 96),
  metric('mainThreadCpuRatio'),
];
