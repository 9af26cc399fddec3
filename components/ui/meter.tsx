import { classNames } from './class-names';

const TONES = {
  plain: 'bg-[var(--series-1)]',
  warning: 'bg-warning',
  critical: 'bg-critical',
  fine: 'bg-fine',
};

/** A share of a whole as a thin bar; the number stands beside it. */
export function Meter({
  ratio,
  tone = 'plain',
  rest,
  className,
}: {
  /** 0…1 */
  ratio: number;
  tone?: keyof typeof TONES;
  /** Of what is not that share. */
  rest?: keyof typeof TONES;
  className?: string;
}) {
  return (
    <span
      aria-hidden
      className={classNames(
        'block h-1.5 overflow-hidden rounded-full',
        rest ? TONES[rest] : 'bg-sunken',
        className,
      )}
    >
      <span
        className={classNames(
          'block h-full',
          rest ? 'border-r-2 border-surface' : 'rounded-full',
          TONES[tone],
        )}
        style={{ width: `${Math.min(1, Math.max(0, ratio)) * 100}%` }}
      />
    </span>
  );
}
