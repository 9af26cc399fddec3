'use client';

import { createContext, use } from 'react';
import type { SwitcherEntry } from './instance-switcher';

/** Where the person is, and where else they could be. */
export interface ShellPlace {
  entries: readonly SwitcherEntry[];
  current: string;
}

export const ShellContext = createContext<ShellPlace | null>(null);

/** The place of the page; only below a `Shell`. */
export function useShell(): ShellPlace {
  const place = use(ShellContext);
  if (!place) throw new Error('useShell needs a Shell above it');
  return place;
}
