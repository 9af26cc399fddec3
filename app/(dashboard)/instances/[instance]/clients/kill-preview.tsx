import type { ClientRow } from '@/lib/schemas/clients';
import { groupClients } from '@/lib/group-clients';

/** Exactly who is about to be disconnected. */
export function KillPreview({ clients }: { clients: readonly ClientRow[] }) {
  const groups = groupClients(clients, 'name');
  return (
    <div className="min-h-0 space-y-2">
      <p className="text-sm">
        {groups.slice(0, 6).map(({ key, clients: count }, index) => (
          <span key={key}>
            {index > 0 && ', '}
            <span className="font-mono text-xs">{key}</span>
            {count > 1 && ` ×${count}`}
          </span>
        ))}
        {groups.length > 6 && ` and ${groups.length - 6} more groups`}
      </p>
      <div
        className="max-h-56 overflow-y-auto rounded-md border"
        tabIndex={0}
        aria-label="Clients to be killed"
      >
        <table className="w-full text-left font-mono text-xs">
          <thead className="sr-only">
            <tr>
              <th>Id</th>
              <th>Name</th>
              <th>Address</th>
              <th>User</th>
            </tr>
          </thead>
          <tbody>
            {clients.slice(0, 500).map(({ node, id, name, addr, user }) => (
              <tr key={`${node}/${id}`} className="border-b border-line/60 last:border-b-0">
                <td className="px-3 py-1 text-right text-muted">{id}</td>
                <td className="py-1 pr-3">{name || '—'}</td>
                <td className="py-1 pr-3">{addr}</td>
                <td className="py-1 pr-3 text-muted">{user}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {clients.length > 500 && (
          <p className="px-3 py-1 text-xs text-muted">and {clients.length - 500} more</p>
        )}
      </div>
    </div>
  );
}
