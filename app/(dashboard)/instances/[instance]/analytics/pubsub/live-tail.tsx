'use client';

import { Play, Square } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Input, Select } from '@/components/ui/input';
import { Moment } from '@/components/ui/moment';
import { Panel } from '@/components/ui/panel';
import { ReadTroubles } from '@/components/shell/read-troubles';
import { WireName } from '@/components/ui/wire-name';
import { formatBytes, formatCount } from '@/lib/format';
import { useTail } from './use-tail';

type Kind = 'channel' | 'pattern' | 'sharded';

const SECONDS = 60;

/** What is published on a channel, from now on and for a minute. */
export function LiveTail({
  instance,
  channel,
  kind,
  onListen,
}: {
  instance: string;
  channel: string | null;
  kind: Kind;
  onListen: (next: { channel: string | null; kind: Kind }) => void;
}) {
  const [typed, setTyped] = useState(channel ?? '');
  const [chosen, setChosen] = useState<Kind>(kind);
  const tail = useTail(instance, channel, kind, SECONDS);
  const listening = tail.state === 'listening';
  const changed = typed !== (channel ?? '') || chosen !== kind;
  return (
    <Panel title="Listen">
      <form
        className="flex flex-wrap gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (changed) onListen({ channel: typed || null, kind: chosen });
          else if (listening) tail.stop();
          else tail.start();
        }}
      >
        <Select
          aria-label="What to listen to"
          value={chosen}
          onChange={(event) => setChosen(event.target.value as Kind)}
          className="w-auto"
        >
          <option value="channel">Channel</option>
          <option value="pattern">Pattern</option>
          <option value="sharded">Sharded channel</option>
        </Select>
        <Input
          aria-label="Channel or pattern"
          placeholder={chosen === 'pattern' ? 'chat:*' : 'chat:room:general'}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          className="min-w-40 flex-1 font-mono"
        />
        <Button type="submit" variant={listening ? 'secondary' : 'primary'} disabled={typed === ''}>
          {listening && !changed ? <Square /> : <Play />}
          {changed ? 'Choose' : listening ? 'Stop' : `Listen for ${SECONDS} s`}
        </Button>
      </form>
      <div className="mt-3 space-y-2">
        <ReadTroubles error={tail.error} />
        {tail.state !== 'idle' && (
          <p role="status" className="text-sm text-muted">
            {listening ? 'Listening' : 'Ended'}: {formatCount(tail.heard)} heard
            {tail.dropped > 0 && `, ${formatCount(tail.dropped)} more came too fast to be shown`}.
          </p>
        )}
        {tail.messages.length > 0 && (
          <ol className="max-h-96 divide-y overflow-y-auto rounded-md border" aria-label="Messages">
            {tail.messages.map(({ id, at, channel: from, payload, bytes }) => (
              <li key={id} className="px-3 py-1.5 text-sm">
                <span className="flex gap-3 text-xs text-muted">
                  <Moment at={at} now={at} />
                  {kind === 'pattern' && <WireName wire={from} />}
                  <span className="ml-auto">{formatBytes(bytes)}</span>
                </span>
                <span className="block font-mono text-xs break-all">{payload}</span>
              </li>
            ))}
          </ol>
        )}
      </div>
    </Panel>
  );
}
