import { formatParts } from '@/lib/format';
import type { Unit } from '@/lib/metrics/catalogue';

/** A number with its unit set smaller and quieter. */
export function Quantity({ value, unit }: { value: number | null | undefined; unit: Unit }) {
  const parts = formatParts(value, unit);
  return (
    <span className="whitespace-nowrap">
      {parts.number}
      {parts.unit && <span className="ml-0.5 text-[0.78em] leading-none text-muted">{parts.unit}</span>}
    </span>
  );
}
