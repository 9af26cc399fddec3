import { formatValue } from '@/lib/format';

/** How far a background job is; without a known end it only shows that it runs. */
export function ProgressBar({ label, ratio }: { label: string; ratio: number | null }) {
  return (
    <div className="mb-3">
      <div
        role="progressbar"
        aria-label={label}
        aria-valuenow={ratio === null ? undefined : Math.round(ratio * 100)}
        className="h-1.5 overflow-hidden rounded-full bg-sunken"
      >
        <div
          className={`h-full rounded-full bg-accent ${ratio === null ? 'w-1/3 animate-pulse' : 'transition-[width] duration-500'}`}
          style={ratio === null ? undefined : { width: `${ratio * 100}%` }}
        />
      </div>
      <p className="mt-1 text-xs text-muted">
        {label} running{ratio !== null && `, ${formatValue(ratio, 'ratio')}`}
      </p>
    </div>
  );
}
