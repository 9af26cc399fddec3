'use client';

import { X } from 'lucide-react';
import { useQueryStates } from 'nuqs';
import { useState } from 'react';
import { ActionButton } from '@/components/actions/action-button';
import { useLive } from '@/components/live/live-provider';
import { NodePicker } from '@/components/live/node-picker';
import { PageHeader } from '@/components/shell/page-header';
import { ReadTroubles } from '@/components/shell/read-troubles';
import { Button } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { RefreshButton } from '@/components/ui/refresh-button';
import { Segmented } from '@/components/ui/segmented';
import { useRefreshed } from '@/lib/client/use-refreshed';
import { describeNothing } from '@/lib/describe-slowlog';
import type { FingerprintsResponse, SlowlogResponse } from '@/lib/schemas/slowlog';
import { SLOWLOG_RANGES, slowlogParams, viewParams, type SlowlogRange } from '@/lib/search-params';
import type { SlowlogKind } from '@/lib/redis/slowlog-kinds';
import { EntriesPanel } from './entries-panel';
import { FingerprintTable } from './fingerprint-table';
import { fingerprintsQuery } from './queries';
import { SlowlogCharts } from './slowlog-charts';
import { SlowlogNotices } from './slowlog-notices';
import { SlowlogSettings } from './slowlog-settings';

const REFRESH_MS = 15_000;

const RANGE_LABELS: Record<SlowlogRange, string> = {
  '1h': '1 h',
  '6h': '6 h',
  '24h': '24 h',
  '7d': '7 d',
  '30d': '30 d',
};
const RANGE_OPTIONS = SLOWLOG_RANGES.map((value) => ({ value, label: RANGE_LABELS[value] }));

const KIND_LABELS: Record<SlowlogKind, string> = {
  slow: 'Slow',
  'large-request': 'Large requests',
  'large-reply': 'Large replies',
};

/** What was slow, by shape and entry by entry; secrets are masked on the server. */
export function SlowlogPage({
  initial,
  entries,
}: {
  initial: FingerprintsResponse;
  /** Where the server rendered them. */
  entries: SlowlogResponse | null;
}) {
  const { instance, paused } = useLive();
  const [asked, setParams] = useQueryStates({ ...slowlogParams, node: viewParams.node });
  const { tab, kind, range, fingerprint, node } = asked;
  const { data, error, refreshing, refresh } = useRefreshed(
    `/api/instances/${instance.id}/slowlog/fingerprints?${new URLSearchParams(fingerprintsQuery(asked))}`,
    initial,
    paused ? null : REFRESH_MS,
  );
  const empty = describeNothing(data);
  const [first] = useState(asked);
  const isFirst = JSON.stringify(asked) === JSON.stringify(first);
  return (
    <>
      <PageHeader title="Slow log">
        <NodePicker />
        {data.kinds.length > 1 && (
          <Segmented
            label="Log"
            value={kind}
            onChange={(value) => void setParams({ kind: value, fingerprint: null, cursor: null })}
            options={data.kinds.map((value) => ({ value, label: KIND_LABELS[value] }))}
          />
        )}
        <Segmented
          label="Range"
          options={RANGE_OPTIONS}
          value={range}
          onChange={(value) => void setParams({ range: value, cursor: null })}
        />
        <RefreshButton refreshing={refreshing} onRefresh={() => void refresh()} />
        {kind === 'slow' && (
          <ActionButton
            action="slowlog.reset"
            input={{ node: node ?? undefined }}
            onDone={() => void refresh()}
          />
        )}
      </PageHeader>
      <div className="space-y-4">
        <ReadTroubles error={error} failures={data.failures} />
        <SlowlogNotices facts={data} />
        <SlowlogSettings facts={data} node={node} onChanged={() => void refresh()} />
        {fingerprint !== null && (
          <p className="flex items-center gap-2">
            <span className="text-muted">Only</span>
            <code className="min-w-0 truncate font-mono text-sm">{fingerprint}</code>
            <Button
              variant="quiet"
              size="small"
              onClick={() => void setParams({ fingerprint: null, cursor: null, tab: 'fingerprints' })}
            >
              <X /> All fingerprints
            </Button>
          </p>
        )}
        <SlowlogCharts data={data} />
        <Panel
          title={
            <Segmented
              label="View"
              value={tab}
              onChange={(value) => void setParams({ tab: value, cursor: null })}
              options={[
                { value: 'fingerprints', label: 'Fingerprints' },
                { value: 'entries', label: 'Entries' },
              ]}
            />
          }
          flush
        >
          {tab === 'entries' ? (
            <EntriesPanel initial={isFirst ? entries : null} empty={empty} />
          ) : (
            <FingerprintTable data={data} instance={instance.id} empty={empty} />
          )}
        </Panel>
      </div>
    </>
  );
}
