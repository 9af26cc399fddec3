'use client';

import { useSearchParams } from 'next/navigation';
import { useMemo } from 'react';
import { useLive } from '@/components/live/live-provider';
import { LiveControls } from '@/components/live/live-controls';
import { PageHeader } from '@/components/shell/page-header';
import { ReadTroubles } from '@/components/shell/read-troubles';
import { RefreshButton } from '@/components/ui/refresh-button';
import { useNow } from '@/lib/client/use-now';
import { useRefreshed } from '@/lib/client/use-refreshed';
import type { PatternId } from '@/lib/patterns/pattern-ids';
import { VIEWS } from '../views/views';
import type { ThingData } from '../views/view-props';
import { ThingHead } from './thing-head';

/** What a table keeps in the URL is no question to the server. */
const TABLE_PARAMS = /(?:^|-)(?:q|sort|cols)$/;

/** A thing: what it is and why, and its pattern's view of it. What the view asks stands in the URL. */
export function ThingPage({
  pattern,
  initial,
  now: atRender,
}: {
  pattern: PatternId;
  initial: ThingData;
  now: number;
}) {
  const { instance, paused } = useLive();
  const params = useSearchParams();
  const search = useMemo(() => {
    const asked = [...params].filter(([name]) => !TABLE_PARAMS.test(name));
    return new URLSearchParams(asked).toString();
  }, [params]);
  const { Component, refreshMs } = VIEWS[pattern];
  const { data, error, refreshing, pending, refresh } = useRefreshed<ThingData>(
    `/api/instances/${instance.id}/analytics/${pattern}?${search}`,
    initial,
    paused ? null : refreshMs,
  );
  const now = useNow(atRender, 1_000);
  const onChanged = () => void refresh();
  return (
    <>
      <PageHeader title={data.thing.title}>
        <LiveControls />
        <RefreshButton refreshing={refreshing} onRefresh={onChanged} />
      </PageHeader>
      <div className="space-y-4">
        <ReadTroubles error={error} />
        <ThingHead thing={data.thing} database={data.database} instance={instance.id} onChanged={onChanged} />
        <Component
          thing={data.thing}
          view={data.view}
          pending={pending}
          at={data.at}
          now={Math.max(now, data.at)}
          database={data.database}
          onChanged={onChanged}
        />
      </div>
    </>
  );
}
