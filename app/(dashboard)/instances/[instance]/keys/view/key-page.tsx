'use client';

import { useQueryState } from 'nuqs';
import { useEffect, useState } from 'react';
import { useLive } from '@/components/live/live-provider';
import { LiveControls } from '@/components/live/live-controls';
import { PageHeader } from '@/components/shell/page-header';
import { ReadTroubles } from '@/components/shell/read-troubles';
import { CutName } from '@/components/ui/cut-name';
import { Notice } from '@/components/ui/notice';
import { RefreshButton } from '@/components/ui/refresh-button';
import { useRefreshed } from '@/lib/client/use-refreshed';
import { useServerNow } from '@/lib/client/use-server-now';
import type { KeyContent } from '@/lib/keyspace/content-schema';
import type { KeyMetaResponse } from '@/lib/keyspace/keys-schema';
import { databaseParams } from '@/lib/search-params';
import { KeysTabs } from '../keys-tabs';
import { ContentSection } from './content-section';
import { GoneNotice } from './gone-key';
import { KeyHead } from './key-head';

/** What is known of a key is a handful of cheap commands; its content is read again only when asked. */
const REFRESH_MS = 10_000;

export interface ShownError {
  code: string;
  message: string;
  remedy?: string;
  line?: string;
}

/** One key: what is known of it, what can be done with it, and what it holds. */
export function KeyPage({
  meta: first,
  content,
  contentError,
}: {
  meta: KeyMetaResponse;
  content: KeyContent | null;
  contentError: ShownError | null;
}) {
  const { instance, paused } = useLive();
  const [database] = useQueryState('db', databaseParams.db);
  const search = new URLSearchParams({ db: String(database), key: first.key });
  const {
    data: meta,
    error,
    refreshing,
    refresh,
  } = useRefreshed<KeyMetaResponse>(
    `/api/instances/${instance.id}/keys/key?${search}`,
    first,
    paused ? null : REFRESH_MS,
  );
  const [asked, setAsked] = useState(0);
  const now = useServerNow(meta.at);
  const isOver = meta.expiresAt !== null && now >= meta.expiresAt;
  // The server says whether it has really gone.
  useEffect(() => {
    if (isOver) void refresh();
  }, [isOver, refresh]);
  const isGone = error?.code === 'NO_SUCH_KEY';
  const onChanged = () => {
    void refresh();
    setAsked(asked + 1);
  };
  const refusal = meta.refused.key;
  return (
    <>
      <PageHeader title={<CutName wire={meta.key} className="text-lg leading-7" />}>
        <KeysTabs />
        <LiveControls />
        <RefreshButton refreshing={refreshing} onRefresh={onChanged} />
      </PageHeader>
      <div className="space-y-4">
        {isGone ? (
          <GoneNotice database={database} wire={meta.key}>
            {isOver
              ? 'Its time was over while you looked.'
              : 'Somebody removed it, or it was evicted, while you looked.'}{' '}
            Below is what it last was.
          </GoneNotice>
        ) : (
          <ReadTroubles error={error} />
        )}
        <KeyHead meta={meta} now={now} isGone={isGone} onChanged={onChanged} />
        {meta.access === 'denied' ? (
          <Notice
            severity="info"
            title={refusal?.message ?? 'Your user may not read this key.'}
            line={refusal?.line}
          >
            SCAN lists every name, whatever an ACL says of keys. An administrator of this Redis can allow you
            to read this one with:
          </Notice>
        ) : (
          <ContentSection
            meta={meta}
            initial={content}
            initialError={contentError}
            version={asked}
            now={now}
            isGone={isGone}
            onChanged={onChanged}
          />
        )}
      </div>
    </>
  );
}
