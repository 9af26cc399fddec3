'use client';

import { useQueryStates } from 'nuqs';
import { useLive } from '@/components/live/live-provider';
import { PageHeader } from '@/components/shell/page-header';
import { ReadTroubles } from '@/components/shell/read-troubles';
import { Segmented } from '@/components/ui/segmented';
import { useRefreshed } from '@/lib/client/use-refreshed';
import type { AlertSettingsResponse, AlertsResponse } from '@/lib/schemas/alerts';
import { alertsParams } from '@/lib/search-params';
import { ClosedTable } from './closed-table';
import { OpenAlerts } from './open-alerts';
import { RuleTable } from './rule-table';
import { WebhookPanels } from './webhook-panels';

const REFRESH_MS = 5_000;

/** What is wrong since when, who knows of it, what is watched for, and who is told. */
export function AlertsPage({
  alerts,
  settings,
  now,
}: {
  alerts: AlertsResponse;
  settings: AlertSettingsResponse;
  now: number;
}) {
  const { instance } = useLive();
  const [{ tab }, setParams] = useQueryStates(alertsParams, { history: 'push' });
  const path = `/api/instances/${instance.id}/alerts`;
  const { data, error, refresh } = useRefreshed(path, alerts, REFRESH_MS);
  const set = useRefreshed(`${path}/settings`, settings, tab === 'alerts' ? null : REFRESH_MS);
  const done = () => void refresh();
  const changed = () => void set.refresh();
  return (
    <>
      <PageHeader title="Alerts">
        <Segmented
          label="Part of the alerts"
          value={tab}
          onChange={(value) => void setParams({ tab: value })}
          options={[
            { value: 'alerts', label: 'Alerts' },
            { value: 'rules', label: 'Rules' },
            { value: 'webhooks', label: 'Webhooks' },
          ]}
        />
      </PageHeader>
      <div className="space-y-4">
        <ReadTroubles error={error ?? set.error} />
        {tab === 'alerts' && (
          <>
            <OpenAlerts data={data} now={now} onDone={done} />
            <ClosedTable closed={data.closed} now={now} />
          </>
        )}
        {tab === 'rules' && <RuleTable rules={set.data.rules} now={now} onDone={changed} />}
        {tab === 'webhooks' && <WebhookPanels settings={set.data} now={now} onDone={changed} />}
      </div>
    </>
  );
}
