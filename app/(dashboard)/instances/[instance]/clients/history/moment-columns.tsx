import { Badge } from '@/components/ui/badge';
import { Moment } from '@/components/ui/moment';
import type { Column } from '@/components/ui/table-column';
import type { KeptConnectionRow } from '@/lib/schemas/client-history';

/**
 * The columns of the connections at a moment; `name`, `addr`, `user` and `lib-name` filter as on the other tab.
 * @param at the moment
 * @param now the present, both Unix milliseconds
 */
export const momentColumns = (at: number, now: number): readonly Column<KeptConnectionRow>[] => [
  {
    id: 'name',
    label: 'Name',
    value: ({ name }) => name,
    width: 190,
    grow: true,
    mono: true,
    onCard: 'title',
    cell: ({ name, own, kind }) => (
      <span className="flex items-center gap-1.5">
        <span className="truncate">{name || <span className="text-faint">—</span>}</span>
        {own && <Badge tone="accent">this dashboard</Badge>}
        {(kind === 'replica' || kind === 'primary') && <Badge tone="info">{kind}</Badge>}
        {kind === 'monitor' && <Badge tone="warning">MONITOR</Badge>}
      </span>
    ),
  },
  { id: 'addr', label: 'Address', value: ({ addr }) => addr, width: 170, mono: true, onCard: 'whole' },
  { id: 'user', label: 'User', value: ({ user }) => user, width: 110, mono: true, onCard: 'half' },
  {
    id: 'lib-name',
    label: 'Library',
    value: ({ libName, libVersion }) => [libName, libVersion].filter(Boolean).join(' ') || null,
    width: 150,
    mono: true,
    onCard: 'half',
  },
  {
    id: 'connected',
    label: 'Connected',
    explains: 'When it was opened',
    value: ({ connectedAt }) => connectedAt,
    width: 130,
    onCard: 'half',
    cell: ({ connectedAt }) => <Moment at={connectedAt} now={now} />,
  },
  {
    id: 'age',
    label: 'Age then',
    value: ({ connectedAt }) => Math.max(0, at - connectedAt) / 1000,
    unit: 'seconds',
    width: 100,
    onCard: 'half',
  },
  {
    id: 'closed',
    label: 'Closed',
    explains: 'Between the last reading that listed it and the next one',
    value: ({ closedBetween }) => closedBetween?.[1] ?? null,
    width: 190,
    cell: ({ closedBetween, certainty }) =>
      closedBetween === null ? (
        <span className="text-muted">still open</span>
      ) : (
        <span className="flex items-center gap-1.5">
          by <Moment at={closedBetween[1]} now={now} />
          {certainty === 'closing' && (
            <Badge title="Listed by the reading before this moment and not by the one after it.">
              perhaps gone
            </Badge>
          )}
        </span>
      ),
  },
  { id: 'kind', label: 'Kind', value: ({ kind }) => kind, width: 90, extra: true },
  { id: 'node', label: 'Node', value: ({ node }) => node, width: 160, mono: true, extra: true },
  { id: 'id', label: 'Id', value: ({ client }) => client, unit: 'count', width: 90, extra: true },
];
