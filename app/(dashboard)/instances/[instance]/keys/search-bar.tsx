'use client';

import { FindForm } from '@/components/ui/find-form';
import { Select } from '@/components/ui/input';
import type { TtlClass } from '@/lib/keyspace/ttl-class';
import { typeWord } from './type-badge';

const TYPES = ['string', 'hash', 'list', 'set', 'zset', 'stream', 'ReJSON-RL', 'TSDB-TYPE'];

const TTL_WORDS: Record<TtlClass, string> = {
  never: 'never ends',
  minute: 'ends within a minute',
  hour: 'ends within an hour',
  day: 'ends within a day',
  longer: 'ends later',
};

/** What a search asks for. */
export interface Search {
  match: string;
  type: string | null;
  ttl: TtlClass | null;
}

/** Which keys are listed: by name, type and the time that is left to them. The server looks, page by page. */
export function SearchBar({
  search: { match, type, ttl },
  byName,
  onSearch,
}: {
  search: Search;
  /** In the tree the branch says which names. */
  byName: boolean;
  onSearch: (change: Partial<{ [Name in keyof Search]: Search[Name] | null }>) => void;
}) {
  const types = type === null || TYPES.includes(type) ? TYPES : [...TYPES, type];
  return (
    <>
      {byName && (
        <div className="min-w-0 max-sm:w-full sm:w-96 [&_input]:min-w-0">
          <FindForm
            label="Name or pattern"
            placeholder="user:* or an exact name"
            verb="Search"
            value={match}
            onFind={(typed) => onSearch({ match: typed })}
          />
        </div>
      )}
      <Select
        aria-label="Type"
        value={type ?? ''}
        onChange={(event) => onSearch({ type: event.target.value || null })}
        className="w-auto max-sm:flex-1"
      >
        <option value="">All types</option>
        {types.map((each) => (
          <option key={each} value={each}>
            {typeWord(each)}
          </option>
        ))}
      </Select>
      <Select
        aria-label="Time left"
        value={ttl ?? ''}
        onChange={(event) => onSearch({ ttl: (event.target.value || null) as TtlClass | null })}
        className="w-auto max-sm:flex-1"
      >
        <option value="">Any time left</option>
        {Object.entries(TTL_WORDS).map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </Select>
    </>
  );
}
