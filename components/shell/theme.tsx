'use client';

import { Monitor, Moon, Sun } from 'lucide-react';
import { ThemeProvider as NextThemes, useTheme } from 'next-themes';
import type { ReactNode } from 'react';
import { MenuItem, MenuLabel } from '@/components/ui/menu';

/** Light, dark or what the system says, kept in the browser. */
export function ThemeProvider({ nonce, children }: { nonce?: string; children: ReactNode }) {
  return (
    <NextThemes attribute="data-theme" defaultTheme="system" nonce={nonce} disableTransitionOnChange>
      {children}
    </NextThemes>
  );
}

const THEMES = [
  { value: 'light', label: 'Light', icon: Sun },
  { value: 'dark', label: 'Dark', icon: Moon },
  { value: 'system', label: 'Like the system', icon: Monitor },
] as const;

/** The three choices, for a menu. */
export function ThemeItems() {
  const { theme, setTheme } = useTheme();
  return (
    <>
      <MenuLabel>Appearance</MenuLabel>
      {THEMES.map(({ value, label, icon: Icon }) => (
        <MenuItem key={value} onSelect={() => setTheme(value)}>
          <Icon />
          {label}
          {theme === value && <span className="ml-auto text-accent">✓</span>}
        </MenuItem>
      ))}
    </>
  );
}
