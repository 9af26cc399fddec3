'use client';

import { ActionButton } from '@/components/actions/action-button';
import { Badge } from '@/components/ui/badge';
import { Panel } from '@/components/ui/panel';
import { toShown, WireName } from '@/components/ui/wire-name';
import { formatBytes, formatDuration } from '@/lib/format';
import type { TimeSeries } from '@/lib/patterns/time-series/model';
import type { ThingHeader } from '@/lib/schemas/analytics';
import { groupBy } from './group-by';

type Orientation = NonNullable<TimeSeries['orientation']>['is'];

const WORDS: Record<Orientation, string> = {
  'score-is-time': 'The score is the time',
  'score-is-value': 'The score is the value',
};
const OTHER: Record<Orientation, Orientation> = {
  'score-is-time': 'score-is-value',
  'score-is-value': 'score-is-time',
};

/** How the points are taken to be written, and why; whoever knows better says so. */
export function EncodingPanel({
  series,
  thing,
  database,
  onChanged,
}: {
  series: readonly TimeSeries[];
  thing: ThingHeader;
  database: number;
  onChanged: () => void;
}) {
  const ways = groupBy(series, ({ orientation }) => orientation && JSON.stringify(orientation));
  const modules = series.filter(({ module }) => module !== null);
  if (ways.length === 0 && modules.length === 0) return null;
  const address = { db: database, thing: thing.id };
  const said = thing.settings.orientation;
  const shown = said ?? series.find(({ orientation }) => orientation !== null)?.orientation?.is;
  return (
    <Panel title="How it is written">
      <ul className="space-y-1.5">
        {ways.map(([id, alike]) => {
          const { is, reason, fits } = alike[0]!.orientation!;
          return (
            <li key={id} className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <span className="font-medium">{WORDS[is]}</span>
              {!fits && <Badge tone="warning">the data is not like that</Badge>}
              <span className="text-muted">{reason}</span>
              {ways.length > 1 && (
                <span className="truncate font-mono text-xs text-muted">
                  {alike.map(({ key }) => toShown(key)).join(', ')}
                </span>
              )}
            </li>
          );
        })}
      </ul>
      {shown && (
        <div className="mt-3 flex flex-wrap items-center gap-2">
          <ActionButton
            action="thing.change"
            input={{ ...address, orientation: OTHER[shown] }}
            label={`Read it the other way: ${WORDS[OTHER[shown]].toLowerCase()}`}
            onDone={onChanged}
          />
          {said && (
            <ActionButton
              action="thing.change"
              input={{ ...address, orientation: null }}
              label="Detect it again"
              variant="quiet"
              onDone={onChanged}
            />
          )}
        </div>
      )}
      {modules.map(({ key, module }) => (
        <ModuleFacts key={key} wire={key} module={module!} />
      ))}
    </Panel>
  );
}

/** What RedisTimeSeries says of a series. */
function ModuleFacts({ wire, module }: { wire: string; module: NonNullable<TimeSeries['module']> }) {
  const { retentionMs, memoryBytes, duplicatePolicy, labels, rules } = module;
  return (
    <div className="mt-3 space-y-1 border-t pt-3 text-sm first:mt-0 first:border-t-0 first:pt-0">
      <p className="flex flex-wrap items-center gap-2">
        <WireName wire={wire} />
        {labels.map(({ name, value }) => (
          <Badge key={name}>
            {name}={value}
          </Badge>
        ))}
      </p>
      <p className="text-muted">
        Kept {retentionMs === null ? 'for ever' : `for ${formatDuration(retentionMs / 1000)}`}
        {memoryBytes !== null && `, ${formatBytes(memoryBytes)}`}
        {duplicatePolicy && `, a second value at one moment: ${duplicatePolicy}`}
      </p>
      {rules.map((rule) => (
        <p key={rule.key} className="text-muted">
          {rule.aggregator} of {formatDuration(rule.bucketMs / 1000)} into <WireName wire={rule.key} />
        </p>
      ))}
    </div>
  );
}
