import type { Metadata } from 'next';
import { createLoader, type SearchParams } from 'nuqs/server';
import { Refused } from '@/components/shell/refused';
import { latencyParams, viewParams } from '@/lib/search-params';
import { openPage, renderedAt } from '@/lib/server/http/page';
import { orRefused } from '@/lib/server/reads/or-refused';
import { readHistory } from '@/lib/server/reads/read-history';
import { readLatency } from '@/lib/server/reads/read-latency';
import { askedSpan, shownSpan } from '@/lib/time-span';
import { HEAT_POINTS, LATENCY_METRICS, LATENCY_POINTS } from './charts';
import { LatencyPage } from './latency-page';

export const metadata: Metadata = { title: 'Latency' };

const loadParams = createLoader({ ...viewParams, event: latencyParams.event });

export default async function Page({
  params,
  searchParams,
}: {
  params: Promise<{ instance: string }>;
  searchParams: Promise<SearchParams>;
}) {
  const { access, refusal } = await openPage((await params).instance, ['info']);
  if (refusal) return <Refused title="Latency" error={refusal} />;
  const { node, event, ...time } = await loadParams(searchParams);
  const now = renderedAt();
  const of = { node: node ?? undefined, ...askedSpan(shownSpan(time, now)) };
  const latency = await orRefused(
    readLatency(access, { ...of, points: HEAT_POINTS, event: event ?? undefined }),
  );
  if ('error' in latency) return <Refused title="Latency" error={latency.error} />;
  const history = await readHistory(access, { ...of, metrics: [...LATENCY_METRICS], points: LATENCY_POINTS });
  return <LatencyPage initial={latency} history={history} now={now} />;
}
