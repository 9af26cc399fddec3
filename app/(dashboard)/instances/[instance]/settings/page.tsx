import type { Metadata } from 'next';
import { Refused } from '@/components/shell/refused';
import { openPage, renderedAt } from '@/lib/server/http/page';
import { readHistoryCost } from '@/lib/server/reads/read-history-cost';
import { SettingsPage } from './settings-page';

export const metadata: Metadata = { title: 'Settings' };

export default async function Page({ params }: { params: Promise<{ instance: string }> }) {
  const { access, refusal } = await openPage((await params).instance, ['info']);
  if (refusal) return <Refused title="Settings" error={refusal} />;
  return <SettingsPage initial={await readHistoryCost(access)} now={renderedAt()} />;
}
