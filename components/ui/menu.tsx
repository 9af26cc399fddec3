'use client';

import { DropdownMenu as Radix } from 'radix-ui';
import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names';

/** A menu that opens from `trigger`; its children are `MenuItem`s, `MenuLabel`s and `MenuLine`s. */
export function Menu({
  trigger,
  children,
  align = 'start',
  defaultOpen,
}: {
  trigger: ReactNode;
  children: ReactNode;
  align?: 'start' | 'end';
  /** For a menu that is loaded only once it is asked for. */
  defaultOpen?: boolean;
}) {
  return (
    <Radix.Root modal={false} defaultOpen={defaultOpen}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className="z-50 max-h-[70vh] min-w-52 overflow-y-auto rounded-md border bg-raised p-1 shadow-overlay"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export function MenuItem({ className, ...props }: ComponentProps<typeof Radix.Item>) {
  return (
    <Radix.Item
      className={classNames(
        'flex min-h-8 cursor-pointer items-center gap-2 rounded-sm px-2 text-sm outline-none max-sm:min-h-10',
        'data-[disabled]:cursor-not-allowed data-[disabled]:text-faint data-[highlighted]:bg-sunken [&_svg]:size-4 [&_svg]:text-muted',
        className,
      )}
      {...props}
    />
  );
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <Radix.Label className="px-2 pt-2 pb-1 text-xs text-muted">{children}</Radix.Label>;
}

export const MenuLine = () => <Radix.Separator className="-mx-1 my-1 h-px bg-line" />;
