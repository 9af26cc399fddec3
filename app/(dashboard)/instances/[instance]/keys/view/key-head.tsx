'use client';

import { ChartColumn, FolderTree } from 'lucide-react';
import Link from 'next/link';
import { useLive } from '@/components/live/live-provider';
import { Badge } from '@/components/ui/badge';
import { classNames } from '@/components/ui/class-names';
import type { KeyMetaResponse } from '@/lib/keyspace/keys-schema';
import type { PatternId } from '@/lib/patterns/pattern-ids';
import { toShown } from '@/components/ui/wire-name';
import { thingPath } from '../../analytics/thing-path';
import { branchesAbove } from '../branches-above';
import { branchPath } from '../key-path';
import { TypeBadge } from '../type-badge';
import { CopyName } from './copy-name';
import { KeyActions } from './key-actions';
import { KeyFacts } from './key-facts';

/** What is known of a key, and what can be done with it as a whole. */
export function KeyHead({
  meta,
  now,
  isGone,
  onChanged,
}: {
  meta: KeyMetaResponse;
  now: number;
  isGone: boolean;
  onChanged: () => void;
}) {
  const { instance } = useLive();
  const { database, key, type, encoding, thing } = meta;
  const isDenied = meta.access === 'denied';
  const above = branchesAbove(key, ':').at(-2);
  return (
    <section className={classNames('space-y-3', isGone && 'opacity-60')} aria-label="What is known of it">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        {type && <TypeBadge type={type} />}
        {encoding && <Badge title="OBJECT ENCODING">{encoding}</Badge>}
        <Badge title="Logical database">db{database}</Badge>
        {above && (
          <Link
            href={branchPath(instance.id, database, above.prefix)}
            className="flex min-w-0 items-center gap-1.5 text-sm text-muted hover:text-accent"
          >
            <FolderTree className="size-4 shrink-0" />
            <span className="max-w-72 truncate font-mono text-xs">{toShown(above.prefix)}*</span>
          </Link>
        )}
        {thing && (
          <Link
            href={thingPath(instance.id, thing.pattern as PatternId, thing.id, database)}
            className="flex min-w-0 items-center gap-1.5 text-sm text-muted hover:text-accent"
            title="What Analytics recognised it as"
          >
            <ChartColumn className="size-4 shrink-0" />
            <span className="truncate">{thing.title}</span>
          </Link>
        )}
        <CopyName wire={key} />
        {!isGone && !isDenied && <KeyActions meta={meta} onChanged={onChanged} />}
      </div>
      {!isDenied && <KeyFacts meta={meta} now={now} />}
    </section>
  );
}
