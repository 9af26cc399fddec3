'use client';

import dynamic from 'next/dynamic';
import { useTheme } from 'next-themes';

const Sonner = dynamic(() => import('sonner').then((module) => module.Toaster), { ssr: false });

/** Where results of actions appear, loaded after the first paint; they stay long enough to be read. */
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
