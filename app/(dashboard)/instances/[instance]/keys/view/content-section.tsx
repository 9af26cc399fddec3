'use client';

import { useQueryStates } from 'nuqs';
import { useEffect, useRef } from 'react';
import { useLive } from '@/components/live/live-provider';
import { classNames } from '@/components/ui/class-names';
import { Notice } from '@/components/ui/notice';
import { Skeleton } from '@/components/ui/skeleton';
import { useRefreshed } from '@/lib/client/use-refreshed';
import type { KeyContent } from '@/lib/keyspace/content-schema';
import type { KeyMetaResponse } from '@/lib/keyspace/keys-schema';
import { contentParams, contentQuestion } from './content-params';
import { ContentView } from './content/content-view';
import type { ShownError } from './key-page';

/** What a key holds: a page of it, read when it is opened, when another page is asked for, and on demand. */
export function ContentSection({
  meta,
  initial,
  initialError,
  version,
  now,
  isGone,
  onChanged,
}: {
  meta: KeyMetaResponse;
  initial: KeyContent | null;
  initialError: ShownError | null;
  /** Another number: read it again. */
  version: number;
  now: number;
  isGone: boolean;
  onChanged: () => void;
}) {
  const { instance } = useLive();
  const [asked, setAsked] = useQueryStates(contentParams, { history: 'push' });
  const { database, key } = meta;
  const search = new URLSearchParams(contentQuestion(database, key, asked));
  const {
    data,
    error,
    pending: isUnanswered,
    refresh,
  } = useRefreshed<KeyContent | null>(`/api/instances/${instance.id}/keys/content?${search}`, initial, null);
  const pending = isUnanswered && !error;
  const read = useRef(version);
  useEffect(() => {
    if (read.current === version) return;
    read.current = version;
    void refresh();
  }, [version, refresh]);
  const trouble = error ?? (data === null ? initialError : null);
  const hasChanged =
    data !== null &&
    !pending &&
    !isGone &&
    meta.at > data.at &&
    lengthOf(data) !== null &&
    meta.length !== null
      ? lengthOf(data) !== meta.length
      : false;
  return (
    <div className="space-y-4">
      {trouble && !isGone && (
        <Notice
          severity={trouble.code === 'NOPERM' ? 'info' : 'warning'}
          title={trouble.message}
          line={trouble.line}
        >
          {trouble.remedy}
        </Notice>
      )}
      {data === null ? (
        !trouble && <Skeleton className="h-80" />
      ) : (
        <div className={classNames('space-y-4', (pending || isGone) && 'opacity-60')} aria-busy={pending}>
          <ContentView
            content={data}
            asked={asked}
            pending={pending}
            hasChanged={hasChanged}
            now={now}
            isGone={isGone}
            onAsk={(change) => void setAsked(change)}
            onChanged={onChanged}
          />
        </div>
      )}
    </div>
  );
}

/** How long the key was when its content was read, where both say it in the same words. */
function lengthOf(content: KeyContent): number | null {
  if ('length' in content) return content.length;
  return content.kind === 'string' || content.kind === 'bitmap' ? content.bytes : null;
}
