'use client';

import { Send } from 'lucide-react';
import { useState } from 'react';
import { ActionButton } from '@/components/actions/action-button';
import { Input } from '@/components/ui/input';
import { Panel } from '@/components/ui/panel';

/** Says something to everybody who listens. */
export function PublishForm({ channel, sharded }: { channel: string | null; sharded: boolean }) {
  const [to, setTo] = useState<string | null>(null);
  const [message, setMessage] = useState('');
  const target = to ?? channel ?? '';
  return (
    <Panel title="Publish">
      <div className="flex flex-wrap gap-2">
        <Input
          aria-label="To channel"
          placeholder="channel"
          value={target}
          onChange={(event) => setTo(event.target.value)}
          className="w-48 font-mono"
        />
        <Input
          aria-label="Message"
          placeholder='{"type":"reload"}'
          value={message}
          onChange={(event) => setMessage(event.target.value)}
          className="min-w-48 flex-1 font-mono"
        />
        <ActionButton
          action="message.publish"
          input={{ channel: target, message, sharded }}
          icon={<Send />}
          disabledBecause={target === '' ? 'Name a channel' : null}
        />
      </div>
    </Panel>
  );
}
