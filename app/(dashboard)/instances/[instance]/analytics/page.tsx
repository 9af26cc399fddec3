import type { Metadata } from 'next';
import { createLoader, type SearchParams } from 'nuqs/server';
import { Refused } from '@/components/shell/refused';
import { analyticsParams } from '@/lib/search-params';
import { openPage, renderedAt } from '@/lib/server/http/page';
import { listThings } from '@/lib/server/reads/list-things';
import { orRefused } from '@/lib/server/reads/or-refused';
import { AnalyticsPage } from './analytics-page';

export const metadata: Metadata = { title: 'Analytics' };

const loadParams = createLoader(analyticsParams);

export default async function Page({
  params,
  searchParams,
}: {
  params: Promise<{ instance: string }>;
  searchParams: Promise<SearchParams>;
}) {
  const { access, refusal } = await openPage((await params).instance, ['scan', 'type']);
  if (refusal) return <Refused title="Analytics" error={refusal} />;
  const { db, q, pattern, count } = await loadParams(searchParams);
  const things = await orRefused(
    listThings(access, { db, q, pattern: pattern ?? undefined, offset: 0, count: Math.min(500, count) }),
  );
  if ('error' in things) return <Refused title="Analytics" error={things.error} />;
  return <AnalyticsPage initial={things} now={renderedAt()} />;
}
