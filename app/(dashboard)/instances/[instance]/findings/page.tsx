import type { Metadata } from 'next';
import { createLoader, type SearchParams } from 'nuqs/server';
import { Refused } from '@/components/shell/refused';
import { viewParams } from '@/lib/search-params';
import { openPage, renderedAt } from '@/lib/server/http/page';
import { readFindings } from '@/lib/server/reads/read-findings';
import { FindingsPage } from './findings-page';

export const metadata: Metadata = { title: 'Findings' };

const loadView = createLoader(viewParams);

export default async function Page({
  params,
  searchParams,
}: {
  params: Promise<{ instance: string }>;
  searchParams: Promise<SearchParams>;
}) {
  const { access, refusal } = await openPage((await params).instance, ['info']);
  if (refusal) return <Refused title="Findings" error={refusal} />;
  const { node } = await loadView(searchParams);
  return <FindingsPage initial={await readFindings(access, node ?? undefined)} now={renderedAt()} />;
}
