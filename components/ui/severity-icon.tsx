import { CircleCheck, CircleDashed, CircleX, Info, TriangleAlert } from 'lucide-react';
import { classNames } from './class-names';

const ICONS = {
  critical: [CircleX, 'text-critical', 'Critical'],
  warning: [TriangleAlert, 'text-warning', 'Warning'],
  fine: [CircleCheck, 'text-fine', 'Fine'],
  info: [Info, 'text-info', 'Information'],
  unknown: [CircleDashed, 'text-faint', 'Unknown'],
} as const;

/** A state as icon, colour and word: never colour alone. */
export function SeverityIcon({ severity, className }: { severity: keyof typeof ICONS; className?: string }) {
  const [Icon, colour, word] = ICONS[severity];
  return <Icon role="img" aria-label={word} className={classNames('size-4 shrink-0', colour, className)} />;
}
