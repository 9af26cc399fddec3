import type { ReactNode } from 'react';
import { classNames } from './class-names';

/** Lets what is wider than the screen scroll within its own frame, by keyboard too. */
export const Sideways = ({
  label,
  className,
  children,
}: {
  /** What is in it, for whoever hears the page. */
  label: string;
  className?: string;
  children: ReactNode;
}) => (
  <div role="group" aria-label={label} tabIndex={0} className={classNames('overflow-x-auto', className)}>
    {children}
  </div>
);
