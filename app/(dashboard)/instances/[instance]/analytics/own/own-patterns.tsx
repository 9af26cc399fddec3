'use client';

import { Download, Upload } from 'lucide-react';
import { useRef, useState } from 'react';
import { ActionButton } from '@/components/actions/action-button';
import { useLive } from '@/components/live/live-provider';
import { ReadTroubles } from '@/components/shell/read-troubles';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import type { ActionInput } from '@/lib/actions/action-inputs';
import { download } from '@/lib/client/download';
import { useRefreshed } from '@/lib/client/use-refreshed';
import type { AnalyticsResponse } from '@/lib/schemas/analytics';
import type { PatternsResponse } from '@/lib/schemas/own-patterns';
import { DescribeForm } from './describe-form';
import { OwnPatternTable } from './own-pattern-table';
import { RejectedTable } from './rejected-table';

/** What people here said of their keys: patterns of their own, and what is not what it looks like. As a file, too. */
export function OwnPatterns({
  database,
  template,
  rejected,
  onChanged,
}: {
  database: number;
  /** To begin a description with, from a group of keys that was not recognised. */
  template: string;
  rejected: AnalyticsResponse['rejected'];
  onChanged: () => void;
}) {
  const { instance } = useLive();
  const { data, error, refresh } = useRefreshed<PatternsResponse | null>(
    `/api/instances/${instance.id}/analytics/patterns?db=${database}`,
    null,
    null,
    true,
  );
  const changed = () => {
    void refresh();
    onChanged();
  };
  if (!data) return error ? <ReadTroubles error={error} /> : <Skeleton className="h-60" />;
  const { patterns, things } = data;
  return (
    <div className="space-y-4">
      <Panel title="Describe keys of your own">
        <DescribeForm known={data.known} database={database} template={template} onDone={changed} />
      </Panel>
      <Panel
        title="Described here"
        flush
        aside={
          <>
            <Button
              onClick={() =>
                download(
                  `${instance.id}-patterns.json`,
                  JSON.stringify({ patterns, things }, null, 2),
                  'application/json',
                )
              }
            >
              <Download /> Export file
            </Button>
            <ImportFile database={database} onDone={changed} />
          </>
        }
      >
        <OwnPatternTable patterns={patterns} database={database} onChanged={changed} />
      </Panel>
      {rejected.length > 0 && (
        <Panel title="Rejected" flush>
          <RejectedTable things={rejected} database={database} onChanged={changed} />
        </Panel>
      )}
    </div>
  );
}

/** Takes over a file that was exported here or at another instance. */
function ImportFile({ database, onDone }: { database: number; onDone: () => void }) {
  const field = useRef<HTMLInputElement>(null);
  const [read, setRead] = useState<ActionInput<'pattern.import'> | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const choose = async (file: File | undefined) => {
    if (!file) return;
    try {
      const { patterns = [], things = {} } = JSON.parse(await file.text()) as Partial<PatternsResponse>;
      setRead({ db: database, patterns, things });
      setTrouble(null);
    } catch {
      setRead(null);
      setTrouble(`${file.name} is no JSON: choose a file that was exported here.`);
    }
  };
  return (
    <>
      <input
        ref={field}
        type="file"
        accept="application/json,.json"
        aria-label="File of patterns"
        className="sr-only"
        onChange={(event) => void choose(event.target.files?.[0])}
      />
      {read ? (
        <ActionButton
          action="pattern.import"
          input={read}
          label={`Import ${read.patterns.length} descriptions, ${Object.keys(read.things).length} settings`}
          onDone={() => {
            setRead(null);
            onDone();
          }}
        />
      ) : (
        <Button onClick={() => field.current?.click()}>
          <Upload /> Import file
        </Button>
      )}
      {trouble && <Notice severity="warning" title={trouble} className="w-full" />}
    </>
  );
}
