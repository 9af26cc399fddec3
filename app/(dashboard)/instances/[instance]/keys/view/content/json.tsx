'use client';

import { ChevronRight } from 'lucide-react';
import { Fragment, useMemo } from 'react';
import { DataTable } from '@/components/ui/data-table';
import { Notice } from '@/components/ui/notice';
import { Panel } from '@/components/ui/panel';
import type { Column } from '@/components/ui/table-column';
import { toShown } from '@/components/ui/wire-name';
import { formatBytes, formatCount } from '@/lib/format';
import type { ContentOf } from '@/lib/keyspace/content-schema';
import type { ContentProps } from './content-props';
import { pathsAbove } from './json-paths';
import { OffsetPager } from './offset-pager';
import { ValuePanel } from './value-panel';

type Child = ContentOf<'json'>['children'][number];

/** A document of the JSON module: as a tree where it is small enough, else level by level. */
export function JsonContent({ content, asked, onAsk }: ContentProps<'json'>) {
  const { path, jsonType, size, bytes, value, children, next, key } = content;
  const columns = useMemo(() => columnsOf(), []);
  const facts = [
    jsonType,
    size !== null && `${formatCount(size)} ${jsonType === 'string' ? 'characters' : 'members'}`,
    bytes !== null && formatBytes(bytes),
  ].filter(Boolean);
  return (
    <>
      <Panel
        title={
          <span className="flex flex-wrap items-center gap-1 font-mono text-xs">
            {pathsAbove(path).map((step, index, all) => (
              <Fragment key={step.path}>
                {index > 0 && <ChevronRight className="size-3.5 text-faint" />}
                {index === all.length - 1 ? (
                  <span className="font-medium">{step.label}</span>
                ) : (
                  <button
                    type="button"
                    onClick={() => onAsk({ path: step.path === '$' ? null : step.path, offset: null })}
                    className="text-muted hover:text-accent"
                  >
                    {step.label}
                  </button>
                )}
              </Fragment>
            ))}
          </span>
        }
        aside={<span className="text-muted">{facts.join(', ')}</span>}
      >
        {value ? (
          <ValuePanel
            value={value}
            raw={asked.raw === 'base64'}
            onRaw={(on) => onAsk({ raw: on ? 'base64' : null })}
          />
        ) : (
          <p className="text-muted">
            {jsonType === null
              ? 'Nothing is at this path.'
              : 'It is too large to read at once: open one of its members.'}
          </p>
        )}
      </Panel>
      {!value && children.length > 0 && (
        <Panel
          flush
          title="Members"
          aside={
            <OffsetPager
              offset={asked.offset}
              shown={children.length}
              next={next}
              total={size ?? children.length}
              onAsk={onAsk}
            />
          }
        >
          <DataTable
            label="Members"
            noun="member"
            columns={columns}
            rows={children}
            rowId={(child) => child.path}
            defaultSort="name"
            filterHint="name, type:array"
            exportName={toShown(key)}
            onOpen={(child) => onAsk({ path: child.path, offset: null })}
            empty={<Notice severity="info" title="It has no members." />}
          />
        </Panel>
      )}
    </>
  );
}

const columnsOf = (): readonly Column<Child>[] => [
  { id: 'name', label: 'Name', value: ({ name }) => name, width: 220, mono: true, onCard: 'title' },
  { id: 'type', label: 'Type', value: ({ jsonType }) => jsonType, width: 100, onCard: 'half' },
  { id: 'size', label: 'Size', value: ({ size }) => size, unit: 'count', width: 90, onCard: 'half' },
  {
    id: 'value',
    label: 'Value',
    value: ({ value }) => value,
    width: 320,
    grow: true,
    mono: true,
    onCard: 'whole',
  },
];
