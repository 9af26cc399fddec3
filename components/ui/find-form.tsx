'use client';

import { Search } from 'lucide-react';
import { Button } from './button';
import { Input } from './input';

/** Asks for one member, user or key by its exact name. */
export function FindForm({
  label = 'Member',
  placeholder = 'user:42',
  pattern,
  verb = 'Find',
  value,
  onFind,
}: {
  label?: string;
  placeholder?: string;
  /** What may be typed, as HTML has it. */
  pattern?: string;
  /** On the button. */
  verb?: string;
  value: string | null;
  onFind: (wire: string | null) => void;
}) {
  return (
    <form
      className="flex gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        const typed = new FormData(event.currentTarget).get('wanted');
        onFind(typeof typed === 'string' && typed !== '' ? typed : null);
      }}
    >
      <Input
        // What the page looks for may change by a click elsewhere.
        key={value}
        name="wanted"
        type="search"
        aria-label={label}
        placeholder={placeholder}
        pattern={pattern}
        defaultValue={value ?? ''}
        className="font-mono"
        spellCheck={false}
        autoComplete="off"
      />
      <Button type="submit">
        <Search /> {verb}
      </Button>
    </form>
  );
}
