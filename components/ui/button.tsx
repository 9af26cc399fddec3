import { cva, type VariantProps } from 'class-variance-authority';
import type { ComponentProps } from 'react';
import { classNames } from './class-names';

export const buttonStyle = cva(
  'inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md text-sm font-medium whitespace-nowrap transition-colors duration-100 disabled:cursor-not-allowed disabled:opacity-50 max-sm:min-h-10 [&_svg]:size-4 [&_svg]:shrink-0',
  {
    variants: {
      variant: {
        primary: 'bg-accent text-accent-ink hover:bg-accent/90',
        secondary: 'border bg-surface text-ink hover:bg-sunken',
        quiet: 'text-muted hover:bg-sunken hover:text-ink',
        danger: 'bg-critical text-surface hover:bg-critical/90',
      },
      size: { normal: 'h-8 px-3', small: 'h-7 px-2', icon: 'size-8 max-sm:min-w-10' },
    },
    defaultVariants: { variant: 'secondary', size: 'normal' },
  },
);

/** A button; `danger` only for what hurts. */
export function Button({
  variant,
  size,
  className,
  type = 'button',
  ...props
}: ComponentProps<'button'> & VariantProps<typeof buttonStyle>) {
  return <button type={type} className={classNames(buttonStyle({ variant, size }), className)} {...props} />;
}
