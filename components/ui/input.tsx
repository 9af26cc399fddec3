import type { ComponentProps } from 'react';
import { classNames } from './class-names';

const FIELD =
  'h-8 w-full rounded-md border border-line-strong bg-surface px-2.5 text-sm text-ink placeholder:text-faint disabled:opacity-60 max-sm:h-10 max-sm:text-lg';

/** A field for one line of text. */
export const Input = ({ className, ...props }: ComponentProps<'input'>) => (
  <input className={classNames(FIELD, className)} {...props} />
);

/** The system's own choice list: quick, accessible and at home on a phone. */
export const Select = ({ className, ...props }: ComponentProps<'select'>) => (
  <select className={classNames(FIELD, 'pr-7', className)} {...props} />
);
