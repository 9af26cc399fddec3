'use client';

import { Pause, Play } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { SeverityIcon } from '@/components/ui/severity-icon';
import { useNow } from '@/lib/client/use-now';
import { formatDuration } from '@/lib/format';
import { useLive, useLiveStore } from './live-provider';

/** Three of the slowest polls without a sample: what stands on the page is no longer the present. */
export const STALE_MS = 15_000;

/** Live or paused, on a page without charts; and since when what is shown is old. */
export function LiveControls() {
  const store = useLiveStore();
  const { paused } = useLive();
  return (
    <div className="flex items-center gap-2">
      <LiveTrouble moving={!paused} />
      <Button
        onClick={() => store.setPaused(!paused)}
        aria-pressed={paused}
        title={paused ? 'Follow the present again' : 'Keep what is shown'}
      >
        {paused ? <Play /> : <Pause />}
        <span className="max-sm:sr-only">{paused ? 'Resume' : 'Pause'}</span>
      </Button>
    </div>
  );
}

/** Why what is shown may not be the present. @param moving whether the page shows the present at all */
export function LiveTrouble({ moving }: { moving: boolean }) {
  const { connection, instance } = useLive();
  const newest = Math.max(0, ...(instance.nodes ?? []).map(({ at }) => at ?? 0));
  const age = useNow(newest) - newest;
  const stale = newest > 0 && age > STALE_MS;
  return (
    <>
      {connection === 'refused' && <Trouble text="Signed out or no longer allowed" />}
      {connection === 'lost' && <Trouble text="Reconnecting" />}
      {connection === 'open' && stale && moving && (
        <Trouble text={`No data for ${formatDuration(age / 1000)}`} />
      )}
    </>
  );
}

function Trouble({ text }: { text: string }) {
  return (
    <span role="status" className="flex items-center gap-1.5 text-sm text-warning">
      <SeverityIcon severity="warning" />
      {text}
    </span>
  );
}
