'use client';

import { ChevronsUpDown, LogIn } from 'lucide-react';
import Link from 'next/link';
import { Menu, MenuItem, MenuLabel, MenuLine } from '@/components/ui/menu';

/** An instance as the switcher lists it. */
export interface SwitcherEntry {
  id: string;
  name: string;
  environment: { label: string; colour: string } | null;
  /** As whom the person is signed in there; `null`: not yet. */
  user: string | null;
}

/** The instance at hand with its environment's colour, and the way to the others. */
export function InstanceSwitcher({
  entries,
  current,
}: {
  entries: readonly SwitcherEntry[];
  current: string;
}) {
  const here = entries.find(({ id }) => id === current);
  return (
    <Menu
      trigger={
        <button
          type="button"
          className="flex w-full items-center gap-2.5 rounded-md border bg-surface px-2.5 py-1.5 text-left hover:bg-sunken"
        >
          <EnvironmentDot colour={here?.environment?.colour} />
          <span className="min-w-0 flex-1">
            <span className="block truncate text-sm font-medium">{here?.name ?? current}</span>
            <span className="block truncate text-xs text-muted">
              {here?.environment?.label ?? 'instance'}
            </span>
          </span>
          <ChevronsUpDown className="size-4 text-muted" />
        </button>
      }
    >
      <MenuLabel>Instances</MenuLabel>
      {entries.map(({ id, name, environment, user }) => (
        <MenuItem key={id} asChild>
          <Link href={user === null ? `/login?instance=${id}` : `/instances/${id}`}>
            <EnvironmentDot colour={environment?.colour} />
            <span className="min-w-0 flex-1 truncate">{name}</span>
            {user === null ? (
              <span className="flex items-center gap-1 text-xs text-muted">
                <LogIn className="size-3.5!" /> Sign in
              </span>
            ) : (
              <span className="font-mono text-xs text-muted">{user}</span>
            )}
          </Link>
        </MenuItem>
      ))}
      <MenuLine />
      <MenuItem asChild>
        <Link href="/">All instances</Link>
      </MenuItem>
    </Menu>
  );
}

/** The identity colour of an environment. */
export const EnvironmentDot = ({ colour = 'grey' }: { colour?: string }) => (
  <span data-environment={colour} className="size-2 shrink-0 rounded-full bg-[var(--environment)]" />
);
