import type { Metadata } from 'next';
import { createLoader, type SearchParams } from 'nuqs/server';
import { Refused } from '@/components/shell/refused';
import { viewParams } from '@/lib/search-params';
import { openPage, renderedAt } from '@/lib/server/http/page';
import { readFindings } from '@/lib/server/reads/read-findings';
import { readHistory } from '@/lib/server/reads/read-history';
import { askedSpan, shownSpan, withBefore } from '@/lib/time-span';
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
  const { node, ...time } = await loadView(searchParams);
  const now = renderedAt();
  const asked = askedSpan(shownSpan(time, now));
  const [charts, golden, findings] = await Promise.all([
    readHistory(access, {
      ...{ ...asked, node: node ?? undefined },
      metrics: [...CHART_METRICS],
      points: CHART_POINTS,
    }),
    readHistory(access, {
      ...{ ...withBefore(asked), node: node ?? undefined },
      metrics: [...GOLDEN_METRICS],
      points: GOLDEN_POINTS,
    }),
    readFindings(access, node ?? undefined),
  ]);
  return <Overview charts={charts} golden={golden} findings={findings} now={now} />;
}
