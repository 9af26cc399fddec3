import { formatValue } from '@/lib/format';
import type { NodeSummary } from '@/lib/schemas/instances';

/** What the dashboard itself costs the server: anyone who watches should say so. */
export function CostFooter({ nodes }: { nodes: readonly NodeSummary[] }) {
  const costs = nodes.flatMap(({ ownCost }) => ownCost ?? []);
  if (costs.length === 0) {
    return (
      <footer className="mt-auto pt-6 text-xs text-muted">
        What Hitrate itself costs is being measured…
      </footer>
    );
  }
  const sum = (part: 'commandsPerSecond' | 'microsecondsPerSecond') =>
    costs.reduce((total, cost) => total + cost[part], 0);
  const highest = (part: 'commandShare' | 'timeShare') => Math.max(...costs.map((cost) => cost[part] ?? 0));
  return (
    <footer className="mt-auto pt-6 text-xs text-muted">
      Hitrate itself causes {formatValue(sum('commandsPerSecond'), 'count')} commands/s (
      {formatValue(highest('commandShare'), 'ratio')} of all) and{' '}
      {formatValue(sum('microsecondsPerSecond'), 'count')} µs/s of command time (
      {formatValue(highest('timeShare'), 'ratio')}) {nodes.length > 1 ? 'on these nodes' : 'on this node'}.
    </footer>
  );
}
