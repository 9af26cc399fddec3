'use client';

import { useState, type KeyboardEvent } from 'react';
import { Input } from '@/components/ui/input';
import { Panel } from '@/components/ui/panel';
import { useLive } from '@/components/live/live-provider';
import { useWalk } from '@/lib/client/use-walk';
import type { KeyTreeResponse } from '@/lib/keyspace/keys-schema';
import { branchesAbove } from './branches-above';
import type { AskKeys, KeysAsked } from './key-list';
import { mergeBranches } from './merge-pages';
import { treeQuestion } from './questions';
import { TreeItem } from './tree-item';
import { isLevelEnough, TreeBranches } from './tree-level';
import { WalkLine } from './walk-line';

/** Keys by prefix: each branch is looked up when it opens. The chosen one is listed beside. */
export function KeyTree({
  initial,
  asked,
  onAsk,
}: {
  initial: KeyTreeResponse | null;
  asked: KeysAsked;
  onAsk: AskKeys;
}) {
  const { prefix, separator } = asked;
  const { instance } = useLive();
  const search = new URLSearchParams(treeQuestion(asked, ''));
  const walk = useWalk(
    `/api/instances/${instance.id}/keys/tree?${search}`,
    initial,
    mergeBranches,
    isLevelEnough,
  );
  const [open, setOpen] = useState<ReadonlySet<string>>(
    () => new Set(branchesAbove(prefix, separator).map((step) => step.prefix)),
  );
  const toggle = (branch: string, isOpen: boolean) => {
    const next = new Set(open);
    if (isOpen) next.add(branch);
    else next.delete(branch);
    setOpen(next);
  };
  const choose = (branch: string) => onAsk({ prefix: branch === '' ? null : branch });
  return (
    <Panel
      flush
      title="Prefixes"
      aside={
        <label className="flex items-center gap-1.5 text-muted">
          Separator
          <Input
            key={separator}
            defaultValue={separator}
            maxLength={8}
            required
            onBlur={(event) => {
              const typed = event.target.value;
              if (typed !== '' && typed !== separator) onAsk({ separator: typed, prefix: null });
            }}
            onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
            className="h-7 w-12 text-center font-mono"
          />
        </label>
      }
    >
      <ul
        role="tree"
        aria-label="Prefixes"
        onKeyDown={moveFocus}
        className="max-h-[max(20rem,calc(100dvh-15rem))] overflow-y-auto px-2 pb-2 max-lg:max-h-[45dvh]"
      >
        <TreeItem
          depth={0}
          label="All keys"
          isOpen
          isChosen={prefix === ''}
          isFirst
          onChoose={() => choose('')}
        >
          <TreeBranches
            prefix=""
            depth={1}
            walk={walk}
            asked={asked}
            open={open}
            onToggle={toggle}
            onChoose={choose}
          />
        </TreeItem>
      </ul>
      {walk.data && <WalkLine walk={walk} data={walk.data} />}
    </Panel>
  );
}

/** Up, down, to the first and to the last; what opens and closes a branch it hears itself. */
function moveFocus(event: KeyboardEvent<HTMLUListElement>): void {
  const items = [
    ...event.currentTarget.querySelectorAll<HTMLElement>('[role=treeitem]:not([aria-disabled])'),
  ];
  const at = items.indexOf(document.activeElement as HTMLElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (at === -1 || to === undefined) return;
  event.preventDefault();
  items[Math.max(0, Math.min(items.length - 1, to))]?.focus();
}
