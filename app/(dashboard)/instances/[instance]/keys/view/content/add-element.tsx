'use client';

import { useState } from 'react';
import { ActionButton } from '@/components/actions/action-button';
import { Input, Select } from '@/components/ui/input';
import type { ActionInput } from '@/lib/actions/action-inputs';
import { SCORE } from '@/lib/redis/score';

type Element = ActionInput<'element.add'>['element'];
export type AddedType = Element['type'];

/** Adds an element. What is typed is text, or `base64:` and base64url for any bytes. */
export function AddElement({
  type,
  address,
  onDone,
}: {
  type: AddedType;
  address: { db: number; key: string };
  onDone: () => void;
}) {
  const [name, setName] = useState('');
  const [value, setValue] = useState('');
  const [end, setEnd] = useState<'first' | 'last'>('last');
  const needsScore = type === 'zset' && !SCORE.test(value);
  const isEmpty = type === 'list' ? value === '' : name === '';
  return (
    <div className="mx-4 mb-3 flex flex-wrap items-end gap-2 rounded-md border bg-sunken px-3 py-2">
      {type !== 'list' && (
        <Text
          label={type === 'hash' ? 'Field' : 'Member'}
          value={name}
          onChange={setName}
          grow={type === 'set'}
        />
      )}
      {type !== 'set' && (
        <Text
          label={type === 'zset' ? 'Score' : type === 'list' ? 'Element' : 'Value'}
          value={value}
          onChange={setValue}
          grow={type !== 'zset'}
        />
      )}
      {type === 'list' && (
        <Select
          aria-label="At which end"
          value={end}
          onChange={(event) => setEnd(event.target.value as 'first' | 'last')}
          className="w-auto"
        >
          <option value="last">at the end</option>
          <option value="first">at the beginning</option>
        </Select>
      )}
      <ActionButton
        action="element.add"
        input={{ ...address, element: elementOf(type, name, value, end) }}
        label="Add"
        variant="primary"
        disabledBecause={isEmpty ? 'Type what to add.' : needsScore ? 'The score is a number.' : null}
        onDone={() => {
          setName('');
          setValue('');
          onDone();
        }}
      />
    </div>
  );
}

/** What is typed, as the action takes it. @param name of a field or member @param value of a field, an element, or a score */
export function elementOf(type: AddedType, name: string, value: string, end: 'first' | 'last'): Element {
  switch (type) {
    case 'hash':
      return { type, field: name, value };
    case 'list':
      return { type, end, value };
    case 'set':
      return { type, member: name };
    case 'zset':
      return { type, member: name, score: value };
  }
}

const Text = ({
  label,
  value,
  grow,
  onChange,
}: {
  label: string;
  value: string;
  grow: boolean;
  onChange: (text: string) => void;
}) => (
  <label className={grow ? 'min-w-0 flex-1 basis-60 space-y-1' : 'w-48 space-y-1 max-sm:w-full'}>
    <span className="block text-xs text-muted">{label}</span>
    <Input
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className="font-mono"
      spellCheck={false}
      autoComplete="off"
    />
  </label>
);
