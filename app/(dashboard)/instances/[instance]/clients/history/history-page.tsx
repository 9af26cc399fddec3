'use client';

import { useQueryStates } from 'nuqs';
import { useMemo } from 'react';
import { useLive } from '@/components/live/live-provider';
import { NodePicker } from '@/components/live/node-picker';
import { TimeControls } from '@/components/live/time-controls';
import { useMarked } from '@/components/live/use-marked';
import { useTimeView } from '@/components/live/use-time-view';
import { HistoryTrouble } from '@/components/shell/history-trouble';
import { PageHeader } from '@/components/shell/page-header';
import { ReadTroubles } from '@/components/shell/read-troubles';
import { Button } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { Segmented } from '@/components/ui/segmented';
import { HISTORY_GROUPINGS } from '@/lib/client-history/describe-client-history';
import { useRefreshed } from '@/lib/client/use-refreshed';
import { GROUPINGS } from '@/lib/group-clients';
import type { ClientHistoryResponse } from '@/lib/schemas/client-history';
import { clientsParams, tableParams, viewParams } from '@/lib/search-params';
import { ClientTabs } from '../client-tabs';
import { filterFor } from '../filter-for';
import { ConnectionCharts } from './connection-charts';
import { HistoryGroupTable } from './history-group-table';
import { HISTORY_POINTS } from './history-points';
import { historySearch, historyGrouping } from './history-search';
import { MomentPanel } from './moment-panel';
import { ReadingNotices } from './reading-notices';

/** The clients are read once a minute: a finer look would show the same. */
const REFRESH_MS = 30_000;

/** Who has been connected: by application over time, in figures, and at one moment. */
export function HistoryPage({ initial, now }: { initial: ClientHistoryResponse; now: number }) {
  const { instance } = useLive();
  const view = useTimeView(now, HISTORY_POINTS);
  const [{ by, own, node }, setParams] = useQueryStates({
    ...clientsParams,
    node: viewParams.node,
    'then-q': tableParams.q,
  });
  const search = new URLSearchParams(
    historySearch({ ...view.asked, by, own, node, at: view.at, compared: view.before !== null }),
  );
  const { data: read, error } = useRefreshed(
    `/api/instances/${instance.id}/clients/history?${search}`,
    initial,
    view.follows ? REFRESH_MS : null,
  );
  const data = useMarked(read, view, node);
  const colours = useMemo(() => coloursOf(data), [data]);
  const openGroup = (key: string) => {
    void setParams({ 'then-q': filterFor(key, data.by) });
    if (view.at === null) view.chart.frame.onPin(Math.min(data.to, data.at));
  };
  return (
    <>
      <PageHeader title="Clients">
        <ClientTabs />
        <NodePicker all="All nodes" />
        <TimeControls view={view} />
      </PageHeader>
      <div className="space-y-4">
        <HistoryTrouble problem={data.problem} />
        <ReadTroubles error={error} />
        <ReadingNotices readings={data.readings} />
        <div className="flex flex-wrap items-center gap-2">
          <Segmented
            label="Group connections by"
            value={historyGrouping(by)}
            onChange={(value) => void setParams({ by: value === 'name' ? null : value })}
            options={HISTORY_GROUPINGS.map((value) => ({ value, label: GROUPINGS[value].label }))}
          />
          <Button
            variant="quiet"
            aria-pressed={own}
            onClick={() => void setParams({ own: own ? null : true })}
          >
            {own ? 'Without' : 'With'} those of this dashboard
          </Button>
        </div>
        <ConnectionCharts history={data} view={view} colourOf={(key) => colours.get(key) ?? null} />
        <Panel title="Groups" flush>
          <HistoryGroupTable
            history={data}
            colourOf={(key) => colours.get(key) ?? null}
            instance={instance.id}
            onOpen={openGroup}
          />
        </Panel>
        <MomentPanel history={data} instance={instance.id} onChoose={view.chart.frame.onPin} />
      </div>
    </>
  );
}

/** The largest groups have the first seven colours; all others together the eighth. */
const coloursOf = ({ series }: ClientHistoryResponse) =>
  new Map(
    series.flatMap(({ key }, index) => (key === null ? [] : [[key, `var(--series-${index + 1})`] as const])),
  );
