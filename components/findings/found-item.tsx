'use client';

import { ChevronRight } from 'lucide-react';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useState, type ReactNode } from 'react';
import { sectionPath } from '@/components/shell/sections';
import { Badge } from '@/components/ui/badge';
import { classNames } from '@/components/ui/class-names';
import { CopyLine } from '@/components/ui/copy-line';
import { SeverityIcon } from '@/components/ui/severity-icon';
import { formatDuration } from '@/lib/format';
import type { FoundItem } from '@/lib/schemas/findings';
import { EvidenceList } from './evidence-list';

/** Only where something can be done with a click, so that nobody else waits for all that actions need. */
const ActionButton = dynamic(() =>
  import('@/components/actions/action-button').then((module) => module.ActionButton),
);

const ICONS = { critical: 'critical', warning: 'warning', advice: 'info' } as const;

/** What is wrong in one sentence; opened, the evidence over time, what to do, and a line or a button that does it. */
export function FoundItemRow({
  item: { rule, severity, sentence, since, evidence, remedy, line, action, node, area },
  instance,
  now,
  named,
  place,
  open: openAtFirst = false,
}: {
  item: FoundItem;
  instance: string;
  /** Unix milliseconds. */
  now: number;
  /** Whether the node is told: there are several. */
  named: boolean;
  /** The part of running a Redis that it belongs to, where rows of several stand together. */
  place?: ReactNode;
  open?: boolean;
}) {
  const [open, setOpen] = useState(openAtFirst);
  const seconds = since === null ? 0 : (now - since) / 1000;
  return (
    <details
      className="group/found"
      open={openAtFirst}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary className="flex min-h-10 cursor-pointer list-none items-start gap-2.5 px-4 py-2.5 hover:bg-sunken [&::-webkit-details-marker]:hidden">
        <SeverityIcon severity={ICONS[severity]} className="mt-0.5" />
        <span className="flex min-w-0 flex-1 flex-wrap items-start gap-x-4 gap-y-1">
          <span
            className={classNames(
              'line-clamp-3 min-w-0 flex-1 basis-64 group-open/found:line-clamp-none sm:line-clamp-2',
              severity !== 'advice' && 'font-medium',
            )}
          >
            {sentence}
          </span>
          {(place || named || seconds >= 60) && (
            <span className="flex shrink-0 items-center gap-2 text-xs leading-5 text-faint">
              {named && <Badge>{node}</Badge>}
              {place}
              {seconds >= 60 && (
                <span className="tabular-nums">
                  {area === 'keyspace' ? `${formatDuration(seconds)} ago` : `for ${formatDuration(seconds)}`}
                </span>
              )}
            </span>
          )}
        </span>
        <ChevronRight
          aria-hidden
          className="mt-0.5 size-4 shrink-0 text-faint transition-transform duration-100 group-open/found:rotate-90"
        />
      </summary>
      <div className="max-w-4xl space-y-3 px-4 pt-1 pb-4 sm:pl-10.5">
        {open && <EvidenceList evidence={evidence} instance={instance} node={node} />}
        <p className="max-w-prose text-muted">{remedy}</p>
        {line && <CopyLine line={line} />}
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2 text-sm empty:hidden">
          {action && (
            <ActionButton
              action={action}
              input={action === 'instance.reconnect' ? {} : { node }}
              size="small"
            />
          )}
          {area !== 'keyspace' && (
            <Link
              href={`${sectionPath(instance, 'alerts')}?tab=rules&rule-q=${rule}`}
              className="text-muted underline decoration-line-strong underline-offset-4 hover:text-ink"
            >
              The rule and its thresholds
            </Link>
          )}
        </div>
      </div>
    </details>
  );
}
