import type { ReactNode } from 'react';
import { classNames } from './class-names';

/** A section with a title at the top left and what can be done with it at the right. */
export function Panel({
  title,
  aside,
  children,
  className,
  flush = false,
}: {
  title?: ReactNode;
  aside?: ReactNode;
  children: ReactNode;
  className?: string;
  /** The content reaches the edges, e.g. a table. */
  flush?: boolean;
}) {
  return (
    <section className={classNames('min-w-0 rounded-lg border bg-surface', className)}>
      {(title || aside) && (
        <header className="flex min-h-10 flex-wrap items-center gap-x-3 gap-y-1 px-4 pt-1">
          {title && <h2 className="text-base font-medium">{title}</h2>}
          {aside && <div className="ml-auto flex flex-wrap items-center gap-2 text-sm">{aside}</div>}
        </header>
      )}
      <div className={flush ? 'pt-2' : 'px-4 pt-1 pb-4'}>{children}</div>
    </section>
  );
}
