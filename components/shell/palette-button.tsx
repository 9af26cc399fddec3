'use client';

import { Search } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useEffect, useState } from 'react';
import { Button } from '@/components/ui/button';
import { useShell } from './shell-context';

const Palette = dynamic(() => import('./palette').then((module) => module.Palette), { ssr: false });

/** Opens the command palette, as ⌘K and Ctrl-K do anywhere. */
export function PaletteButton({ compact = false }: { compact?: boolean }) {
  const { entries, current } = useShell();
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'k' || !(event.metaKey || event.ctrlKey)) return;
      event.preventDefault();
      // On a wide screen the compact button is hidden, and the other one answers.
      if (window.matchMedia('(min-width: 1024px)').matches !== compact) setOpen((shown) => !shown);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [compact]);
  return (
    <>
      <Button
        variant={compact ? 'quiet' : 'secondary'}
        size={compact ? 'icon' : 'normal'}
        onClick={() => setOpen(true)}
        aria-label="Go to a page or an instance"
        className={compact ? undefined : 'text-muted max-lg:hidden'}
      >
        <Search />
        {!compact && <kbd className="font-sans text-xs">⌘K</kbd>}
      </Button>
      {open && <Palette entries={entries} current={current} onClose={() => setOpen(false)} />}
    </>
  );
}
