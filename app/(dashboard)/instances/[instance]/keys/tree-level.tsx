'use client';

import { KeyRound } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useMemo, useState } from 'react';
import { useLive } from '@/components/live/live-provider';
import { CutName } from '@/components/ui/cut-name';
import { toShown } from '@/components/ui/wire-name';
import { useWalk, type Walk } from '@/lib/client/use-walk';
import { formatCount } from '@/lib/format';
import type { Branch, KeyTreeResponse } from '@/lib/keyspace/keys-schema';
import type { KeysAsked } from './key-list';
import { keyPath } from './key-path';
import { mergeBranches } from './merge-pages';
import { treeQuestion } from './questions';
import { TreeItem } from './tree-item';

/** Lines of a level that are drawn before somebody asks for more. */
const AT_ONCE = 100;

const collator = new Intl.Collator('en', { numeric: true });

export interface LevelProps {
  /** As the API names it; empty: the root. */
  prefix: string;
  depth: number;
  asked: KeysAsked;
  open: ReadonlySet<string>;
  onToggle: (prefix: string, isOpen: boolean) => void;
  onChoose: (prefix: string) => void;
}

/** The branches one level below a prefix; asked for when it opens. */
export function TreeLevel(level: LevelProps) {
  const { prefix, depth, asked } = level;
  const { instance } = useLive();
  const search = new URLSearchParams(treeQuestion(asked, prefix));
  const walk = useWalk(
    `/api/instances/${instance.id}/keys/tree?${search}`,
    null,
    mergeBranches,
    isLevelEnough,
  );
  const { data } = walk;
  return (
    <>
      <TreeBranches {...level} walk={walk} />
      {data !== null && data.cursor !== null && !walk.error && (
        <TreeItem
          quiet
          depth={depth}
          label={walk.walking ? 'Looking…' : 'Continue'}
          aside={`${formatCount(data.scanned)} of ${formatCount(data.total)} names`}
          onChoose={walk.more}
        />
      )}
    </>
  );
}

/** Names that a level looks over by itself, page by page with pauses: all of a small keyspace. */
const BY_ITSELF = 20_000;
export const isLevelEnough = ({ scanned }: KeyTreeResponse): boolean => scanned >= BY_ITSELF;

/** What is known of a level, as far as the names were looked over. */
export function TreeBranches({ walk, ...level }: LevelProps & { walk: Walk<KeyTreeResponse> }) {
  const { depth, asked } = level;
  const [shown, setShown] = useState(AT_ONCE);
  const lines = useMemo(() => linesOf(walk.data?.branches ?? []), [walk.data]);
  const { data } = walk;
  const isEnd = data?.cursor === null;
  return (
    <>
      {lines
        .slice(0, shown)
        .map((branch) =>
          branch.keys > 0 ? (
            <BranchItem key={branch.prefix} branch={branch} isEnd={isEnd} level={level} />
          ) : (
            <KeyItem key={branch.prefix} branch={branch} depth={depth} database={asked.db} />
          ),
        )}
      {lines.length > shown && (
        <TreeItem
          quiet
          depth={depth}
          label={`Show more of ${formatCount(lines.length)}`}
          onChoose={() => setShown(shown * 4)}
        />
      )}
      {walk.error && (
        <TreeItem quiet depth={depth} label={`${walk.error.message} Try again`} onChoose={walk.again} />
      )}
      {walk.walking && data === null && <TreeItem quiet isPassing depth={depth} label="Looking…" />}
      {isEnd && lines.length === 0 && (
        <TreeItem quiet depth={depth} label="There is no key" onChoose={walk.again} />
      )}
    </>
  );
}

/** Branches before single keys, both by name. */
const linesOf = (branches: readonly Branch[]): Branch[] =>
  [...branches].sort(
    (a, b) => Number(b.keys > 0) - Number(a.keys > 0) || collator.compare(toShown(a.label), toShown(b.label)),
  );

function BranchItem({ branch, isEnd, level }: { branch: Branch; isEnd: boolean; level: LevelProps }) {
  const { prefix, label, keys, isKey } = branch;
  const { depth, asked, open, onToggle, onChoose } = level;
  const isOpen = open.has(prefix);
  const isChosen = asked.prefix === prefix;
  return (
    <TreeItem
      depth={depth}
      label={<Label wire={label} />}
      aside={
        <span className="flex items-center gap-1.5">
          {isKey && <KeyRound role="img" aria-label="a key too" className="size-3" />}
          <span title={isEnd ? undefined : 'At least: not all names were looked over yet'}>
            {isEnd ? '' : '≥ '}
            {formatCount(keys)}
          </span>
        </span>
      }
      isOpen={isOpen}
      isChosen={isChosen}
      onToggle={(next) => onToggle(prefix, next)}
      onChoose={() => {
        onToggle(prefix, isChosen ? !isOpen : true);
        onChoose(prefix);
      }}
    >
      <TreeLevel {...level} prefix={prefix} depth={depth + 1} />
    </TreeItem>
  );
}

function KeyItem({ branch, depth, database }: { branch: Branch; depth: number; database: number }) {
  const { instance } = useLive();
  const router = useRouter();
  return (
    <TreeItem
      depth={depth}
      label={<Label wire={branch.label} />}
      aside={<KeyRound role="img" aria-label="key" className="size-3" />}
      onChoose={() => router.push(keyPath(instance.id, database, branch.key))}
    />
  );
}

/** A name can end with the separator, so that its last part is empty. */
const Label = ({ wire }: { wire: string }) =>
  /^(?:base64:)?$/.test(wire) ? <span className="text-muted">(empty)</span> : <CutName wire={wire} />;
