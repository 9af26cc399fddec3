'use client';

import { PanelLeftClose, PanelLeftOpen } from 'lucide-react';
import Link from 'next/link';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import type { MouseEvent } from 'react';
import { Button } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';
import { AccountMenu } from './account-menu';
import { AlertCount } from './alert-count';
import { EnvironmentDot, InstanceSwitcher, type SwitcherEntry } from './instance-switcher';
import { keptView } from './kept-view';
import { Logo } from './logo';
import { sectionPath, SECTIONS } from './sections';

export interface SidebarProps {
  entries: readonly SwitcherEntry[];
  current: string;
  user: string;
  collapsed?: boolean;
  onToggle?: () => void;
  onNavigate?: () => void;
}

/** The way through an instance: which one, its pages, and who one is. */
export function Sidebar({ entries, current, user, collapsed = false, onToggle, onNavigate }: SidebarProps) {
  const pathname = usePathname();
  const router = useRouter();
  const kept = keptView(useSearchParams());
  const follow = (event: MouseEvent, path: string) => {
    onNavigate?.();
    if (kept === '' || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    // Not in the link itself: each zoom would have all pages fetched ahead anew.
    event.preventDefault();
    router.push(`${path}${kept}`);
  };
  return (
    <div className="flex h-full flex-col gap-3 p-3">
      <div className="flex items-center gap-2 px-1">
        <Link href="/" className="flex items-center gap-2" aria-label="Hitrate, all instances">
          <Logo className="size-6" />
          {!collapsed && <span className="text-lg font-medium tracking-tight">Hitrate</span>}
        </Link>
        {onToggle && !collapsed && (
          <Button
            variant="quiet"
            size="icon"
            onClick={onToggle}
            aria-label="Collapse the sidebar"
            className="ml-auto"
          >
            <PanelLeftClose />
          </Button>
        )}
      </div>
      {collapsed ? (
        <Link href="/" className="flex justify-center p-2" aria-label="All instances">
          <EnvironmentDot colour={entries.find(({ id }) => id === current)?.environment?.colour} />
        </Link>
      ) : (
        <InstanceSwitcher entries={entries} current={current} />
      )}
      <nav aria-label="Pages of the instance" className="flex flex-1 flex-col gap-0.5">
        {SECTIONS.map(({ slug, label, icon: Icon }) => {
          const path = sectionPath(current, slug);
          // A page below belongs to its section.
          const here = pathname === path || (slug !== '' && pathname.startsWith(`${path}/`));
          return (
            <Link
              key={slug}
              href={path}
              onClick={(event) => follow(event, path)}
              aria-current={here ? (pathname === path ? 'page' : 'location') : undefined}
              title={collapsed ? label : undefined}
              className={classNames(
                'relative flex h-8 items-center gap-2.5 rounded-md px-2.5 text-sm max-sm:h-10',
                here ? 'bg-accent-soft font-medium text-accent' : 'text-muted hover:bg-sunken hover:text-ink',
                collapsed && 'justify-center px-0',
              )}
            >
              <Icon className="size-4 shrink-0" />
              {collapsed ? <span className="sr-only">{label}</span> : label}
              {slug === 'alerts' && <AlertCount instance={current} small={collapsed} />}
            </Link>
          );
        })}
      </nav>
      {collapsed ? (
        <Button
          variant="quiet"
          size="icon"
          onClick={onToggle}
          aria-label="Expand the sidebar"
          className="self-center"
        >
          <PanelLeftOpen />
        </Button>
      ) : (
        <AccountMenu user={user} />
      )}
    </div>
  );
}
