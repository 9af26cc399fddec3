'use client';

import { Radio } from 'lucide-react';
import Link from 'next/link';
import { useQueryStates } from 'nuqs';
import { useLive } from '@/components/live/live-provider';
import { PageHeader } from '@/components/shell/page-header';
import { ReadTroubles } from '@/components/shell/read-troubles';
import { Button, buttonStyle } from '@/components/ui/button';
import { Segmented } from '@/components/ui/segmented';
import { useNow } from '@/lib/client/use-now';
import { useRefreshWhile } from '@/lib/client/use-refresh-while';
import { useRefreshed } from '@/lib/client/use-refreshed';
import type { AnalyticsResponse } from '@/lib/schemas/analytics';
import { analyticsParams } from '@/lib/search-params';
import { DatabasePicker } from './database-picker';
import { PatternFilter } from './pattern-filter';
import { OwnPatterns } from './own/own-patterns';
import { ScanLine } from './scan-line';
import { SearchField } from './search-field';
import { ThingGrid } from './thing-grid';
import { UnrecognisedTable } from './unrecognised-table';

const REFRESH_MS = 15_000;
/** While keys are being looked at, new things come in. */
const SCANNING_MS = 1_500;

/** What is stored for: everything recognised as cards, the busiest first. */
export function AnalyticsPage({ initial, now: atRender }: { initial: AnalyticsResponse; now: number }) {
  const { instance, paused } = useLive();
  const [{ db, q, pattern, count, tab, template }, setParams] = useQueryStates(analyticsParams);
  const search = new URLSearchParams({
    db: String(db),
    count: String(count),
    ...(q && { q }),
    ...(pattern && { pattern }),
  });
  const scanning = initial.scan.state === 'scanning';
  const { data, error, refresh } = useRefreshed<AnalyticsResponse>(
    `/api/instances/${instance.id}/analytics?${search}`,
    initial,
    REFRESH_MS,
    scanning,
  );
  useRefreshWhile(data.scan.state === 'scanning' && !paused, refresh, SCANNING_MS);
  const now = useNow(atRender, 5_000);
  return (
    <>
      <PageHeader title="Analytics">
        <Link href={`/instances/${instance.id}/analytics/pubsub`} className={buttonStyle()}>
          <Radio /> Pub/Sub
        </Link>
        <DatabasePicker database={db} databases={data.databases} />
      </PageHeader>
      <div className="space-y-4">
        <ReadTroubles error={error} />
        <ScanLine scan={data.scan} now={now} database={db} onAgain={() => void refresh()} />
        <div className="flex flex-wrap items-center gap-2">
          <SearchField value={q} onChange={(words) => void setParams({ q: words || null, count: null })} />
          <Segmented
            label="Show"
            value={tab}
            onChange={(value) => void setParams({ tab: value })}
            options={[
              { value: 'things', label: 'Recognised' },
              { value: 'unrecognised', label: `Not recognised (${data.unrecognised.length})` },
              { value: 'own', label: 'Your own' },
            ]}
          />
        </div>
        {tab === 'unrecognised' && (
          <UnrecognisedTable
            shapes={data.unrecognised}
            instance={instance.id}
            onDescribe={(template) => void setParams({ tab: 'own', template })}
          />
        )}
        {tab === 'own' && (
          <OwnPatterns
            database={db}
            template={template}
            rejected={data.rejected}
            onChanged={() => void refresh()}
          />
        )}
        {tab === 'things' && (
          <>
            <PatternFilter
              patterns={data.patterns}
              chosen={pattern}
              onChoose={(id) => void setParams({ pattern: id, count: null })}
            />
            <ThingGrid
              data={data}
              instance={instance.id}
              now={now}
              pattern={pattern}
              onAll={() => void setParams({ q: null, pattern: null })}
            />
            {data.total > data.things.length && (
              <Button
                className="mx-auto flex"
                onClick={() => void setParams({ count: Math.min(500, count + 60) })}
              >
                Show more of {data.total.toLocaleString('en-US')}
              </Button>
            )}
          </>
        )}
      </div>
    </>
  );
}
