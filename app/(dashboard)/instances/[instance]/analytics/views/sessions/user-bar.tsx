import { ActionButton } from '@/components/actions/action-button';
import { Button } from '@/components/ui/button';
import { toShown, WireName } from '@/components/ui/wire-name';
import { formatCount } from '@/lib/format';
import type { SessionsResponse } from '@/lib/patterns/sessions/read';
import type { SessionAddress } from './session-columns';

/** Whose sessions are shown, how they were found, and the way to end them all. */
export function UserBar({
  user,
  view,
  isOf,
  address,
  onClear,
  onChanged,
}: {
  user: string;
  view: SessionsResponse;
  /** Whether the answer is about this user already. */
  isOf: boolean;
  address: SessionAddress;
  onClear: () => void;
  onChanged: () => void;
}) {
  const { found, listed } = view;
  const name = toShown(user);
  const short = name.length > 24 ? `${name.slice(0, 23)}…` : name;
  return (
    <section
      aria-label="Whose sessions"
      className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border bg-surface px-4 py-3"
    >
      <div className="min-w-0 flex-1 basis-72">
        <p>
          Sessions of <WireName wire={user} className="text-sm" />
        </p>
        <p className="text-sm text-muted">
          {found && isOf ? describeFound(found, listed) : 'Looking for them …'}
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        <Button onClick={onClear}>Show everybody</Button>
        <ActionButton
          action="user.signout"
          input={{ ...address, user }}
          label={`Revoke all of ${short}`}
          variant="danger"
          disabledBecause={whyNot(isOf, listed)}
          preview={
            <p className="text-sm">
              {formatCount(listed)} {listed === 1 ? 'session is' : 'sessions are'} known by now.
            </p>
          }
          onDone={onChanged}
        />
      </div>
    </section>
  );
}

function whyNot(isOf: boolean, listed: number): string | null {
  if (!isOf) return 'They are being looked for';
  return listed === 0 ? 'No session of this user is known' : null;
}

function describeFound(
  { byIndex, bySessions, looked, of, complete }: NonNullable<SessionsResponse['found']>,
  listed: number,
): string {
  const how =
    listed === 0
      ? 'None was found'
      : `${formatCount(byIndex)} by the indexes, ${formatCount(bySessions)} more by the sessions’ own word`;
  const effort = looked > 0 ? `, ${formatCount(looked)} of ${formatCount(of)} sessions were looked at` : '';
  return `${how}${effort}. ${complete ? 'There can be no others.' : 'There may be others that no index names.'}`;
}
