'use client';

import { useQueryState } from 'nuqs';
import { Select } from '@/components/ui/input';
import { formatCount } from '@/lib/format';
import { databaseParams } from '@/lib/search-params';

/** Which logical database; not there where only the first one holds keys. */
export function DatabasePicker({
  database,
  databases,
}: {
  database: number;
  databases: readonly { database: number; keys: number }[];
}) {
  const [, setDatabase] = useQueryState('db', databaseParams.db);
  const offered = databases.some((each) => each.database === database)
    ? databases
    : [{ database, keys: 0 }, ...databases];
  if (offered.length === 1 && database === 0) return null;
  return (
    <Select
      aria-label="Database"
      value={database}
      onChange={(event) => void setDatabase(Number(event.target.value), { shallow: false })}
      className="w-auto"
    >
      {offered.map((each) => (
        <option key={each.database} value={each.database}>
          db{each.database} · {formatCount(each.keys)} keys
        </option>
      ))}
    </Select>
  );
}
