'use client';

import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { Button } from './button';
import { classNames } from './class-names';

const SIDES = {
  left: 'inset-y-0 left-0 w-72 duration-150 data-[state=open]:animate-in data-[state=open]:slide-in-from-left',
  right:
    'inset-y-0 right-0 w-[min(42rem,100vw)] duration-150 data-[state=open]:animate-in data-[state=open]:slide-in-from-right',
};

/** A modal dialog; Escape and the cross close it. */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  children,
  side,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  children: ReactNode;
  /** A sheet at an edge instead of a box in the middle: a menu at the left, what was opened at the right. */
  side?: keyof typeof SIDES;
}) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        {/* As high as what it lies under: a question about a dialog covers that, too. */}
        <Radix.Overlay className="fixed inset-0 z-50 bg-black/40 duration-100 data-[state=open]:animate-in data-[state=open]:fade-in" />
        <Radix.Content
          {...(description ? {} : { 'aria-describedby': undefined })}
          className={classNames(
            'fixed z-50 flex flex-col border shadow-overlay focus:outline-none',
            // What was opened has tables like those of the page.
            side === 'right' ? 'bg-surface' : 'bg-raised',
            side
              ? SIDES[side]
              : 'top-[12vh] left-1/2 max-h-[76vh] w-[min(36rem,calc(100vw-2rem))] -translate-x-1/2 rounded-lg duration-100 data-[state=open]:animate-in data-[state=open]:fade-in',
          )}
        >
          <header
            className={classNames(
              'flex items-start gap-4 pt-4',
              side === 'right' ? 'px-4' : 'px-5',
              side === 'left' && 'sr-only',
            )}
          >
            <div className="min-w-0 flex-1">
              <Radix.Title className="text-lg font-medium">{title}</Radix.Title>
              {description && (
                <Radix.Description asChild>
                  <div className="mt-1 text-base text-muted">{description}</div>
                </Radix.Description>
              )}
            </div>
            <Radix.Close asChild>
              <Button variant="quiet" size="icon" aria-label="Close" className="-mr-2">
                <X />
              </Button>
            </Radix.Close>
          </header>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
