'use client';

import { useState, type ReactNode } from 'react';
import { Panel } from '@/components/ui/panel';
import { FormButton } from '../form-button';
import { AddElement, elementOf, type AddedType } from './add-element';

/** The elements of a key in a table, with what finds them above it and a form that adds one. */
export function ElementPanel({
  title,
  type,
  address,
  isGone,
  tools,
  onChanged,
  children,
}: {
  title: string;
  type: AddedType;
  address: { db: number; key: string };
  isGone: boolean;
  tools: ReactNode;
  onChanged: () => void;
  children: ReactNode;
}) {
  const [adds, setAdds] = useState(false);
  return (
    <Panel
      flush
      title={title}
      aside={
        <>
          {tools}
          {!isGone && (
            <FormButton
              action="element.add"
              input={{ ...address, element: elementOf(type, '', '', 'last') }}
              label="Add"
              isOpen={adds}
              onToggle={() => setAdds(!adds)}
            />
          )}
        </>
      }
    >
      {adds && <AddElement type={type} address={address} onDone={onChanged} />}
      {children}
    </Panel>
  );
}
