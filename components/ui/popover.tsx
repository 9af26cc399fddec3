'use client';

import { Popover as Radix } from 'radix-ui';
import type { ReactNode } from 'react';

/** A small box of controls that opens from `trigger`; Escape and a click beside it close it. */
export function Popover({
  trigger,
  label,
  children,
  open,
  onOpenChange,
}: {
  trigger: ReactNode;
  /** The name of the box, for whoever hears the page. */
  label: string;
  children: ReactNode;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align="end"
          sideOffset={4}
          collisionPadding={8}
          aria-label={label}
          className="z-50 max-h-[80vh] w-[min(22rem,calc(100vw-1rem))] overflow-y-auto rounded-md border bg-raised p-4 shadow-overlay focus:outline-none"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
