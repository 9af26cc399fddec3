import type { Metadata } from 'next';
import { createLoader, type SearchParams } from 'nuqs/server';
import { Refused } from '@/components/shell/refused';
import { viewParams } from '@/lib/search-params';
import { openPage } from '@/lib/server/page';
import { listClients } from '@/lib/server/reads/list-clients';
import { orRefused } from '@/lib/server/reads/or-refused';
import { ClientsPage } from './clients-page';

export const metadata: Metadata = { title: 'Clients' };

const loadView = createLoader(viewParams);

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
  const { node } = await loadView(searchParams);
  const clients = await orRefused(listClients(access, { node: node ?? undefined, limit: FIRST_CLIENTS }));
  if ('error' in clients) return <Refused title="Clients" error={clients.error} />;
  return <ClientsPage initial={clients} />;
}
