'use client';

import { ActionButton } from '@/components/actions/action-button';
import { Dialog } from '@/components/ui/dialog';
import { textOf } from '@/components/ui/table-column';
import { isBlocked } from '@/lib/redis/client-flags';
import type { ClientRow } from '@/lib/schemas/clients';
import { CLIENT_COLUMNS } from './client-columns';
import { KillPreview } from './kill-preview';

/** Everything that the server says of one connection, also what has no column. */
export function ClientDetail({
  client,
  onClose,
  onChange,
}: {
  client: ClientRow;
  onClose: () => void;
  onChange: () => void;
}) {
  const known = CLIENT_COLUMNS.filter(({ value }) => value(client) !== null);
  const fields = [
    ...known.map((column) => [column.label, column.id === 'id' ? String(client.id) : textOf(column, client)]),
    ...Object.entries(client.extra),
  ];
  const done = () => {
    onClose();
    onChange();
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={client.name || `Client ${client.id}`}
      description={client.addr}
    >
      <div className="min-h-0 overflow-y-auto px-5 pt-3" tabIndex={0} aria-label="Fields of the connection">
        <dl className="grid grid-cols-2 gap-x-6 sm:grid-cols-[auto_1fr_auto_1fr]">
          {fields.map(([label, value]) => (
            <div key={label} className="contents">
              <dt className="border-t border-line/60 py-1 text-sm text-muted">{label}</dt>
              <dd className="border-t border-line/60 py-1 font-mono text-xs break-all">{value}</dd>
            </div>
          ))}
        </dl>
      </div>
      <div className="flex flex-wrap justify-end gap-2 border-t px-5 py-3">
        {isBlocked(client.flags) && (
          <ActionButton action="client.unblock" input={{ node: client.node, id: client.id }} onDone={done} />
        )}
        <ActionButton
          action="client.kill"
          label="Kill 1 client"
          variant="danger"
          input={{ clients: [{ node: client.node, id: client.id }] }}
          disabledBecause={
            client.own
              ? 'This is a connection of the dashboard.'
              : client.kind === 'replica' || client.kind === 'primary'
                ? 'Replication is protected.'
                : null
          }
          preview={<KillPreview clients={[client]} />}
          onDone={done}
        />
      </div>
    </Dialog>
  );
}
