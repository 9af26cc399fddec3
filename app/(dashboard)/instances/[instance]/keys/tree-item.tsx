'use client';

import { ChevronRight } from 'lucide-react';
import { useId, type KeyboardEvent, type ReactNode } from 'react';
import { classNames } from '@/components/ui/class-names';

/** Pixels by which a level stands further in. */
const STEP = 14;

/** A line of the tree, and what is below it. */
export function TreeItem({
  depth,
  label,
  aside,
  isOpen,
  isChosen = false,
  isFirst = false,
  quiet = false,
  isPassing = false,
  onToggle,
  onChoose,
  children,
}: {
  depth: number;
  label: ReactNode;
  /** At the right. */
  aside?: ReactNode;
  /** Left out: nothing can be below it. */
  isOpen?: boolean;
  isChosen?: boolean;
  /** Where the focus comes into the tree. */
  isFirst?: boolean;
  /** It is no branch and no key, but goes on. */
  quiet?: boolean;
  /** It stands for what is on its way: the arrows pass it by, else the focus would go with it. */
  isPassing?: boolean;
  onToggle?: (isOpen: boolean) => void;
  onChoose?: () => void;
  children?: ReactNode;
}) {
  const id = useId();
  const onKeyDown = (event: KeyboardEvent<HTMLLIElement>) => {
    if (event.target !== event.currentTarget) return;
    if (event.key === 'Enter' || event.key === ' ') onChoose?.();
    else if (event.key === 'ArrowRight' && isOpen === false) onToggle?.(true);
    else if (event.key === 'ArrowLeft' && isOpen && onToggle) onToggle(false);
    else if (event.key === 'ArrowLeft')
      event.currentTarget.parentElement?.closest<HTMLElement>('[role=treeitem]')?.focus();
    else return;
    event.preventDefault();
  };
  return (
    <li
      role="treeitem"
      // Its own line, not all that is below it.
      aria-labelledby={id}
      aria-level={depth + 1}
      aria-expanded={isOpen}
      aria-selected={isChosen}
      aria-disabled={isPassing || undefined}
      tabIndex={isFirst || isChosen ? 0 : -1}
      onKeyDown={onKeyDown}
      className="outline-none [&:focus-visible>div]:outline-2 [&:focus-visible>div]:-outline-offset-2 [&:focus-visible>div]:outline-accent"
    >
      <div
        id={id}
        onClick={onChoose}
        style={{ paddingLeft: Math.max(0, depth - 1) * STEP }}
        className={classNames(
          'flex h-7 cursor-pointer items-center gap-1 rounded-md pr-2 text-sm max-sm:h-10',
          isChosen ? 'bg-accent-soft text-accent' : 'hover:bg-sunken',
          quiet && 'text-muted',
        )}
      >
        <span
          aria-hidden
          onClick={(event) => {
            if (!onToggle || isOpen === undefined) return;
            event.stopPropagation();
            onToggle(!isOpen);
          }}
          className="flex size-5 shrink-0 items-center justify-center rounded-sm text-muted hover:text-ink max-sm:size-8"
        >
          {isOpen !== undefined && onToggle && (
            <ChevronRight className={classNames('size-4', isOpen && 'rotate-90')} />
          )}
        </span>
        <span className="min-w-0 flex-1 truncate">{label}</span>
        {aside && <span className="shrink-0 text-xs text-muted tabular-nums">{aside}</span>}
      </div>
      {isOpen && children && <ul role="group">{children}</ul>}
    </li>
  );
}
