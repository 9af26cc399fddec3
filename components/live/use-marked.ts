'use client';

import { useEffect, useMemo, useState } from 'react';
import type { Marker } from '@/lib/metrics/markers';
import { withRunning, type Running } from '@/lib/metrics/running';
import { viewOf } from '@/lib/node-view';
import { useLive, useLiveStore } from './live-provider';

const MOST_HEARD = 50;

/**
 * What was read of the past, with what happened since it was read and what runs at this moment: both come by the
 * stream, while a chart of days asks for its history every few minutes.
 *
 * @param past as it was read
 * @param to the end of what is drawn, Unix milliseconds
 * @param node the node that is looked at; `null` for those that add up to the instance
 */
export function useMarked<T extends { markers: readonly Marker[] }>(
  past: T,
  { to }: { to: number },
  node: string | null,
): T {
  const store = useLiveStore();
  const { instance } = useLive();
  const [heard, setHeard] = useState<readonly Marker[]>([]);
  useEffect(
    () =>
      store.onNews(({ markers }) => {
        if (markers.length > 0) setHeard((known) => [...known, ...markers].slice(-MOST_HEARD));
      }),
    [store],
  );
  const nodes = viewOf(instance.nodes ?? [], node).nodes;
  // The instance is another object with each sample; what matters of it here hardly ever changes.
  const shown = JSON.stringify(
    nodes.map((each) => ({ node: each.node, running: each.state === 'down' ? [] : each.running })),
  );
  return useMemo(() => {
    const own = JSON.parse(shown) as { node: string; running: Running[] }[];
    const ids = new Set(own.map((each) => each.node));
    const ours = heard.filter(({ kind, node }) => kind === 'action' || ids.has(node));
    const running = own.flatMap((each) => each.running.map((one) => ({ ...one, node: each.node })));
    return { ...past, markers: withRunning(distinct([...past.markers, ...ours]), running, to) };
  }, [past, heard, shown, to]);
}

/** The history and the stream both tell a marker that came between them. */
function distinct(markers: readonly Marker[]): Marker[] {
  return [
    ...new Map(markers.map((marker) => [`${marker.at} ${marker.node} ${marker.text}`, marker])).values(),
  ];
}
