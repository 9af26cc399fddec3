'use client';

import { useRouter } from 'next/navigation';
import type { inferParserType } from 'nuqs/server';
import { useMemo } from 'react';
import { useLive } from '@/components/live/live-provider';
import { ReadTroubles } from '@/components/shell/read-troubles';
import { classNames } from '@/components/ui/class-names';
import { DataTable } from '@/components/ui/data-table';
import { Notice } from '@/components/ui/notice';
import { Panel } from '@/components/ui/panel';
import { toShown } from '@/components/ui/wire-name';
import type { Walk } from '@/lib/client/use-walk';
import { formatCount } from '@/lib/format';
import type { KeysResponse } from '@/lib/keyspace/keys-schema';
import type { keysParams } from '@/lib/search-params';
import { BranchCrumbs } from './branch-crumbs';
import { keyColumns } from './key-columns';
import { keyPath } from './key-path';
import { MatchingMenu } from './matching-menu';
import { NoKeys } from './no-keys';
import { globOf } from './questions';
import { SelectedKeys } from './selected-keys';
import { WalkLine } from './walk-line';

export type KeysAsked = inferParserType<typeof keysParams>;
export type AskKeys = (change: Partial<{ [Name in keyof KeysAsked]: KeysAsked[Name] | null }>) => void;

/** So many more, and somebody should say whether it goes on: a browser has its limits. */
const AT_A_TIME = 5_000;

/** The keys found so far, and how far the names were looked over. */
export function KeyList({
  walk,
  asked,
  onAsk,
}: {
  walk: Walk<KeysResponse>;
  asked: KeysAsked;
  onAsk: AskKeys;
}) {
  const { instance } = useLive();
  const router = useRouter();
  const { db, layout, prefix, separator, type, ttl } = asked;
  const { data } = walk;
  const columns = useMemo(
    () => keyColumns((key) => keyPath(instance.id, db, key), data?.lengths ?? true),
    [instance.id, db, data?.lengths],
  );
  const rows = useMemo(() => (data?.keys ?? []).filter(({ access }) => access !== 'gone'), [data]);
  if (data === null) return <ReadTroubles error={walk.error} />;
  const enough = rows.length + AT_A_TIME;
  return (
    <div className="min-w-0 space-y-4">
      <ReadTroubles error={walk.error} failures={data.failures} />
      <Refusals data={data} />
      <Panel
        flush
        title={
          layout === 'tree' ? (
            <BranchCrumbs prefix={prefix} separator={separator} onChoose={(to) => onAsk({ prefix: to })} />
          ) : undefined
        }
        className={classNames('pt-2', walk.pending && 'opacity-60')}
      >
        <DataTable
          label="Keys"
          noun="key"
          columns={columns}
          rows={rows}
          rowId={({ key }) => key}
          rowLabel={({ key }) => toShown(key)}
          defaultSort="key"
          filterHint="cart, bytes>1000, ttl<60, -type:hash"
          exportName={`${instance.id}-db${db}-keys`}
          onOpen={({ key }) => router.push(keyPath(instance.id, db, key))}
          heightClass="max-h-[max(24rem,calc(100dvh-16.5rem))]"
          empty={<NoKeys data={data} asked={asked} walking={walk.walking} onAsk={onAsk} />}
          tools={
            rows.length > 0 && (
              <MatchingMenu
                matching={{ db, match: globOf(asked), ...(type && { type }), ...(ttl && { ttl }) }}
                onDone={walk.again}
              />
            )
          }
          selectionBar={(selected, _, clear) => (
            <SelectedKeys
              keys={selected.map(({ key }) => key)}
              database={db}
              onDone={() => {
                clear();
                walk.again();
              }}
              onClear={clear}
            />
          )}
        />
        {!data.exact && (
          <WalkLine
            walk={walk}
            data={data}
            onAll={() => walk.moreUntil((page) => page.keys.length >= enough)}
          />
        )}
      </Panel>
    </div>
  );
}

/** What the ACL keeps back of keys that are listed. */
function Refusals({ data: { unsorted, refused } }: { data: KeysResponse }) {
  const refusals = Object.values(refused);
  if (unsorted === 0 && refusals.length === 0) return null;
  return (
    <>
      {unsorted > 0 && (
        <Notice
          severity="info"
          title={`${formatCount(unsorted)} names match, but your user may not ask what they are, so they are not listed.`}
        />
      )}
      {refusals.map(({ message, line }) => (
        <Notice key={message} severity="info" title={message} line={line} />
      ))}
    </>
  );
}
