import { ChevronRight } from 'lucide-react';
import { Fragment } from 'react';
import { branchesAbove } from './branches-above';
import { toShown } from '@/components/ui/wire-name';

/** The way from the root of the tree to the chosen branch; each step can be chosen. */
export function BranchCrumbs({
  prefix,
  separator,
  onChoose,
}: {
  prefix: string;
  separator: string;
  onChoose: (prefix: string | null) => void;
}) {
  const steps = branchesAbove(prefix, separator);
  return (
    <span className="flex min-w-0 flex-wrap items-center gap-x-1 text-sm">
      <Crumb isLast={steps.length === 0} onClick={() => onChoose(null)}>
        All keys
      </Crumb>
      {steps.map((step, index) => (
        <Fragment key={step.prefix}>
          <ChevronRight className="size-3.5 shrink-0 text-faint" />
          <Crumb isLast={index === steps.length - 1} onClick={() => onChoose(step.prefix)} mono>
            {toShown(step.label)}
          </Crumb>
        </Fragment>
      ))}
    </span>
  );
}

function Crumb({
  isLast,
  mono = false,
  onClick,
  children,
}: {
  isLast: boolean;
  mono?: boolean;
  onClick: () => void;
  children: string;
}) {
  const font = mono ? 'max-w-60 truncate font-mono text-xs' : '';
  if (isLast) return <span className={`font-medium ${font}`}>{children}</span>;
  return (
    <button type="button" onClick={onClick} className={`text-muted hover:text-accent ${font}`}>
      {children}
    </button>
  );
}
