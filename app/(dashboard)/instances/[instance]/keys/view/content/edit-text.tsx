'use client';

import { useState } from 'react';
import { ActionButton } from '@/components/actions/action-button';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import type { ActionInput } from '@/lib/actions/action-inputs';
import type { ApiError } from '@/lib/client/fetch-json';
import { formatBytes } from '@/lib/format';
import { fromWire, toBytes, toText, toWire } from '@/lib/patterns/bytes';
import { Change } from './change';
import { parseExactJson } from './parse-exact-json';

/** Changes a text. The server compares what was shown before it writes, so that nobody's change is lost. */
export function EditText({
  text,
  inputFor,
  onClose,
  onDone,
}: {
  text: string;
  /** Both as the API has them. */
  inputFor: (before: string, after: string) => ActionInput<'key.edit'>;
  onClose: () => void;
  onDone: () => void;
}) {
  const [typed, setTyped] = useState(text);
  // What is compared: what was shown, until somebody has seen that there is something else by now.
  const [shown, setShown] = useState(text);
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const wasJson = /^\s*[[{]/.test(text) && parseExactJson(text) !== undefined;
  const broken = wasJson && parseExactJson(typed) === undefined;
  const rows = Math.min(24, Math.max(3, typed.split('\n').length + 1, Math.ceil(typed.length / 120)));
  const settle = (next: string) => {
    setShown(conflict!.current!);
    setTyped(next);
    setConflict(null);
  };
  return (
    <div className="space-y-3">
      {conflict && (
        <Notice
          severity="warning"
          title={conflict.message}
          action={
            conflict.current === null ? (
              <Button onClick={onDone}>Read it again</Button>
            ) : (
              <div className="flex flex-wrap gap-2">
                <Button onClick={() => settle(typed)}>Keep what I typed, and compare with that</Button>
                <Button onClick={() => settle(conflict.current!)}>Go on from what is there now</Button>
              </div>
            )
          }
        >
          {conflict.current === null ? (
            'What is there now cannot be shown here.'
          ) : (
            <>
              <p>By now it is:</p>
              <pre className="mt-1 max-h-40 overflow-auto rounded-md border bg-sunken px-3 py-2 font-mono text-xs whitespace-pre-wrap text-ink">
                {conflict.current === '' ? '(empty)' : conflict.current}
              </pre>
            </>
          )}
        </Notice>
      )}
      <textarea
        aria-label="New value"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        rows={rows}
        autoFocus
        spellCheck={false}
        className="block max-h-[60vh] w-full rounded-md border border-line-strong bg-surface px-3 py-2 font-mono text-xs leading-5 max-sm:text-lg"
      />
      <div className="flex flex-wrap items-center justify-end gap-2">
        <span className="mr-auto text-sm text-muted" role="status">
          {broken
            ? 'It was JSON, and is none any more.'
            : `${formatBytes(toBytes(typed).length)}; written only if it is still what you were shown`}
        </span>
        <Button onClick={onClose}>Cancel</Button>
        <ActionButton
          action="key.edit"
          input={inputFor(toWire(toBytes(shown)), toWire(toBytes(typed)))}
          label="Save"
          variant="primary"
          disabledBecause={
            conflict
              ? 'Say first what is to become of the other change.'
              : typed === shown
                ? 'Nothing has changed.'
                : null
          }
          preview={<Change before={shown} after={typed} />}
          onDone={onDone}
          onFailed={(error) => error.code === 'CHANGED' && setConflict(conflictOf(error))}
        />
      </div>
    </div>
  );
}

interface Conflict {
  message: string;
  /** What is there now as text; `null`: not all of it came, or it is none. */
  current: string | null;
}

function conflictOf({ message, details }: ApiError): Conflict {
  const { current, currentBytes } = (details ?? {}) as {
    current?: string | null;
    currentBytes?: number | null;
  };
  const bytes = typeof current === 'string' ? fromWire(current) : null;
  return { message, current: bytes !== null && bytes.length === currentBytes ? toText(bytes) : null };
}
