'use client';

import { HardDriveDownload, RefreshCcw } from 'lucide-react';
import { useQueryState } from 'nuqs';
import type { ReactNode } from 'react';
import { ActionButton } from '@/components/actions/action-button';
import { ChartPanel } from '@/components/charts/chart-panel';
import { useLive, useLiveStore } from '@/components/live/live-provider';
import { NodePicker } from '@/components/live/node-picker';
import { TimeControls } from '@/components/live/time-controls';
import { useMarked } from '@/components/live/use-marked';
import { useTimeView } from '@/components/live/use-time-view';
import { HistoryTrouble } from '@/components/shell/history-trouble';
import { PageHeader } from '@/components/shell/page-header';
import { ReadTroubles } from '@/components/shell/read-troubles';
import { Notice } from '@/components/ui/notice';
import { Panel } from '@/components/ui/panel';
import { SeverityIcon } from '@/components/ui/severity-icon';
import { describeAof, describeSnapshots, type PersistenceSentence } from '@/lib/advisor/describe-persistence';
import { useHistory } from '@/lib/client/use-history';
import { useNow } from '@/lib/client/use-now';
import { useRefreshed } from '@/lib/client/use-refreshed';
import { formatBytes, formatCount, formatValue, formatWholeSeconds, share } from '@/lib/format';
import { describeMetric } from '@/lib/metrics/catalogue';
import type { HistoryResponse } from '@/lib/schemas/history';
import type { PersistenceResponse } from '@/lib/schemas/persistence';
import { viewParams } from '@/lib/search-params';
import { PERSISTENCE_METRICS, PERSISTENCE_POINTS } from './charts';
import { ProgressBar } from './progress-bar';

/** While a save runs, its progress is worth a look every second. */
const REFRESH_MS = { running: 1_000, idle: 5_000 };

const CHARTS = [
  { title: 'Changes since the last snapshot', metric: 'changesSinceSave', unit: 'count' },
  { title: 'Size of the append-only file', metric: 'aofSizeBytes', unit: 'bytes' },
] as const;

/** What survives a crash, in sentences; and the two ways to make it more. */
export function PersistencePage({
  initial,
  history: firstHistory,
  now: atRender,
}: {
  initial: PersistenceResponse;
  history: HistoryResponse;
  now: number;
}) {
  const { instance, paused } = useLive();
  const [node] = useQueryState('node', viewParams.node);
  const view = useTimeView(atRender, PERSISTENCE_POINTS);
  const path = `/api/instances/${instance.id}/persistence${node ? `?node=${encodeURIComponent(node)}` : ''}`;
  const live = instance.nodes?.find((each) => each.node === (node ?? initial.node));
  const running = live?.values.saveInProgress === 1 || live?.values.rewriteInProgress === 1;
  const { data, error, refresh } = useRefreshed(
    path,
    initial,
    paused ? null : running ? REFRESH_MS.running : REFRESH_MS.idle,
  );
  const now = useNow(atRender);
  const past = useHistory(
    instance.id,
    { ...view.asked, metrics: PERSISTENCE_METRICS, points: PERSISTENCE_POINTS, node: node ?? initial.node },
    firstHistory,
  );
  const history = useMarked(past, view, node ?? data.node);
  const { rdb, aof } = data;
  const progress = useSaveProgress(data.node);
  return (
    <>
      <PageHeader title="Persistence">
        <NodePicker all={false} />
        <TimeControls view={view} />
      </PageHeader>
      <div className="space-y-4">
        <HistoryTrouble problem={history.problem} />
        <ReadTroubles error={error} />
        <div className="grid gap-4 lg:grid-cols-2">
          <Panel
            title="Snapshots (RDB)"
            aside={
              <ActionButton
                action="snapshot.save"
                input={{ node: data.node }}
                icon={<HardDriveDownload />}
                disabledBecause={rdb.inProgress ? 'A snapshot is running.' : null}
                progress={progress}
                onDone={() => void refresh()}
              />
            }
          >
            {rdb.inProgress && <ProgressBar label="Snapshot" ratio={rdb.progress} />}
            <Sentences sentences={describeSnapshots(data, now)} />
            <Facts
              facts={[
                ['Changes since the last one', formatCount(rdb.changesSinceSave)],
                ['Duration of the last one', formatWholeSeconds(rdb.lastSeconds)],
                ['Copy-on-write of the last one', formatBytes(rdb.lastCopyOnWriteBytes)],
                [
                  '… of used memory',
                  formatValue(share(rdb.lastCopyOnWriteBytes, live?.values.usedMemoryBytes), 'ratio'),
                ],
                ['Last fork', formatValue(data.lastForkUs, 'microseconds')],
              ]}
            />
          </Panel>
          <Panel
            title="Append-only file (AOF)"
            aside={
              <ActionButton
                action="aof.rewrite"
                input={{ node: data.node }}
                icon={<RefreshCcw />}
                disabledBecause={aof.rewriteInProgress ? 'A rewrite is running.' : null}
                onDone={() => void refresh()}
              />
            }
          >
            {aof.rewriteInProgress && <ProgressBar label="AOF rewrite" ratio={null} />}
            <Sentences sentences={describeAof(data)} />
            {aof.enabled && (
              <Facts
                facts={[
                  ['Size', formatBytes(aof.sizeBytes)],
                  ['Size after the last rewrite', formatBytes(aof.baseSizeBytes)],
                  ['Duration of the last rewrite', formatWholeSeconds(aof.lastRewriteSeconds)],
                  ['Copy-on-write of the last rewrite', formatBytes(aof.lastCopyOnWriteBytes)],
                  ['Fsyncs waiting', formatCount(aof.pendingFsyncs)],
                ]}
              />
            )}
          </Panel>
        </div>
        <div className="grid gap-4 lg:grid-cols-2">
          {CHARTS.map(({ title, metric, unit }) => (
            <ChartPanel
              key={metric}
              title={title}
              label={title}
              unit={unit}
              {...view.chart}
              markers={history.markers}
              absences={history.absences}
              legend={false}
              series={[
                {
                  id: metric,
                  label: describeMetric(metric).label,
                  colour: 'var(--series-1)',
                  points: history.points(metric).filter(([at]) => at >= view.from),
                  previous: history.previous(metric),
                },
              ]}
            />
          ))}
        </div>
        {data.refused['config|get'] && (
          <Notice
            severity="info"
            title="The settings (save, appendfsync) cannot be read"
            line={data.refused['config|get'].line}
          >
            {data.refused['config|get'].message}
          </Notice>
        )}
      </div>
    </>
  );
}

/** What the toast says while the save runs, from the stream. */
function useSaveProgress(node: string): () => string {
  const store = useLiveStore();
  return () => {
    const values = store.getState().instance.nodes?.find((each) => each.node === node)?.values;
    const ratio = share(values?.saveKeysProcessed, values?.saveKeysTotal);
    return ratio === null ? 'Saving…' : `Saving… ${formatValue(ratio, 'ratio')}`;
  };
}

function Sentences({ sentences }: { sentences: readonly PersistenceSentence[] }) {
  return (
    <ul className="space-y-2">
      {sentences.map(({ severity, text }) => (
        <li key={text} className="flex gap-2.5">
          <SeverityIcon severity={severity} className="mt-0.5" />
          <span suppressHydrationWarning>{text}</span>
        </li>
      ))}
    </ul>
  );
}

function Facts({ facts }: { facts: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className="mt-4 text-sm">
      {facts.map(([label, value]) => (
        <div key={label} className="flex justify-between gap-4 border-t border-line/60 py-1.5">
          <dt className="text-muted">{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
