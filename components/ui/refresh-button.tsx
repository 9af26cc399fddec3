import { RefreshCw } from 'lucide-react';
import { Button } from './button';

/** Asks again at once; turns while it does. */
export function RefreshButton({ refreshing, onRefresh }: { refreshing: boolean; onRefresh: () => void }) {
  return (
    <Button onClick={onRefresh} disabled={refreshing}>
      <RefreshCw className={refreshing ? 'animate-spin' : undefined} />
      <span className="max-sm:sr-only">Refresh</span>
    </Button>
  );
}
