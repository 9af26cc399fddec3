import { Fragment } from 'react';
import { Meter } from '@/components/ui/meter';
import { SeverityIcon } from '@/components/ui/severity-icon';
import { Sideways } from '@/components/ui/sideways';
import { formatCount, formatDuration, share, UNKNOWN } from '@/lib/format';
import type { AnalysisProgress } from '@/lib/keyspace/analysis-summary';
import { STATE_WORDS } from './state-words';

/** What each node of a Cluster does just now. */
export function NodeTable({ nodes }: { nodes: readonly AnalysisProgress[] }) {
  return (
    <Sideways label="Nodes" className="mt-3 border-t pt-1">
      <table className="w-full text-sm">
        <thead className="text-left text-xs text-muted">
          <tr>
            <th className="py-1 font-normal">Node</th>
            <th className="py-1 pl-4 font-normal">State</th>
            <th colSpan={2} className="py-1 pl-4 font-normal">
              Keys
            </th>
            <th className="py-1 pl-4 text-right font-normal">Keys/s</th>
            <th className="py-1 pl-4 text-right font-normal">Left</th>
            <th className="py-1 pl-4 text-right font-normal">Added to p99</th>
          </tr>
        </thead>
        <tbody>
          {nodes.map((node) => (
            <Fragment key={node.node}>
              <tr className="border-t border-line/60">
                <td className="py-1.5 font-mono text-xs whitespace-nowrap">{node.node}</td>
                <td className="py-1.5 pl-4 whitespace-nowrap">
                  <span className="flex items-center gap-1.5">
                    <SeverityIcon severity={STATE_WORDS[node.state].severity} />
                    {STATE_WORDS[node.state].short}
                  </span>
                </td>
                <td className="w-1/5 min-w-20 py-1.5 pl-4">
                  <Meter ratio={share(node.seenKeys, node.totalKeys) ?? 0} />
                </td>
                <td className="py-1.5 pl-2 text-right whitespace-nowrap text-muted tabular-nums">
                  {formatCount(node.seenKeys)}
                  {node.totalKeys !== null && ` of ${formatCount(node.totalKeys)}`}
                </td>
                <td className="py-1.5 pl-4 text-right">{formatCount(node.keysPerSecond)}</td>
                <td className="py-1.5 pl-4 text-right whitespace-nowrap">
                  {formatDuration(node.secondsLeft)}
                </td>
                <td className="py-1.5 pl-4 text-right whitespace-nowrap">
                  {node.addedP99Ms === null ? UNKNOWN : `${node.addedP99Ms.toFixed(2)} ms`}
                  {node.budgetMs !== null && <span className="text-muted"> of {node.budgetMs}</span>}
                </td>
              </tr>
              {node.error && (
                <tr>
                  <td />
                  <td colSpan={6} className="pb-2 pl-4 text-muted">
                    {node.error.message}
                  </td>
                </tr>
              )}
            </Fragment>
          ))}
        </tbody>
      </table>
    </Sideways>
  );
}
