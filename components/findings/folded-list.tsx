import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { SeverityIcon } from '@/components/ui/severity-icon';

/** Many sentences on one line, which opens. */
export function FoldedList({
  severity,
  title,
  open,
  children,
}: {
  severity: 'fine' | 'unknown';
  title: string;
  /** At first. */
  open?: boolean;
  children: ReactNode;
}) {
  return (
    <details className="group/fold" open={open}>
      <summary className="flex cursor-pointer list-none items-start gap-2.5 px-4 py-2.5 text-muted hover:bg-sunken [&::-webkit-details-marker]:hidden">
        <SeverityIcon severity={severity} className="mt-0.5" />
        <span className="min-w-0 flex-1">{title}</span>
        <ChevronRight
          aria-hidden
          className="mt-0.5 size-4 shrink-0 text-faint transition-transform duration-100 group-open/fold:rotate-90"
        />
      </summary>
      <div className="px-4 pb-3 pl-10.5">{children}</div>
    </details>
  );
}
