'use client';

import { ArrowRight, ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { sectionPath } from '@/components/shell/sections';
import { classNames } from '@/components/ui/class-names';
import { SeverityIcon } from '@/components/ui/severity-icon';
import { formatCount } from '@/lib/format';
import { plural } from '@/lib/plural';
import type { FindingsResponse } from '@/lib/schemas/findings';
import { FineList } from './fine-list';
import { UncheckedList } from './unchecked-list';

type Part = 'fine' | 'unknown';

/** One line for all that is fine and all that could not be checked, which opens; and the way to everything. */
export function ChecksLine({
  findings: { found, fine, unchecked },
  more,
  instance,
  named,
}: {
  findings: FindingsResponse;
  /** How many of what was found are not on this page. */
  more: number;
  instance: string;
  named: boolean;
}) {
  const [shown, setShown] = useState<Part | null>(null);
  const part = (severity: Part, title: string) => (
    <button
      type="button"
      aria-expanded={shown === severity}
      onClick={() => setShown(shown === severity ? null : severity)}
      className="flex min-h-8 items-center gap-2 rounded-md px-2 text-muted hover:bg-sunken hover:text-ink max-sm:min-h-10"
    >
      <SeverityIcon severity={severity} />
      {title}
      <ChevronRight
        aria-hidden
        className={classNames(
          'size-3.5 text-faint transition-transform duration-100',
          shown === severity && 'rotate-90',
        )}
      />
    </button>
  );
  return (
    <div>
      <div className="flex flex-wrap items-center gap-x-2 px-2 py-1 text-sm">
        {fine.length > 0 &&
          part(
            'fine',
            `${found.length === 0 ? 'Nothing was found: ' : ''}${plural(fine.length, 'check is', 'checks are')} fine`,
          )}
        {unchecked.length > 0 && part('unknown', `${formatCount(unchecked.length)} could not be made`)}
        <Link
          href={sectionPath(instance, 'findings')}
          className={classNames(
            'ml-auto flex min-h-8 items-center gap-1.5 rounded-md px-2 hover:bg-sunken max-sm:min-h-10',
            more > 0 ? 'font-medium text-accent' : 'text-muted hover:text-ink',
          )}
        >
          {more > 0 ? plural(more, 'more finding') : 'All findings'}
          <ArrowRight aria-hidden className="size-3.5" />
        </Link>
      </div>
      {shown !== null && (
        <div className="px-4 pt-1 pb-4 sm:pl-10.5">
          {shown === 'fine' ? (
            <FineList items={fine} named={named} columns />
          ) : (
            <UncheckedList items={unchecked} />
          )}
        </div>
      )}
    </div>
  );
}
