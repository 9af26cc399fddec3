'use client';

import { ChevronsUpDown, LogOut, UserRound } from 'lucide-react';
import { ownPath } from '@/lib/client/base-path';
import { signOut } from '@/lib/client/sign-in';
import { Menu, MenuItem, MenuLine } from '@/components/ui/menu';
import { ThemeItems } from './theme';

/** Who one is here, the appearance, and the way out. */
export function AccountMenu({ user }: { user: string }) {
  const leave = async () => {
    await signOut();
    window.location.assign(ownPath('/login'));
  };
  return (
    <Menu
      trigger={
        <button
          type="button"
          className="flex w-full items-center gap-2.5 rounded-md px-2.5 py-1.5 text-left hover:bg-sunken max-sm:min-h-10"
        >
          <UserRound className="size-4 text-muted" />
          <span className="min-w-0 flex-1 truncate font-mono text-xs">{user}</span>
          <ChevronsUpDown className="size-4 text-muted" />
        </button>
      }
    >
      <ThemeItems />
      <MenuLine />
      <MenuItem onSelect={() => void leave()}>
        <LogOut />
        Sign out everywhere
      </MenuItem>
    </Menu>
  );
}
