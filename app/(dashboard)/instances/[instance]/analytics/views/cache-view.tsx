'use client';

import { parseAsInteger, parseAsString, useQueryStates } from 'nuqs';
import { useMemo } from 'react';
import type { CacheResponse } from '@/lib/patterns/caches/read';
import { MarkView } from './cache/mark-view';
import { TagView } from './cache/tag-view';
import { ValueView } from './cache/value-view';
import { Notes } from './notes';
import type { ViewProps } from './view-props';

const PARAMS = {
  find: parseAsString,
  tag: parseAsString,
  offset: parseAsInteger.withDefault(0),
  count: parseAsInteger.withDefault(50),
};

/** Values with their size and time, tags with their members, or marks with their orphans: whichever it is. */
export function CacheView({ thing, view, pending, now, database, onChanged }: ViewProps<CacheResponse>) {
  const [{ find, tag, offset, count }, setParams] = useQueryStates(PARAMS);
  const address = useMemo(() => ({ db: database, thing: thing.id }), [database, thing.id]);
  const onFind = (wire: string | null) => void setParams({ find: wire });
  const shared = { thing, address, find, onChanged };
  return (
    <>
      <Notes notes={view.notes} />
      {view.sample && <ValueView {...shared} view={view} sample={view.sample} onFind={onFind} />}
      {view.marks && <MarkView {...shared} marks={view.marks} now={now} onFind={onFind} />}
      {view.tags && (
        <TagView
          {...shared}
          tags={view.tags}
          acts={view.acts.byTag}
          asked={tag}
          pending={pending}
          page={{ offset, count }}
          onParams={(params) => void setParams(params)}
        />
      )}
    </>
  );
}
