'use client';

import { useMemo, useState } from 'react';
import { ActionButton } from '@/components/actions/action-button';
import { useLive } from '@/components/live/live-provider';
import { Badge } from '@/components/ui/badge';
import { CopyLine } from '@/components/ui/copy-line';
import { DataTable } from '@/components/ui/data-table';
import { Input, Select } from '@/components/ui/input';
import { Moment } from '@/components/ui/moment';
import { Notice } from '@/components/ui/notice';
import { Panel } from '@/components/ui/panel';
import type { Column } from '@/components/ui/table-column';
import { WEBHOOK_PRESETS, type WebhookPreset } from '@/lib/advisor/webhook-body';
import type { AlertSettingsResponse, DeliveryEntry, WebhookEntry } from '@/lib/schemas/alerts';

const PRESETS: Record<WebhookPreset, string> = {
  generic: 'Hitrate’s own JSON',
  slack: 'Slack-compatible',
  alertmanager: 'Alertmanager-compatible',
};
const TONES = { waiting: 'info', delivered: 'fine', failed: 'critical' } as const;

/** Who is told of alerts, and whether it arrived. */
export function WebhookPanels({
  settings,
  now,
  onDone,
}: {
  settings: AlertSettingsResponse;
  now: number;
  onDone: () => void;
}) {
  const refusal = settings.refused['config|set'];
  if (refusal) {
    return (
      <Notice severity="unknown" title="Webhooks are shown to those who may set them" line={refusal.line}>
        {refusal.message}
      </Notice>
    );
  }
  return (
    <>
      <Panel title="Webhooks">
        <div className="space-y-4">
          {settings.webhooks.length === 0 ? (
            <p className="text-muted">
              Alerts are shown on this page only. A webhook sends them to a chat, a pager or an Alertmanager
              as well.
            </p>
          ) : (
            <ul aria-label="Webhooks" className="divide-y">
              {settings.webhooks.map((webhook) => (
                <WebhookRow key={webhook.id} webhook={webhook} now={now} onDone={onDone} />
              ))}
            </ul>
          )}
          <WebhookForm onDone={onDone} />
        </div>
      </Panel>
      <DeliveryTable deliveries={settings.deliveries} now={now} />
    </>
  );
}

function WebhookRow({ webhook, now, onDone }: { webhook: WebhookEntry; now: number; onDone: () => void }) {
  const { id, name, preset, shownUrl, person, changedAt } = webhook;
  return (
    <li aria-label={name} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
      <span className="font-medium">{name}</span>
      <span className="font-mono text-xs text-muted">{shownUrl}</span>
      <Badge>{PRESETS[preset]}</Badge>
      <span className="text-sm text-muted">
        set by {person}, <Moment at={changedAt} now={now} />
      </span>
      <span className="ml-auto flex gap-2">
        <ActionButton action="webhook.test" input={{ id }} size="small" onDone={onDone} onFailed={onDone} />
        <ActionButton action="webhook.remove" label="Remove" input={{ id }} size="small" onDone={onDone} />
      </span>
    </li>
  );
}

function WebhookForm({ onDone }: { onDone: () => void }) {
  const [name, setName] = useState('');
  const [url, setUrl] = useState('');
  const [preset, setPreset] = useState<WebhookPreset>('generic');
  const [secret, setSecret] = useState<string | null>(null);
  const isWrong = name.trim() === '' || !/^https?:\/\/[^/]/.test(url);
  return (
    <div className="space-y-3 border-t pt-4">
      <div className="flex flex-wrap items-end gap-3">
        <label className="w-40 space-y-1 text-sm max-sm:w-full">
          <span className="text-muted">Name</span>
          <Input value={name} onChange={(event) => setName(event.target.value)} autoComplete="off" />
        </label>
        <label className="min-w-60 flex-1 space-y-1 text-sm">
          <span className="text-muted">Address</span>
          <Input
            value={url}
            placeholder="https://"
            inputMode="url"
            autoComplete="off"
            onChange={(event) => setUrl(event.target.value)}
          />
        </label>
        <label className="w-52 space-y-1 text-sm max-sm:w-full">
          <span className="text-muted">Body</span>
          <Select value={preset} onChange={(event) => setPreset(event.target.value as WebhookPreset)}>
            {WEBHOOK_PRESETS.map((each) => (
              <option key={each} value={each}>
                {PRESETS[each]}
              </option>
            ))}
          </Select>
        </label>
        <ActionButton
          action="webhook.set"
          label="Set webhook"
          input={{ name: name.trim(), url, preset }}
          disabledBecause={
            isWrong ? 'Type a name and an address that begins with https:// or http://.' : null
          }
          onDone={(result) => {
            setSecret((result as { secret: string }).secret);
            setName('');
            setUrl('');
            onDone();
          }}
        />
      </div>
      {secret && (
        <Notice severity="info" title="The secret of its signatures, shown this once">
          <p className="mb-2">
            Keep it where the webhook is received. Each request’s X-Hitrate-Signature is “sha256=” and the
            HMAC-SHA256, with this secret, of X-Hitrate-Timestamp, a dot and the body.
          </p>
          <CopyLine line={secret} />
        </Notice>
      )}
    </div>
  );
}

function DeliveryTable({ deliveries, now }: { deliveries: readonly DeliveryEntry[]; now: number }) {
  const { instance } = useLive();
  const columns = useMemo(
    (): readonly Column<DeliveryEntry>[] => [
      {
        ...{ id: 'time', label: 'Time', value: ({ createdAt }) => createdAt, width: 150, onCard: 'half' },
        cell: ({ createdAt }) => <Moment at={createdAt} now={now} />,
      },
      { id: 'webhook', label: 'Webhook', value: ({ webhook }) => webhook, width: 150, onCard: 'title' },
      { id: 'event', label: 'Event', value: ({ event }) => event, width: 100, onCard: 'half' },
      {
        ...{ id: 'state', label: 'State', value: ({ state }) => state, width: 110, onCard: 'half' },
        cell: ({ state }) => <Badge tone={TONES[state]}>{state}</Badge>,
      },
      { id: 'attempts', label: 'Attempts', value: ({ attempts }) => attempts, unit: 'count', width: 90 },
      {
        ...{ id: 'status', label: 'Status', width: 80, onCard: 'half' },
        value: ({ status }) => status,
      },
      {
        ...{ id: 'error', label: 'Why not', value: ({ error }) => error, width: 320, grow: true },
        onCard: 'whole',
      },
      {
        ...{ id: 'next', label: 'Next attempt', value: ({ nextAt }) => nextAt, width: 130 },
        cell: ({ nextAt }) => (nextAt === null ? '—' : <Moment at={nextAt} now={now} />),
      },
    ],
    [now],
  );
  return (
    <Panel title="Deliveries" flush>
      <DataTable
        label="Deliveries"
        noun="delivery"
        columns={columns}
        rows={deliveries}
        rowId={({ id }) => String(id)}
        defaultSort="-time"
        filterHint="state=failed"
        exportName={`${instance.id}-deliveries`}
        urlPrefix="delivery"
        empty="Nothing has been sent yet. Every attempt will stand here, with its answer."
      />
    </Panel>
  );
}
