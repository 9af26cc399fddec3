'use client';

import { ChartPanel } from '@/components/charts/chart-panel';
import { Badge } from '@/components/ui/badge';
import { Ago } from '@/components/ui/moment';
import { Panel } from '@/components/ui/panel';
import { StatStrip } from '@/components/ui/stat-strip';
import { toShown, WireName } from '@/components/ui/wire-name';
import { formatCount, formatDuration, formatValue, UNKNOWN } from '@/lib/format';
import type { ContentProps } from './content-props';

/** A series of the TimeSeries module: its samples over time, its labels, and what is made of it. */
export function TimeSeriesContent({ content, now }: ContentProps<'timeseries'>) {
  const {
    samples,
    firstAt,
    lastAt,
    latest,
    retentionMs,
    labels,
    rules,
    points,
    from,
    to,
    stepMs,
    coverage,
    key,
  } = content;
  return (
    <>
      <StatStrip
        stats={[
          { label: 'Samples', value: formatCount(samples) },
          {
            label: 'Latest',
            value: formatValue(latest, 'count'),
            note: lastAt === null ? undefined : <Ago at={lastAt} now={now} />,
          },
          {
            label: 'Reaches back',
            value: firstAt === null ? UNKNOWN : formatDuration((now - firstAt) / 1000),
          },
          {
            label: 'Kept for',
            value: retentionMs === null || retentionMs === 0 ? 'ever' : formatDuration(retentionMs / 1000),
          },
        ]}
      />
      {from === null || to === null || stepMs === null ? (
        <Panel title="Over time">
          <p className="py-8 text-center text-muted">There are no samples to draw.</p>
        </Panel>
      ) : (
        <ChartPanel
          title={toShown(key)}
          label="Samples"
          unit="count"
          height={300}
          legend={false}
          present={false}
          fitted
          from={from}
          to={to}
          series={[{ id: 'samples', label: toShown(key), colour: 'var(--series-1)', points }]}
        >
          <p className="mt-1 text-xs text-muted">
            Each point is the mean of {formatDuration(stepMs / 1000)}, the shade from its least to its
            greatest value.
            {coverage === 'sampled' && ' Of many points, some of each step were read.'}
            {coverage === 'newest' && ' Only the newest points were read.'}
          </p>
        </ChartPanel>
      )}
      {(labels.length > 0 || rules.length > 0) && (
        <Panel title="Labels and rules">
          <div className="flex flex-wrap gap-2">
            {labels.map(({ name, value }) => (
              <Badge key={name}>
                {toShown(name)} = {toShown(value)}
              </Badge>
            ))}
          </div>
          {rules.length > 0 && (
            <ul className="mt-3 space-y-1 text-sm">
              {rules.map((rule) => (
                <li key={rule.key}>
                  <WireName wire={rule.key} />{' '}
                  <span className="text-muted">
                    gets {rule.aggregator.toLowerCase()} of each {formatDuration(rule.bucketMs / 1000)}
                  </span>
                </li>
              ))}
            </ul>
          )}
        </Panel>
      )}
    </>
  );
}
