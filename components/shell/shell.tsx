'use client';

import { Menu as MenuIcon } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState, useSyncExternalStore, type ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';
import type { SwitcherEntry } from './instance-switcher';
import { Logo } from './logo';
import { PasswordlessBanner } from './passwordless-banner';
import { PaletteButton } from './palette-button';
import { ShellContext } from './shell-context';
import { Sidebar } from './sidebar';

// Only phones need the sheet, and only once it is opened.
const Dialog = dynamic(() => import('@/components/ui/dialog').then((module) => module.Dialog));

const COLLAPSED = 'hitrate.sidebar';
const noSubscription = () => () => {};

/** The frame of every page of an instance: the environment's colour, the sidebar, the content. */
export function Shell({
  entries,
  current,
  user,
  passwordless,
  children,
}: {
  entries: readonly SwitcherEntry[];
  current: string;
  user: string;
  /** Whether Redis let the person in without a password. */
  passwordless: boolean;
  children: ReactNode;
}) {
  const remembered = useSyncExternalStore(
    noSubscription,
    () => localStorage.getItem(COLLAPSED) === '1',
    () => false,
  );
  const [chosen, setChosen] = useState<boolean | null>(null);
  const [sheet, setSheet] = useState(false);
  const collapsed = chosen ?? remembered;
  const toggle = () => {
    localStorage.setItem(COLLAPSED, collapsed ? '0' : '1');
    setChosen(!collapsed);
  };
  const environment = entries.find(({ id }) => id === current)?.environment;
  const sidebar = { entries, current, user };
  return (
    <ShellContext value={{ entries, current }}>
      <div data-environment={environment?.colour ?? 'grey'} className="min-h-dvh">
        <a
          href="#content"
          className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-md focus:bg-raised focus:p-2"
        >
          Skip to the content
        </a>
        {environment && (
          <div
            className="fixed inset-x-0 top-0 z-30 h-[3px] bg-[var(--environment)]"
            title={`Environment: ${environment.label}`}
          />
        )}
        <aside
          className={classNames(
            'fixed inset-y-0 left-0 z-20 border-r bg-canvas pt-[3px] max-lg:hidden',
            collapsed ? 'w-14' : 'w-56',
          )}
        >
          <Sidebar {...sidebar} collapsed={collapsed} onToggle={toggle} />
        </aside>
        <div
          className={classNames(
            'flex min-h-dvh min-w-0 flex-col pt-[3px]',
            collapsed ? 'lg:pl-14' : 'lg:pl-56',
          )}
        >
          <div className="flex items-center gap-2 border-b px-3 py-1.5 lg:hidden">
            <Button variant="quiet" size="icon" aria-label="Open the menu" onClick={() => setSheet(true)}>
              <MenuIcon />
            </Button>
            <Logo className="size-5" />
            <span className="min-w-0 flex-1 truncate text-sm font-medium">
              {entries.find(({ id }) => id === current)?.name}
            </span>
            <PaletteButton compact />
          </div>
          <main id="content" className="mx-auto flex w-full max-w-[1600px] flex-1 flex-col px-4 pb-4 lg:px-6">
            {passwordless && <PasswordlessBanner user={user} />}
            {children}
          </main>
        </div>
        {sheet && (
          <Dialog open onOpenChange={setSheet} title="Menu" side="left">
            <Sidebar {...sidebar} onNavigate={() => setSheet(false)} />
          </Dialog>
        )}
      </div>
    </ShellContext>
  );
}
