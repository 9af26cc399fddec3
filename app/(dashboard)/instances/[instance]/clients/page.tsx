import type { Metadata } from 'next';
import { createLoader, type SearchParams } from 'nuqs/server';
import { Refused } from '@/components/shell/refused';
import { READS } from '@/lib/reads/reads';
import { clientsParams, viewParams } from '@/lib/search-params';
import type { Access } from '@/lib/server/access';
import { openPage, renderedAt } from '@/lib/server/http/page';
import { listClients } from '@/lib/server/reads/list-clients';
import { orRefused } from '@/lib/server/reads/or-refused';
import { readClientHistory } from '@/lib/server/reads/read-client-history';
import { askedSpan, shownSpan } from '@/lib/time-span';
import { ClientsPage } from './clients-page';
import { HistoryPage } from './history/history-page';
import { historySearch } from './history/history-search';

export const metadata: Metadata = { title: 'Clients' };

const loadView = createLoader({ ...viewParams, ...clientsParams });

/** More would make the page itself heavy; the browser fetches the rest at once. */
const FIRST_CLIENTS = 200;

export default async function Page({
  params,
  searchParams,
}: {
  params: Promise<{ instance: string }>;
  searchParams: Promise<SearchParams>;
}) {
  const { access, refusal } = await openPage((await params).instance, ['client|list']);
  if (refusal) return <Refused title="Clients" error={refusal} />;
  const view = await loadView(searchParams);
  return view.tab === 'history' ? historyOf(access, view) : presentOf(access, view.node);
}

async function presentOf(access: Access, node: string | null) {
  const clients = await orRefused(listClients(access, { node: node ?? undefined, limit: FIRST_CLIENTS }));
  if ('error' in clients) return <Refused title="Clients" error={clients.error} />;
  return <ClientsPage initial={clients} />;
}

async function historyOf(access: Access, view: Awaited<ReturnType<typeof loadView>>) {
  const now = renderedAt();
  const { by, own, node, at, compare } = view;
  const asked = historySearch({
    ...askedSpan(shownSpan(view, now)),
    ...{ by, own, node, at, compared: compare === 'previous' },
  });
  const history = await orRefused(readClientHistory(access, READS.clientHistory.query.parse(asked)));
  if ('error' in history) return <Refused title="Clients" error={history.error} />;
  return <HistoryPage initial={history} now={now} />;
}
