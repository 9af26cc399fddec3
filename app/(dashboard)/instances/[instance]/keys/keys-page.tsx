'use client';

import { useQueryStates } from 'nuqs';
import { useLive } from '@/components/live/live-provider';
import { PageHeader } from '@/components/shell/page-header';
import { RefreshButton } from '@/components/ui/refresh-button';
import { Segmented } from '@/components/ui/segmented';
import { useWalk } from '@/lib/client/use-walk';
import type { KeysResponse, KeyTreeResponse } from '@/lib/keyspace/keys-schema';
import { keysParams } from '@/lib/search-params';
import { DatabasePicker } from '../analytics/database-picker';
import { KeyList, type KeysAsked } from './key-list';
import { KeyTree } from './key-tree';
import { KeysTabs } from './keys-tabs';
import { mergeKeys } from './merge-pages';
import { keysQuestion } from './questions';
import { SearchBar } from './search-bar';

/** A search goes on by itself until there is something to look at, through so many names at most. */
const isListEnough = ({ keys, scanned }: KeysResponse) => keys.length >= 50 || scanned >= 20_000;

/** Whether the tree that the server rendered is the one that is asked for by now. */
const isTreeOf = (tree: KeyTreeResponse | null, { db, separator }: KeysAsked) =>
  tree?.database === db && tree.separator === separator;

/** The keys of a database: searched for in a list, or found by their prefixes in a tree. */
export function KeysPage({ keys: first, tree }: { keys: KeysResponse; tree: KeyTreeResponse | null }) {
  const { instance } = useLive();
  const [asked, setAsked] = useQueryStates(keysParams, { history: 'push' });
  const { layout, match, type, ttl } = asked;
  const path = `/api/instances/${instance.id}/keys?${new URLSearchParams(keysQuestion(asked))}`;
  const walk = useWalk(path, first, mergeKeys, isListEnough);
  const isTree = layout === 'tree';
  const list = <KeyList walk={walk} asked={asked} onAsk={(change) => void setAsked(change)} />;
  return (
    <>
      <PageHeader title="Keys">
        <KeysTabs />
        <DatabasePicker database={asked.db} databases={walk.data?.databases ?? []} />
        <RefreshButton refreshing={walk.walking} onRefresh={walk.again} />
      </PageHeader>
      <div className="space-y-4">
        <div className="flex flex-wrap items-center gap-2">
          <SearchBar
            search={{ match, type, ttl }}
            byName={!isTree}
            onSearch={(change) => void setAsked(change)}
          />
          <div className="ml-auto">
            <Segmented
              label="Layout"
              value={layout}
              onChange={(value) => void setAsked({ layout: value })}
              options={[
                { value: 'list', label: 'List' },
                { value: 'tree', label: 'Tree' },
              ]}
            />
          </div>
        </div>
        {isTree ? (
          <div className="grid items-start gap-4 lg:grid-cols-[20rem_minmax(0,1fr)]">
            <KeyTree
              // Another database or separator makes another tree.
              key={`${asked.db} ${asked.separator}`}
              initial={isTreeOf(tree, asked) ? tree : null}
              asked={asked}
              onAsk={(change) => void setAsked(change)}
            />
            {list}
          </div>
        ) : (
          list
        )}
      </div>
    </>
  );
}
