import { toShown } from '@/components/ui/wire-name';
import type { SessionRow } from '@/lib/patterns/sessions/model';

const MOST_SHOWN = 100;

/** Whose sessions are about to end. */
export function RevokePreview({ sessions }: { sessions: readonly SessionRow[] }) {
  return (
    <div
      className="max-h-56 min-h-0 overflow-y-auto rounded-md border"
      tabIndex={0}
      aria-label="Sessions to be revoked"
    >
      <table className="w-full text-left text-xs">
        <thead className="sr-only">
          <tr>
            <th>Session</th>
            <th>User</th>
            <th>Address</th>
            <th>With</th>
          </tr>
        </thead>
        <tbody>
          {sessions.slice(0, MOST_SHOWN).map(({ key, id, user, ip, agent }) => (
            <tr key={key} className="border-b border-line/60 last:border-b-0">
              <td className="px-3 py-1 font-mono">{id}</td>
              <td className="py-1 pr-3">{user === null ? '—' : toShown(user)}</td>
              <td className="py-1 pr-3 font-mono text-muted">{ip ?? '—'}</td>
              <td className="py-1 pr-3 text-muted">{agent ?? '—'}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {sessions.length > MOST_SHOWN && (
        <p className="px-3 py-1 text-xs text-muted">and {sessions.length - MOST_SHOWN} more</p>
      )}
    </div>
  );
}
