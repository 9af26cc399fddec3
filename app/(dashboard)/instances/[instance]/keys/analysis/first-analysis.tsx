import { Panel } from '@/components/ui/panel';
import { formatCount } from '@/lib/format';
import { StartForm } from './start-form';

/** Before there is any analysis: what one tells, what it costs, and the way to it. */
export function FirstAnalysis({
  keys,
  ...form
}: {
  database: number;
  keys: number | null;
  busyBecause: string | null;
  onStarted: () => void;
}) {
  return (
    <Panel className="mx-auto w-full max-w-3xl">
      <div className="space-y-5 py-3 sm:px-2">
        <div className="space-y-1.5">
          <h2 className="text-lg font-medium">Where did the memory go?</h2>
          <p className="text-muted">
            An analysis looks at {keys === null ? 'every key' : `each of ${formatCount(keys)} keys`} once and
            tells by name, type, size and age where the bytes are, what never expires, and what grew since the
            last one.
          </p>
          <p className="text-muted">
            It asks with your own user, a hundred keys at a time, and slows down before others notice. It goes
            on when you leave this page, and can be paused or cancelled at any time. Its own look-ups are
            counted out of the hit rate.
          </p>
        </div>
        <StartForm keys={keys} {...form} />
      </div>
    </Panel>
  );
}
