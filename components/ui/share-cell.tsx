import { formatValue } from '@/lib/format';
import { Meter } from './meter';

/** A share of a whole as a bar and as a number. */
export const ShareCell = ({ ratio }: { ratio: number | null }) => (
  <span className="flex items-center justify-end gap-2">
    <Meter ratio={ratio ?? 0} className="min-w-12 flex-1" />
    <span className="w-12 text-right">{formatValue(ratio, 'ratio')}</span>
  </span>
);
