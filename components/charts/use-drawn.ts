'use client';

import { useEffect, useRef, useState, type RefObject } from 'react';
import type { ChartSeries } from './chart-data';
import type { TimeChartProps } from './time-chart';

/**
 * What a chart draws of what it is given: a new drawing costs the browser twenty milliseconds, so there is one only
 * where somebody can see it and where it would differ.
 *
 * @param given the newest props
 * @returns the props to draw, the same object as long as nothing changes, and the ref of the element to be seen
 */
export function useDrawn(given: TimeChartProps): {
  drawn: TimeChartProps;
  ref: RefObject<HTMLElement | null>;
} {
  const ref = useRef<HTMLElement>(null);
  const [inSight, setInSight] = useState(true);
  useEffect(() => {
    const observer = new IntersectionObserver(([entry]) => setInSight(entry!.isIntersecting), {
      rootMargin: '100px',
    });
    observer.observe(ref.current!);
    return () => observer.disconnect();
  }, []);

  const [drawn, setDrawn] = useState(given);
  if (inSight && drawn !== given && differs(drawn, given)) {
    setDrawn(given);
    return { drawn: given, ref };
  }
  return { drawn, ref };
}

/** Points are only ever added, at the end: a series is known by how many it has, its first one and its last one. */
function differs(a: TimeChartProps, b: TimeChartProps): boolean {
  return (
    a.from !== b.from ||
    a.to !== b.to ||
    a.label !== b.label ||
    a.threshold?.value !== b.threshold?.value ||
    a.zone !== b.zone ||
    a.frame !== b.frame ||
    a.markers?.length !== b.markers?.length ||
    a.markers?.at(-1)?.at !== b.markers?.at(-1)?.at ||
    JSON.stringify(a.absences) !== JSON.stringify(b.absences) ||
    a.series.length !== b.series.length ||
    a.series.some(({ id, points, previous }, index) => {
      const other = b.series[index]!;
      return id !== other.id || grew(points, other.points) || grew(previous, other.previous);
    })
  );
}

const grew = (a: ChartSeries['previous'], b: ChartSeries['previous']): boolean =>
  a?.length !== b?.length || String(a?.at(0)) !== String(b?.at(0)) || String(a?.at(-1)) !== String(b?.at(-1));
