import { Skeleton } from '@/components/ui/skeleton';

/** The frame of any page while its data is on the way. */
export default function Loading() {
  return (
    <div aria-busy="true" aria-label="Loading" className="space-y-4 pt-4">
      <Skeleton className="h-8 w-40" />
      <Skeleton className="h-12" />
      <Skeleton className="h-44" />
      <div className="grid gap-4 md:grid-cols-2 xl:grid-cols-3">
        {[1, 2, 3].map((each) => (
          <Skeleton key={each} className="h-60" />
        ))}
      </div>
    </div>
  );
}
