'use client';

import { Search } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';

/** Asks for one member by its exact name. */
export function MemberSearch({
  value,
  onSearch,
}: {
  value: string | null;
  onSearch: (wire: string | null) => void;
}) {
  const [typed, setTyped] = useState(value ?? '');
  return (
    <form
      className="flex gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        onSearch(typed === '' ? null : typed);
      }}
    >
      <Input
        type="search"
        aria-label="Member"
        placeholder="user:42"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        className="font-mono"
      />
      <Button type="submit">
        <Search /> Find
      </Button>
    </form>
  );
}
