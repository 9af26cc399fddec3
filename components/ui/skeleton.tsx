import { classNames } from './class-names';

/** Keeps the place of what is still loading, so that nothing jumps. */
export const Skeleton = ({ className }: { className?: string }) => (
  <div aria-hidden className={classNames('animate-pulse rounded-md bg-sunken', className)} />
);
