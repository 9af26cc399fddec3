'use client';

import { Segmented } from '@/components/ui/segmented';
import type { KeyContent } from '@/lib/keyspace/content-schema';
import type { ContentView } from '@/lib/keyspace/content-views';
import { NOTHING_ASKED, type ContentAsked } from '../content-params';
import type { AskContent } from './content-props';

/** What a way to read a key is called. */
export const VIEW_LABELS: Record<ContentView, string> = {
  string: 'Value',
  bitmap: 'Bitmap',
  hyperloglog: 'HyperLogLog',
  list: 'Elements',
  set: 'Members',
  zset: 'Members',
  geo: 'Map',
  hash: 'Fields',
  entries: 'Entries',
  groups: 'Groups',
  json: 'JSON',
  timeseries: 'Samples',
  unknown: 'Facts',
};

/** The ways in which a key can be read, where there is more than one: only those that fit. */
export function ViewTabs({
  content: { view, views, key },
  asked,
  onAsk,
}: {
  content: KeyContent;
  asked: ContentAsked;
  onAsk: AskContent;
}) {
  if (views.length < 2) return null;
  return (
    <div className="flex max-w-full overflow-x-auto">
      <Segmented
        label={`Ways to read ${key}`}
        value={asked.view ?? view}
        onChange={(value) => onAsk({ ...NOTHING_ASKED, view: value })}
        options={views.map((each) => ({ value: each, label: VIEW_LABELS[each] }))}
      />
    </div>
  );
}
