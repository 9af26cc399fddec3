'use client';

import dynamic from 'next/dynamic';
import type { ReactNode } from 'react';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import type { BarChartProps } from './bar-chart';

const BarChart = dynamic(() => import('./bar-chart').then((module) => module.BarChart), {
  ssr: false,
  loading: () => <Skeleton className="h-[200px]" />,
});

/** A bar chart under its title; says so where there is nothing to draw. */
export function BarPanel({
  title,
  aside,
  above,
  empty = 'There is nothing to draw.',
  ...chart
}: BarChartProps & { title: ReactNode; aside?: ReactNode; above?: ReactNode; empty?: string }) {
  const known = chart.bars.some(({ value }) => value !== null);
  return (
    <Panel title={title} aside={aside}>
      {above}
      {known ? <BarChart {...chart} /> : <p className="py-6 text-muted">{empty}</p>}
    </Panel>
  );
}
