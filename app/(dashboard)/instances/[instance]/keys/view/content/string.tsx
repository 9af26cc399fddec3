'use client';

import { useState } from 'react';
import { Pager } from '@/components/ui/pager';
import { Panel } from '@/components/ui/panel';
import { formatBytes } from '@/lib/format';
import { PAGE_BYTES } from '@/lib/keyspace/page-bytes';
import { FormButton } from '../form-button';
import { NOTHING_ASKED } from '../content-params';
import type { ContentProps } from './content-props';
import { EditText } from './edit-text';
import { isPlainText } from './stored-bytes';
import { ValuePanel } from './value-panel';

/** A value that is larger is not edited in a browser. */
const MOST_EDITED = 1_048_576;

/** A string: decoded where it is whole, else page by page. */
export function StringContent({ content, asked, pending, isGone, onAsk, onChanged }: ContentProps<'string'>) {
  const { value, bytes, offset, next, database, key } = content;
  const [edits, setEdits] = useState(false);
  const isWhole = offset === 0 && next === null;
  const editable = isWhole && isPlainText(value) && bytes <= MOST_EDITED && !isGone;
  return (
    <Panel
      title="Value"
      aside={
        <>
          <span className="text-muted">
            {isWhole ? formatBytes(bytes) : `${formatBytes(value.shownBytes)} of ${formatBytes(bytes)} shown`}
          </span>
          {(next !== null || offset > 0) && (
            <Pager
              offset={offset}
              count={next === null ? bytes - offset : next - offset}
              total={bytes}
              onOffset={(to) =>
                onAsk({ offset: to < offset ? Math.max(0, offset - PAGE_BYTES) || null : next })
              }
            />
          )}
          {editable && !edits && (
            <FormButton
              action="key.edit"
              input={{ db: database, key, part: { type: 'string', before: '', after: '' } }}
              label="Edit"
              isOpen={false}
              onToggle={() => setEdits(true)}
            />
          )}
        </>
      }
    >
      {edits && editable ? (
        <EditText
          text={value.text}
          inputFor={(before, after) => ({ db: database, key, part: { type: 'string', before, after } })}
          onClose={() => setEdits(false)}
          onDone={() => {
            setEdits(false);
            onChanged();
          }}
        />
      ) : (
        <ValuePanel
          value={value}
          from={offset}
          raw={asked.raw === 'base64'}
          onRaw={(on) => onAsk({ raw: on ? 'base64' : null })}
          others={content.views.filter((view) => view !== 'string')}
          onOther={(view) => onAsk({ ...NOTHING_ASKED, view })}
          aside={
            pending ? (
              <span role="status" className="text-sm text-muted">
                Reading…
              </span>
            ) : undefined
          }
        />
      )}
    </Panel>
  );
}
