'use client';

import dynamic from 'next/dynamic';
import type { ReactNode } from 'react';
import { Quantity } from '@/components/ui/quantity';
import { Skeleton } from '@/components/ui/skeleton';
import { useTimeZone } from '@/lib/client/use-time-zone';
import { formatValue } from '@/lib/format';
import { METRIC_IDS } from '@/lib/metrics/catalogue';
import { summarise } from './chart-data';
import { ChartMenuButton } from './chart-menu-button';
import type { TimeChartProps } from './time-chart';
import { useDrawn } from './use-drawn';

// Recharts is half of the page's weight: it comes after the first paint of the numbers.
const TimeChart = dynamic(() => import('./time-chart').then((module) => module.TimeChart), {
  ssr: false,
  loading: () => <Skeleton className="h-[168px]" />,
});

/** A chart with its title and present value at the top left, and a small table as legend where there are several series. */
export function ChartPanel({
  title,
  aside,
  legend = true,
  present: showsPresent = true,
  children,
  series: given,
  ...rest
}: TimeChartProps & {
  title: string;
  /** At the right of the title: what the chart can be asked to show. */
  aside?: ReactNode;
  legend?: boolean;
  /** The present value beside the title; of several series that do not add up it would be the first one's. */
  present?: boolean;
  /** Below the chart. */
  children?: ReactNode;
}) {
  const { unit, from, to } = rest;
  const series = given.map(({ previous, ...each }) => ({
    ...each,
    // More is asked of a span that moves than is shown.
    ...(previous && { previous: previous.filter(([at]) => at >= from && at <= to) }),
  }));
  const chart: TimeChartProps = { ...rest, series };
  const zone = useTimeZone();
  const { drawn, ref } = useDrawn({ ...chart, zone });
  const summaries = series.map((each) => ({ ...each, ...summarise(each.points) }));
  const compared = series.some(({ previous }) => previous !== undefined);
  const present = chart.stacked
    ? summaries.reduce<number | null>((sum, { last }) => (last === null ? sum : (sum ?? 0) + last), null)
    : (summaries[0]?.last ?? null);
  return (
    <section ref={ref} className="relative flex min-w-0 flex-col rounded-lg border bg-surface px-4 pt-3 pb-3">
      {series
        .filter(({ id }) => isMetric(id))
        .map(({ id }) => (
          // An address that ends in a metric leads to its chart, below the page's head.
          <span key={id} id={`chart-${id}`} aria-hidden className="absolute top-0 left-0 scroll-mt-20" />
        ))}
      <header className="mb-2 flex flex-wrap items-baseline gap-2">
        <h2 className="text-base font-medium">{title}</h2>
        {showsPresent && (
          <span className="text-base text-muted">
            <Quantity value={present} unit={unit} />
          </span>
        )}
        <div className="-mr-2 ml-auto flex flex-wrap items-center gap-2 self-center">
          {aside}
          <ChartMenuButton title={title} chart={drawn} />
        </div>
      </header>
      <TimeChart {...drawn} />
      {legend && (
        <table className="mt-2 w-full text-xs">
          <thead className="sr-only">
            <tr>
              <th>Series</th>
              <th>Last</th>
              <th>Mean</th>
              <th>{compared ? 'Mean of the period before' : 'Maximum'}</th>
            </tr>
          </thead>
          <tbody>
            {summaries.map(({ id, label, colour, previous, last, mean, max }) => (
              <tr key={id}>
                <td className="w-full py-0.5">
                  <span className="mr-2 inline-block h-2 w-2 rounded-full" style={{ background: colour }} />
                  {label}
                </td>
                <td className="py-0.5 pl-3 text-right whitespace-nowrap">{formatValue(last, unit)}</td>
                <td
                  className="py-0.5 pl-3 text-right whitespace-nowrap text-muted max-sm:hidden"
                  title="Mean"
                >
                  ⌀ {formatValue(mean, unit)}
                </td>
                {compared ? (
                  <td
                    className="py-0.5 pl-3 text-right whitespace-nowrap text-muted"
                    title="Mean of the period before"
                  >
                    before {formatValue(previous ? summarise(previous).mean : null, unit)}
                  </td>
                ) : (
                  <td className="py-0.5 pl-3 text-right whitespace-nowrap text-muted" title="Maximum">
                    ↑ {formatValue(max, unit)}
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {children}
    </section>
  );
}

/** Series of commands, keys and the like have names of their own. */
const isMetric = (id: string) => METRIC_IDS.some((each) => each === id);
