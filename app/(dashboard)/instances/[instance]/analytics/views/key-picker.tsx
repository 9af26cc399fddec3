'use client';

import { Select } from '@/components/ui/input';
import { toShown } from '@/components/ui/wire-name';

/** Which key of a thing is shown, where it has several that look alike. */
export function KeyPicker({
  label,
  value,
  keys,
  onChoose,
}: {
  /** What one of them is: `Board`. */
  label: string;
  value: string | null;
  keys: readonly string[];
  onChoose: (wire: string) => void;
}) {
  if (value === null || keys.length + Number(!keys.includes(value)) < 2) return null;
  // Not all names are kept, so the one that is shown may be none of them.
  const options = keys.includes(value) ? keys : [value, ...keys];
  return (
    <Select
      aria-label={label}
      value={value}
      onChange={(event) => onChoose(event.target.value)}
      className="w-auto max-w-full font-mono"
    >
      {options.map((key) => (
        <option key={key} value={key}>
          {toShown(key)}
        </option>
      ))}
    </Select>
  );
}
