'use client';

import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { formatCount } from '@/lib/format';
import { JsonNumber } from './parse-exact-json';

/** Children of one value that are drawn before somebody asks for more. */
const AT_ONCE = 100;
const LONGEST = 400;
/** What stands open at first: values that fit on a screen, and everything near the root. */
const OPEN_CHILDREN = 30;
const OPEN_DEPTH = 2;

type Composite = readonly unknown[] | Record<string, unknown>;

/** A value of JSON as a tree whose branches open and close. */
export const JsonTree = ({ value }: { value: unknown }) => (
  <div className="max-h-[60vh] overflow-auto rounded-md border bg-sunken py-2 pr-3 pl-1 font-mono text-xs leading-5">
    <Branch value={value} depth={0} />
  </div>
);

function Branch({
  name,
  isIndex = false,
  value,
  depth,
}: {
  name?: string;
  /** Its name is its place in an array. */
  isIndex?: boolean;
  value: unknown;
  depth: number;
}) {
  const composite = isComposite(value) ? value : null;
  const size = composite ? sizeOf(composite) : 0;
  const [open, setOpen] = useState(depth < OPEN_DEPTH && size <= OPEN_CHILDREN);
  const [shown, setShown] = useState(AT_ONCE);
  if (!composite || size === 0) {
    return (
      <p className="pl-5 break-words whitespace-pre-wrap">
        <Name name={name} isIndex={isIndex} />
        {composite ? (
          <span className="text-muted">{Array.isArray(composite) ? '[]' : '{}'}</span>
        ) : (
          <Leaf value={value} />
        )}
      </p>
    );
  }
  const isArray = Array.isArray(composite);
  return (
    <div>
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex min-h-5 items-center text-left hover:bg-raised max-sm:min-h-8"
      >
        <ChevronRight className={open ? 'mr-1 size-4 rotate-90 text-muted' : 'mr-1 size-4 text-muted'} />
        <span>
          <Name name={name} isIndex={isIndex} />
          <span className="text-muted">
            {isArray ? '[' : '{'}
            {!open && `${formatCount(size)} ${nounOf(isArray, size)}${isArray ? ']' : '}'}`}
          </span>
        </span>
      </button>
      {open && (
        <div className="ml-[0.6rem] border-l pl-2">
          {childrenOf(composite, shown).map(([key, child]) => (
            <Branch key={key} name={key} isIndex={isArray} value={child} depth={depth + 1} />
          ))}
          {size > shown && (
            <Button
              size="small"
              variant="quiet"
              className="ml-4 font-sans"
              onClick={() => setShown(shown * 5)}
            >
              Show more of {formatCount(size)}
            </Button>
          )}
        </div>
      )}
      {open && <p className="pl-5 text-muted">{isArray ? ']' : '}'}</p>}
    </div>
  );
}

const Name = ({ name, isIndex }: { name?: string; isIndex: boolean }) =>
  name === undefined ? null : (
    <>
      <span className={isIndex ? 'text-faint' : 'text-[var(--series-1)]'}>{name}</span>
      <span className="text-muted">: </span>
    </>
  );

function Leaf({ value }: { value: unknown }) {
  const [whole, setWhole] = useState(false);
  if (value instanceof JsonNumber) return <span className="text-[var(--series-2)]">{value.digits}</span>;
  if (typeof value !== 'string') return <span className="text-[var(--series-2)]">{String(value)}</span>;
  const cut = !whole && value.length > LONGEST;
  return (
    <span className="text-[var(--series-3)]">
      {JSON.stringify(cut ? value.slice(0, LONGEST) : value)}
      {cut && (
        <button type="button" onClick={() => setWhole(true)} className="ml-1 font-sans text-accent underline">
          … all {formatCount(value.length)} characters
        </button>
      )}
    </span>
  );
}

const isComposite = (value: unknown): value is Composite =>
  typeof value === 'object' && value !== null && !(value instanceof JsonNumber);

const sizeOf = (value: Composite) => (Array.isArray(value) ? value.length : Object.keys(value).length);

const childrenOf = (value: Composite, count: number): [string, unknown][] =>
  Array.isArray(value)
    ? value.slice(0, count).map((child, index) => [String(index), child])
    : Object.entries(value).slice(0, count);

function nounOf(isArray: boolean, size: number): string {
  if (isArray) return size === 1 ? 'item' : 'items';
  return size === 1 ? 'field' : 'fields';
}
