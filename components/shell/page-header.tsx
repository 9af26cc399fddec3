import type { ReactNode } from 'react';
import { PaletteButton } from './palette-button';

/** The head of a page: its title, and what applies to the whole of it. */
export function PageHeader({ title, children }: { title: ReactNode; children?: ReactNode }) {
  return (
    <header className="sticky top-0 z-10 -mx-4 mb-4 flex min-h-14 flex-wrap items-center gap-x-3 gap-y-2 bg-canvas px-4 pt-3 pb-2 lg:-mx-6 lg:px-6">
      <h1 className="min-w-0 text-xl font-medium tracking-tight">{title}</h1>
      <div className="ml-auto flex flex-wrap items-center justify-end gap-2">
        {children}
        <PaletteButton />
      </div>
    </header>
  );
}
