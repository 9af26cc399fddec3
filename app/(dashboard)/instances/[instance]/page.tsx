import type { Metadata } from 'next';
import { createLoader, type SearchParams } from 'nuqs/server';
import { Refused } from '@/components/shell/refused';
import { RANGE_MS, viewParams } from '@/lib/search-params';
import { openPage, renderedAt } from '@/lib/server/page';
import { readHistory } from '@/lib/server/reads/read-history';
import { CHART_METRICS, CHART_POINTS, GOLDEN_METRICS, GOLDEN_POINTS } from './charts';
import { Overview } from './overview';

export const metadata: Metadata = { title: 'Overview' };

const loadView = createLoader(viewParams);

export default async function OverviewPage({
  params,
  searchParams,
}: {
  params: Promise<{ instance: string }>;
  searchParams: Promise<SearchParams>;
}) {
  const { access, refusal } = await openPage((await params).instance, ['info']);
  if (refusal) return <Refused title="Overview" error={refusal} />;
  const { range, node } = await loadView(searchParams);
  const span = RANGE_MS[range];
  const query = { node: node ?? undefined, span };
  const [charts, golden] = await Promise.all([
    readHistory(access, { ...query, metrics: [...CHART_METRICS], points: CHART_POINTS }),
    readHistory(access, { ...query, metrics: [...GOLDEN_METRICS], points: GOLDEN_POINTS, span: span * 2 }),
  ]);
  return <Overview charts={charts} golden={golden} now={renderedAt()} />;
}
