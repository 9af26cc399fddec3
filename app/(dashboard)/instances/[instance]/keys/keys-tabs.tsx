'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useQueryState } from 'nuqs';
import { useLive } from '@/components/live/live-provider';
import { sectionPath } from '@/components/shell/sections';
import { classNames } from '@/components/ui/class-names';
import { databaseParams } from '@/lib/search-params';

const TABS = [
  { slug: 'keys', label: 'Browse' },
  { slug: 'keys/analysis', label: 'Analysis' },
] as const;

/** The two ways to look at keys: one by one, and all of them added up. Both stay in the same database. */
export function KeysTabs() {
  const pathname = usePathname();
  const { instance } = useLive();
  const [database] = useQueryState('db', databaseParams.db);
  return (
    <nav aria-label="Keys" className="flex h-8 items-center rounded-md border bg-surface p-0.5 max-sm:h-10">
      {TABS.map(({ slug, label }) => {
        const path = sectionPath(instance.id, slug);
        const here = pathname === path;
        return (
          <Link
            key={slug}
            href={database === 0 ? path : `${path}?db=${database}`}
            aria-current={here ? 'page' : undefined}
            className={classNames(
              'flex h-full items-center rounded-sm px-2.5 text-sm transition-colors duration-100',
              here ? 'bg-accent-soft font-medium text-accent' : 'text-muted hover:text-ink',
            )}
          >
            {label}
          </Link>
        );
      })}
    </nav>
  );
}
