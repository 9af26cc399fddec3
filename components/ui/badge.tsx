import type { ReactNode } from 'react';
import { classNames } from './class-names';

const TONES = {
  neutral: 'border-line text-muted',
  accent: 'border-transparent bg-accent-soft text-accent',
  critical: 'border-transparent bg-critical-soft text-critical',
  warning: 'border-transparent bg-warning-soft text-warning',
  fine: 'border-transparent bg-fine-soft text-fine',
  info: 'border-transparent bg-info-soft text-info',
};

export type Tone = keyof typeof TONES;

/** A word that classifies what stands beside it. */
export function Badge({
  tone = 'neutral',
  children,
  title,
}: {
  tone?: Tone;
  children: ReactNode;
  title?: string;
}) {
  return (
    <span
      title={title}
      className={classNames(
        'inline-flex h-5 items-center gap-1 rounded-sm border px-1.5 text-xs whitespace-nowrap',
        TONES[tone],
      )}
    >
      {children}
    </span>
  );
}
