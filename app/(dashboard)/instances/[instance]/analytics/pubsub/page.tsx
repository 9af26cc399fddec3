import type { Metadata } from 'next';
import { createLoader, type SearchParams } from 'nuqs/server';
import { Refused } from '@/components/shell/refused';
import { pubsubParams } from '@/lib/search-params';
import { openPage } from '@/lib/server/http/page';
import { listChannels } from '@/lib/server/reads/list-channels';
import { orRefused } from '@/lib/server/reads/or-refused';
import { PubsubPage } from './pubsub-page';

export const metadata: Metadata = { title: 'Pub/Sub' };

const loadParams = createLoader(pubsubParams);

export default async function Page({
  params,
  searchParams,
}: {
  params: Promise<{ instance: string }>;
  searchParams: Promise<SearchParams>;
}) {
  const { access, refusal } = await openPage((await params).instance, ['pubsub|channels']);
  if (refusal) return <Refused title="Pub/Sub" error={refusal} />;
  const { pattern } = await loadParams(searchParams);
  const channels = await orRefused(listChannels(access, { pattern, count: 500 }));
  if ('error' in channels) return <Refused title="Pub/Sub" error={channels.error} />;
  return <PubsubPage initial={channels} />;
}
