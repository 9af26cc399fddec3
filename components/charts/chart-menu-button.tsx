'use client';

import { EllipsisVertical } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import type { TimeChartProps } from './time-chart';

/** Few open it, and a page has nine: it is loaded when somebody does. */
const ChartMenu = dynamic(() => import('./chart-menu').then((module) => module.ChartMenu), { ssr: false });

/** What can be done with a chart: a link to what it shows, and its data as a file. */
export function ChartMenuButton({ title, chart }: { title: string; chart: TimeChartProps }) {
  const [asked, setAsked] = useState(false);
  const button = (
    <Button
      variant="quiet"
      size="icon"
      className="size-6 max-sm:size-10"
      aria-label={`${title}: link and export`}
      aria-haspopup="menu"
      onClick={asked ? undefined : () => setAsked(true)}
    >
      <EllipsisVertical />
    </Button>
  );
  return asked ? <ChartMenu title={title} chart={chart} trigger={button} /> : button;
}
