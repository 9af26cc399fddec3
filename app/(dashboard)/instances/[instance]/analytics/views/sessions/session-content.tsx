import { Skeleton } from '@/components/ui/skeleton';
import { WireName } from '@/components/ui/wire-name';
import type { ApiError } from '@/lib/client/fetch-json';
import { formatBytes } from '@/lib/format';
import type { SessionsResponse } from '@/lib/patterns/sessions/read';
import type { ThingData } from '../view-props';

/** What a session holds, by name and size alone, and which indexes it stands in. */
export function SessionContent({
  data,
  error,
}: {
  data: ThingData<SessionsResponse> | null;
  error: ApiError | null;
}) {
  if (error) return <p className="text-muted">What it holds cannot be read: {error.message}</p>;
  if (!data) return <Skeleton className="h-40" />;
  const { session } = data.view;
  if (!session) return <p className="text-muted">This session has ended.</p>;
  return (
    <>
      <section className="space-y-2">
        <h3 className="font-medium">What it holds</h3>
        <p className="text-sm text-muted">Names and sizes; the values are nobody’s business here.</p>
        <Fields session={session} />
      </section>
      <section className="space-y-2">
        <h3 className="font-medium">Indexes that name it</h3>
        {session.indexes.length === 0 ? (
          session.indexesComplete && <p className="text-sm text-muted">None.</p>
        ) : (
          <ul className="space-y-1">
            {session.indexes.map((index) => (
              <li key={index}>
                <WireName wire={index} />
              </li>
            ))}
          </ul>
        )}
        {!session.indexesComplete && (
          <p className="text-sm text-muted">
            {session.indexes.length === 0 ? 'Unknown: ' : 'There may be more: '}
            your Redis user may not run SISMEMBER on all that it could stand in.
          </p>
        )}
      </section>
    </>
  );
}

function Fields({
  session: { row, fields, fieldsComplete },
}: {
  session: NonNullable<SessionsResponse['session']>;
}) {
  if (fields === null) {
    const refused = row.fields === null ? 'HLEN' : 'HKEYS';
    return <p className="text-sm text-muted">Unknown: your Redis user may not run {refused} on it.</p>;
  }
  if (fields.length === 0) return <p className="text-sm text-muted">Its fields cannot be told apart.</p>;
  return (
    <>
      <dl className="divide-y rounded-md border" aria-label="Fields">
        {fields.map(({ name, bytes }) => (
          <div key={name} className="flex items-baseline justify-between gap-4 px-3 py-1.5">
            <dt className="min-w-0 truncate">
              <WireName wire={name} />
            </dt>
            <dd className="text-sm text-muted tabular-nums">{formatBytes(bytes)}</dd>
          </div>
        ))}
      </dl>
      {!fieldsComplete && <p className="text-sm text-muted">It is long: there are more.</p>}
    </>
  );
}
