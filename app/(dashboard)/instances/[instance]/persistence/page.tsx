import type { Metadata } from 'next';
import { createLoader, type SearchParams } from 'nuqs/server';
import { Refused } from '@/components/shell/refused';
import { viewParams } from '@/lib/search-params';
import { openPage, renderedAt } from '@/lib/server/http/page';
import { orRefused } from '@/lib/server/reads/or-refused';
import { readHistory } from '@/lib/server/reads/read-history';
import { readPersistence } from '@/lib/server/reads/read-persistence';
import { askedSpan, shownSpan } from '@/lib/time-span';
import { PERSISTENCE_METRICS, PERSISTENCE_POINTS } from './charts';
import { PersistencePage } from './persistence-page';

export const metadata: Metadata = { title: 'Persistence' };

const loadView = createLoader(viewParams);

export default async function Page({
  params,
  searchParams,
}: {
  params: Promise<{ instance: string }>;
  searchParams: Promise<SearchParams>;
}) {
  const { access, refusal } = await openPage((await params).instance, ['info']);
  if (refusal) return <Refused title="Persistence" error={refusal} />;
  const { node, ...time } = await loadView(searchParams);
  const persistence = await orRefused(readPersistence(access, node ?? undefined));
  if ('error' in persistence) return <Refused title="Persistence" error={persistence.error} />;
  const now = renderedAt();
  const history = await readHistory(access, {
    ...askedSpan(shownSpan(time, now)),
    metrics: [...PERSISTENCE_METRICS],
    node: persistence.node,
    points: PERSISTENCE_POINTS,
  });
  return <PersistencePage initial={persistence} history={history} now={now} />;
}
