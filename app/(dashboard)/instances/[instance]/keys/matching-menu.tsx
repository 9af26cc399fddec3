'use client';

import { ChevronDown } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useCapability } from '@/components/actions/capabilities-provider';
import { useLive } from '@/components/live/live-provider';
import { Button } from '@/components/ui/button';
import { Menu, MenuItem, MenuLabel } from '@/components/ui/menu';
import { may } from '@/lib/capabilities';
import { ownPath } from '@/lib/client/base-path';

const MatchingDialog = dynamic(() => import('./matching-dialog').then((module) => module.MatchingDialog), {
  ssr: false,
});

/** Which keys are meant: those that the search finds, whether they are listed yet or not. */
export interface Matching {
  db: number;
  match: string;
  type?: string;
  ttl?: 'never' | 'minute' | 'hour' | 'day' | 'longer';
}

/** What can be done with all keys that match. */
export function MatchingMenu({ matching, onDone }: { matching: Matching; onDone: () => void }) {
  const { instance } = useLive();
  const [open, setOpen] = useState<'unlink' | 'expire' | null>(null);
  const { db, match, type, ttl } = matching;
  const mayDump = may(useCapability('dump'));
  const search = new URLSearchParams({ db: String(db), match, ...(type && { type }), ...(ttl && { ttl }) });
  return (
    <>
      <Menu
        align="end"
        trigger={
          <Button>
            All that match <ChevronDown />
          </Button>
        }
      >
        <MenuLabel>Listed here or not</MenuLabel>
        <MenuItem onSelect={() => setOpen('expire')}>Set time to live…</MenuItem>
        <MenuItem onSelect={() => setOpen('unlink')}>Remove…</MenuItem>
        {mayDump ? (
          <MenuItem asChild>
            <a href={ownPath(`/api/instances/${instance.id}/keys/export?${search}`)} download>
              Export with DUMP, as JSON lines
            </a>
          </MenuItem>
        ) : (
          <MenuItem disabled>Export with DUMP: needs +dump</MenuItem>
        )}
      </Menu>
      {open && (
        <MatchingDialog kind={open} matching={matching} onClose={() => setOpen(null)} onDone={onDone} />
      )}
    </>
  );
}
