'use client';

import { Button } from '@/components/ui/button';
import { Meter } from '@/components/ui/meter';
import { Panel } from '@/components/ui/panel';
import { WireName } from '@/components/ui/wire-name';
import { formatCount } from '@/lib/format';
import type { PresenceResponse } from '@/lib/patterns/presence/read';

/** How many of those on the set give a sign of life, and who of them does not. */
export function Heartbeats({
  heartbeats: { looked, alive, stuck },
  onFind,
}: {
  heartbeats: NonNullable<PresenceResponse['heartbeats']>;
  onFind: (wire: string) => void;
}) {
  return (
    <Panel title="Signs of life">
      <p className="tabular-nums">
        {formatCount(alive)} of {formatCount(looked)} {looked === 1 ? 'user' : 'users'}
        <span className="text-muted"> looked at {alive === 1 ? 'has' : 'have'} a heartbeat</span>
      </p>
      <Meter
        ratio={looked === 0 ? 0 : alive / looked}
        tone="fine"
        rest={alive < looked ? 'warning' : undefined}
        className="mt-2"
      />
      <p className="mt-3 text-sm text-muted">
        A heartbeat is a key of each user that ends by itself soon after the last sign of life. Who is on the
        set without one has left, and nobody took them off.
      </p>
      {stuck.length > 0 && (
        <>
          <h3 className="mt-3 text-xs text-muted">
            Stuck{stuck.length < looked - alive && ', some of them'}
          </h3>
          <ul className="mt-1 flex max-h-60 flex-wrap gap-1 overflow-y-auto">
            {stuck.map((user) => (
              <li key={user}>
                <Button size="small" onClick={() => onFind(user)}>
                  <WireName wire={user} />
                </Button>
              </li>
            ))}
          </ul>
        </>
      )}
    </Panel>
  );
}
