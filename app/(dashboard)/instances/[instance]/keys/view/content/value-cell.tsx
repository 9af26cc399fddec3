import { Badge } from '@/components/ui/badge';
import type { ShownValue } from '@/lib/keyspace/shown-value';
import { kindOfValue } from './value-kind';

const LONGEST = 300;

/** A value on one line of a table: its beginning, and how it was packed where it was. */
export function ValueCell({ value }: { value: ShownValue }) {
  const { form, wrappers, text, truncated, note } = value;
  if (form === 'binary') {
    return (
      <span className="flex min-w-0 items-center gap-2">
        <Badge title={note ?? undefined}>{kindOfValue(value)}</Badge>
        <span className="truncate font-mono text-xs text-muted">{firstBytes(text)}</span>
      </span>
    );
  }
  if (text === '') return <span className="text-muted">(empty)</span>;
  const line = text.slice(0, LONGEST).replace(/\s+/g, ' ');
  return (
    <span className="flex min-w-0 items-center gap-2">
      {(wrappers.length > 0 || form === 'messagepack') && <Badge>{kindOfValue(value)}</Badge>}
      <span className="truncate font-mono text-xs" title={text.slice(0, 1_000)}>
        {line}
        {truncated && <span className="text-faint"> …</span>}
      </span>
    </span>
  );
}

/** The bytes of the first line of a hex dump, without its offset and its ASCII. */
const firstBytes = (dump: string) =>
  /^[0-9a-f]+:?\s+((?:[0-9a-f]{2} ?)+)/.exec(dump)?.[1] ?? dump.slice(0, 60);
