'use client';

import { FindForm } from '@/components/ui/find-form';
import { exactName } from '@/lib/keyspace/glob';
import { fromWire, toWire } from '@/lib/patterns/bytes';
import type { ContentAsked } from '../content-params';
import type { AskContent } from './content-props';

/** Looks in the whole key: for one member or field by its very name, or for all that match a glob. */
export function ElementSearch({
  noun,
  asked: { match, find },
  onAsk,
}: {
  noun: string;
  asked: ContentAsked;
  onAsk: AskContent;
}) {
  const ask = (typed: string | null) => {
    const name = typed === null ? null : exactOf(typed);
    const isGlob = typed !== null && name === null;
    onAsk({ find: name, match: isGlob ? typed : null, cursor: null, offset: null, open: null });
  };
  return (
    <div className="w-64 max-sm:w-full">
      <FindForm
        label={`${noun} or pattern`}
        placeholder={`${noun} or user:*`}
        value={match ?? find}
        onFind={ask}
      />
    </div>
  );
}

/** The one name that was typed; `null`: it has wildcards, or is none. */
function exactOf(typed: string): string | null {
  try {
    const name = exactName(fromWire(typed));
    return name === null ? null : toWire(name);
  } catch {
    return null;
  }
}
