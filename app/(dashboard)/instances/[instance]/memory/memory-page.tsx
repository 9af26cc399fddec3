'use client';

import { useQueryState } from 'nuqs';
import { ActionButton } from '@/components/actions/action-button';
import { ChartPanel } from '@/components/charts/chart-panel';
import { useLive } from '@/components/live/live-provider';
import { NodePicker } from '@/components/live/node-picker';
import { TimeControls } from '@/components/live/time-controls';
import { useMarked } from '@/components/live/use-marked';
import { useTimeView } from '@/components/live/use-time-view';
import { HistoryTrouble } from '@/components/shell/history-trouble';
import { PageHeader } from '@/components/shell/page-header';
import { ReadTroubles } from '@/components/shell/read-troubles';
import { Notice } from '@/components/ui/notice';
import { Panel } from '@/components/ui/panel';
import { describeLimit } from '@/lib/advisor/describe-memory';
import { useHistory } from '@/lib/client/use-history';
import { useRefreshed } from '@/lib/client/use-refreshed';
import { MEMORY_LAYER_METRICS, MEMORY_LAYERS, stackLayers } from '@/lib/metrics/memory-breakdown';
import type { HistoryResponse } from '@/lib/schemas/history';
import type { MemoryResponse } from '@/lib/schemas/memory';
import { viewParams } from '@/lib/search-params';
import { FragmentationTable } from './fragmentation-table';
import { LayerTable } from './layer-table';
import { MEMORY_POINTS } from './points';
import { StatsTable } from './stats-table';

/** MEMORY STATS and DOCTOR are cheap (8 µs), but nobody reads them every second. */
const REFRESH_MS = 10_000;

/** Where the memory of a node goes. */
export function MemoryPage({
  memory: first,
  history: firstHistory,
  now: atRender,
}: {
  memory: MemoryResponse;
  history: HistoryResponse;
  now: number;
}) {
  const { instance, paused } = useLive();
  const [node] = useQueryState('node', viewParams.node);
  const view = useTimeView(atRender, MEMORY_POINTS);
  const suffix = node ? `?node=${encodeURIComponent(node)}` : '';
  const { data: memory, error } = useRefreshed(
    `/api/instances/${instance.id}/memory${suffix}`,
    first,
    paused ? null : REFRESH_MS,
  );
  const past = useHistory(
    instance.id,
    { ...view.asked, metrics: MEMORY_LAYER_METRICS, points: MEMORY_POINTS, node: node ?? memory.node },
    firstHistory,
  );
  const history = useMarked(past, view, node ?? memory.node);
  const live = instance.nodes?.find((each) => each.node === memory.node);
  const values = { ...memory.values, ...live?.values };
  const layers = stackLayers(history.points);
  const layersBefore = view.before && stackLayers((metric) => history.previous(metric) ?? []);
  return (
    <>
      <PageHeader title="Memory">
        <NodePicker all={false} />
        <TimeControls view={view} />
        <ActionButton action="memory.purge" input={{ node: memory.node }} label="Purge memory" />
      </PageHeader>
      <div className="space-y-4">
        <HistoryTrouble problem={history.problem} />
        <ReadTroubles error={error} />
        <p className="rounded-lg border bg-surface px-4 py-3 font-medium">
          {describeLimit(values, memory.maxmemoryPolicy)}
        </p>
        <div className="grid gap-4 xl:grid-cols-[3fr_2fr]">
          <ChartPanel
            title="Used memory by layer"
            label="Used memory by layer"
            unit="bytes"
            stacked
            height={300}
            {...view.chart}
            markers={history.markers}
            absences={history.absences}
            legend={false}
            series={MEMORY_LAYERS.map(({ id, label }, index) => ({
              id,
              label,
              colour: `var(--series-${index + 1})`,
              points: layers[id].filter(([at]) => at >= view.from),
              previous: layersBefore?.[id],
            }))}
          />
          <LayerTable values={values} />
        </div>
        <FragmentationTable values={values} />
        <div className="grid gap-4 xl:grid-cols-[3fr_2fr]">
          <Panel title="MEMORY STATS" flush>
            {memory.stats ? (
              <StatsTable stats={memory.stats} instance={instance.id} />
            ) : (
              <Refusal refused={memory.refused['memory|stats']} />
            )}
          </Panel>
          <Panel title="MEMORY DOCTOR">
            {memory.doctor === null ? (
              <Refusal refused={memory.refused['memory|doctor']} />
            ) : (
              <p className="whitespace-pre-line text-muted">{memory.doctor}</p>
            )}
          </Panel>
        </div>
      </div>
    </>
  );
}

const Refusal = ({ refused }: { refused?: { message: string; line?: string } }) => (
  <Notice
    severity="info"
    title={refused?.message ?? 'The server does not say.'}
    line={refused?.line}
    className="m-4 mt-0"
  />
);
