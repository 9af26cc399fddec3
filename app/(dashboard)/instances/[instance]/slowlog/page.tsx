import type { Metadata } from 'next';
import { createLoader, type SearchParams } from 'nuqs/server';
import { Refused } from '@/components/shell/refused';
import { slowlogParams, viewParams } from '@/lib/search-params';
import { openPage } from '@/lib/server/page';
import { orRefused } from '@/lib/server/reads/or-refused';
import { readSlowlog } from '@/lib/server/reads/read-slowlog';
import { SLOWLOG_COUNT } from './count';
import { SlowlogPage } from './slowlog-page';

export const metadata: Metadata = { title: 'Slow log' };

const loadParams = createLoader({ ...slowlogParams, node: viewParams.node });

export default async function Page({
  params,
  searchParams,
}: {
  params: Promise<{ instance: string }>;
  searchParams: Promise<SearchParams>;
}) {
  const { access, refusal } = await openPage((await params).instance, ['slowlog|get']);
  if (refusal) return <Refused title="Slow log" error={refusal} />;
  const { node, values } = await loadParams(searchParams);
  const slowlog = await orRefused(
    readSlowlog(access, { node: node ?? undefined, count: SLOWLOG_COUNT, showValues: values }),
  );
  if ('error' in slowlog) return <Refused title="Slow log" error={slowlog.error} />;
  return <SlowlogPage initial={slowlog} />;
}
