'use client';

import { useTheme } from 'next-themes';
import { Toaster as Sonner } from 'sonner';

/** Where results of actions appear; they stay long enough to be read. */
export function Toaster() {
  const { resolvedTheme } = useTheme();
  return (
    <Sonner
      theme={resolvedTheme === 'dark' ? 'dark' : 'light'}
      position="bottom-right"
      duration={8_000}
      closeButton
      toastOptions={{
        classNames: { toast: 'border! bg-raised! text-ink! font-sans!', description: 'text-muted!' },
      }}
    />
  );
}
