import type { Metadata } from 'next';
import { Refused } from '@/components/shell/refused';
import { openPage, renderedAt } from '@/lib/server/http/page';
import { readAlertSettings } from '@/lib/server/reads/read-alert-settings';
import { readAlerts } from '@/lib/server/reads/read-alerts';
import { AlertsPage } from './alerts-page';

export const metadata: Metadata = { title: 'Alerts' };

const CLOSED = 500;

export default async function Page({ params }: { params: Promise<{ instance: string }> }) {
  const { access, refusal } = await openPage((await params).instance, ['info']);
  if (refusal) return <Refused title="Alerts" error={refusal} />;
  const [alerts, settings] = await Promise.all([readAlerts(access, CLOSED), readAlertSettings(access)]);
  return <AlertsPage alerts={alerts} settings={settings} now={renderedAt()} />;
}
