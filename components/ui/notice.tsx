import type { ReactNode } from 'react';
import { classNames } from './class-names';
import { CopyLine } from './copy-line';
import { SeverityIcon } from './severity-icon';

/** Says in place why something is empty, denied, stale or broken, and what to do about it. */
export function Notice({
  severity,
  title,
  children,
  line,
  action,
  className,
}: {
  severity: 'critical' | 'warning' | 'info' | 'fine' | 'unknown';
  title: ReactNode;
  children?: ReactNode;
  /** A line to paste that mends it. */
  line?: string;
  action?: ReactNode;
  className?: string;
}) {
  return (
    <div className={classNames('flex gap-3 rounded-lg border bg-surface p-4', className)}>
      <SeverityIcon severity={severity} className="mt-0.5" />
      <div className="min-w-0 flex-1 space-y-2">
        <p className="font-medium">{title}</p>
        {children && <div className="text-muted">{children}</div>}
        {line && <CopyLine line={line} />}
        {action && <div className="pt-1">{action}</div>}
      </div>
    </div>
  );
}
