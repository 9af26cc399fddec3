'use client';

import { ChevronRight, Pin, PinOff } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { ActionButton } from '@/components/actions/action-button';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { formatCount } from '@/lib/format';
import { PATTERNS } from '@/lib/patterns/pattern-ids';
import type { ThingHeader } from '@/lib/schemas/analytics';
import { PartTable } from './part-table';
import { SettingsForm } from './settings-form';

/** Where one is, why this is what it looks like, and how to correct it. */
export function ThingHead({
  thing,
  database,
  instance,
  onChanged,
}: {
  thing: ThingHeader;
  database: number;
  instance: string;
  onChanged: () => void;
}) {
  const [open, setOpen] = useState<'why' | 'settings' | null>(null);
  const toggle = (part: 'why' | 'settings') => setOpen(open === part ? null : part);
  const suffix = database > 0 ? `?db=${database}` : '';
  const best = thing.parts.toSorted((a, b) => b.confidence - a.confidence)[0];
  return (
    <section className="rounded-lg border bg-surface px-4 py-3" aria-label="What this is">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <nav aria-label="Path" className="flex items-center gap-1 text-muted">
          <Link href={`/instances/${instance}/analytics${suffix}`} className="hover:text-ink">
            Analytics
          </Link>
          <ChevronRight className="size-4" />
          <Link
            href={`/instances/${instance}/analytics?pattern=${thing.pattern}${suffix.replace('?', '&')}`}
            className="hover:text-ink"
          >
            {PATTERNS[thing.pattern].label}
          </Link>
        </nav>
        <Badge>{thing.source}</Badge>
        <Badge tone={thing.confidence >= 0.9 ? 'fine' : 'neutral'}>
          {Math.round(thing.confidence * 100)} % sure
        </Badge>
        <span className="text-muted">
          {formatCount(thing.keys)} {thing.keys === 1 ? 'key' : 'keys'}
        </span>
        <div className="ml-auto flex flex-wrap items-center gap-2">
          <ActionButton
            action="thing.change"
            input={{ db: database, thing: thing.id, pinned: thing.pinned ? null : true }}
            label={thing.pinned ? 'Unpin' : 'Pin'}
            icon={thing.pinned ? <PinOff /> : <Pin />}
            variant="quiet"
            onDone={onChanged}
          />
          <Button variant="quiet" aria-expanded={open === 'settings'} onClick={() => toggle('settings')}>
            Correct
          </Button>
          <Button variant="quiet" aria-expanded={open === 'why'} onClick={() => toggle('why')}>
            Why?
          </Button>
        </div>
      </div>
      {best && open !== 'why' && <p className="mt-1 truncate text-sm text-muted">{best.why}</p>}
      {open === 'why' && <PartTable parts={thing.parts} />}
      {open === 'settings' && (
        <SettingsForm thing={thing} database={database} instance={instance} onChanged={onChanged} />
      )}
    </section>
  );
}
