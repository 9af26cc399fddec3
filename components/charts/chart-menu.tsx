'use client';

import { Braces, Link2, Sheet } from 'lucide-react';
import { useParams } from 'next/navigation';
import type { ReactNode } from 'react';
import { toast } from 'sonner';
import { Menu, MenuItem, MenuLabel, MenuLine } from '@/components/ui/menu';
import { chartCsv, chartFileName, chartJson } from '@/lib/chart-export';
import { download } from '@/lib/client/download';
import { momentText } from '@/lib/client/wall-clock';
import type { TimeChartProps } from './time-chart';

/** The menu of a chart, open at first: links to what it shows, and what is drawn as a file. */
export function ChartMenu({
  title,
  chart,
  trigger,
}: {
  title: string;
  chart: TimeChartProps;
  trigger: ReactNode;
}) {
  const { instance = 'hitrate' } = useParams<{ instance?: string }>();
  const { frame, zone } = chart;
  const exported = { ...chart, instance, title };
  const name = chartFileName(exported);
  const copy = (link: string) => {
    // Browsers lend the clipboard only to https and loopback.
    if (!navigator.clipboard) return void toast.info(link, { duration: Infinity, closeButton: true });
    navigator.clipboard.writeText(link).then(
      () => toast.success('The link is copied.'),
      () => toast.info(link, { duration: Infinity, closeButton: true }),
    );
  };
  return (
    <Menu trigger={trigger} align="end" defaultOpen>
      {frame && (
        <>
          {frame.at !== null && (
            <MenuItem onSelect={() => copy(frame.link(frame.at))}>
              <Link2 />
              Copy link to this moment, {momentText(frame.at, zone)}
            </MenuItem>
          )}
          <MenuItem onSelect={() => copy(frame.link(null))}>
            <Link2 />
            Copy link to this span
          </MenuItem>
          <MenuLine />
        </>
      )}
      <MenuItem onSelect={() => download(`${name}.csv`, chartCsv(exported), 'text/csv')}>
        <Sheet />
        CSV of what is drawn
      </MenuItem>
      <MenuItem onSelect={() => download(`${name}.json`, chartJson(exported), 'application/json')}>
        <Braces />
        JSON of what is drawn
      </MenuItem>
      {frame && (
        <>
          <MenuLine />
          <MenuLabel>
            Drag chooses a span, a click marks a moment, a double click shows more.
            <br />
            Keys: ← → move, Enter begins and ends, + − zoom.
          </MenuLabel>
        </>
      )}
    </Menu>
  );
}
