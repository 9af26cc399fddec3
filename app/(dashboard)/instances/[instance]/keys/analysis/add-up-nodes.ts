import type { AnalysisProgress } from '@/lib/keyspace/analysis-summary';

/** How far all nodes of an analysis are together. */
export type WholeProgress = Pick<
  AnalysisProgress,
  'seenKeys' | 'totalKeys' | 'keysPerSecond' | 'secondsLeft' | 'addedP99Ms' | 'budgetMs'
>;

/** Adds up what nodes do: keys and speed are sums, the slowest node says how long, the worst one what it costs. */
export function addUpNodes(nodes: readonly AnalysisProgress[]): WholeProgress {
  const known = (field: 'keysPerSecond' | 'secondsLeft' | 'addedP99Ms' | 'budgetMs') =>
    nodes.map((node) => node[field]).filter((value) => value !== null);
  const most = (values: readonly number[]) => (values.length === 0 ? null : Math.max(...values));
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const totals = nodes.map(({ totalKeys }) => totalKeys).filter((keys) => keys !== null);
  const speeds = known('keysPerSecond');
  return {
    seenKeys: sum(nodes.map(({ seenKeys }) => seenKeys)),
    totalKeys: totals.length < nodes.length || nodes.length === 0 ? null : sum(totals),
    keysPerSecond: speeds.length === 0 ? null : sum(speeds),
    secondsLeft: most(known('secondsLeft')),
    addedP99Ms: most(known('addedP99Ms')),
    budgetMs: most(known('budgetMs')),
  };
}
