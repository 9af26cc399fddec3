import type { Metadata } from 'next';
import { createLoader, type SearchParams } from 'nuqs/server';
import { Refused } from '@/components/shell/refused';
import { MEMORY_LAYER_METRICS } from '@/lib/metrics/memory-breakdown';
import { viewParams } from '@/lib/search-params';
import { openPage, renderedAt } from '@/lib/server/http/page';
import { readHistory } from '@/lib/server/reads/read-history';
import { readMemory } from '@/lib/server/reads/read-memory';
import { orRefused } from '@/lib/server/reads/or-refused';
import { askedSpan, shownSpan } from '@/lib/time-span';
import { MemoryPage } from './memory-page';
import { MEMORY_POINTS } from './points';

export const metadata: Metadata = { title: 'Memory' };

const loadView = createLoader(viewParams);

export default async function Page({
  params,
  searchParams,
}: {
  params: Promise<{ instance: string }>;
  searchParams: Promise<SearchParams>;
}) {
  const { access, refusal } = await openPage((await params).instance, ['info']);
  if (refusal) return <Refused title="Memory" error={refusal} />;
  const { node, ...time } = await loadView(searchParams);
  const memory = await orRefused(readMemory(access, node ?? undefined));
  if ('error' in memory) return <Refused title="Memory" error={memory.error} />;
  const now = renderedAt();
  const history = await readHistory(access, {
    ...askedSpan(shownSpan(time, now)),
    metrics: [...MEMORY_LAYER_METRICS],
    node: memory.node,
    points: MEMORY_POINTS,
  });
  return <MemoryPage memory={memory} history={history} now={now} />;
}
