'use client';

import { useQueryStates } from 'nuqs';
import { useEffect, useMemo } from 'react';
import type { ChartFrame } from '@/components/charts/chart-frame';
import { useNow } from '@/lib/client/use-now';
import { useTimeZone } from '@/lib/client/use-time-zone';
import type { Zone } from '@/lib/client/wall-clock';
import { timeParams, type Range, type TimeParams } from '@/lib/search-params';
import {
  askedSpan,
  LONGEST_MS,
  longerRange,
  periodBefore,
  shownSpan,
  usableSpan,
  zoomedOut,
  type AskedSpan,
  type Before,
  type ShownSpan,
  type Span,
} from '@/lib/time-span';
import { useLive, useLiveStore } from './live-provider';

/** The time that a page shows, and the ways to change it. */
export interface TimeView extends Span {
  lengthMs: number;
  /** The span ends with the present and moves with it; otherwise it stands still. */
  follows: boolean;
  /** The range in the URL, which holds where the span follows the present. */
  range: Range;
  /** What the URL asks for, and the zone that follows from it. */
  tz: TimeParams['tz'];
  zone: Zone;
  /** The moment that is marked. */
  at: number | null;
  /** The period before, where it is compared with. */
  before: Before | null;
  annotations: boolean;
  /** For `useHistory` and every other question about this span: `{ ...view.asked, metrics, … }`. */
  asked: AskedSpan & { before: Before | null };
  /** For every chart of the page: `<ChartPanel {...view.chart} …/>`. */
  chart: Span & { frame: ChartFrame };
  setRange: (range: Range) => void;
  show: (span: Span) => void;
  /** `null` where there is nothing longer. */
  zoomOut: (() => void) | null;
  /** Keeps what is shown. */
  pause: () => void;
  /** Follows the present again. */
  resume: () => void;
  change: (params: Partial<Pick<TimeParams, 'tz' | 'compare' | 'annotations'>>) => void;
}

/** What the URL asks the charts to show. @param atRender what the server took for now */
export function useShownSpan(atRender: number, parsers = timeParams): ShownSpan {
  const [params] = useQueryStates(parsers);
  return useMemo(() => shownSpan(params, atRender), [params, atRender]);
}

/**
 * The time of a page with charts: it stands in the URL, and each other span is a step of the browser's history.
 *
 * @param atRender what the server took for now
 * @param points how many points the charts of the page have: their step is how often a followed span moves
 * @param streamed of a page that draws what the stream brings: the newest moment of it, and how often the span moves
 *   all the same
 * @param parsers of a page that usually shows another range
 */
export function useTimeView(
  atRender: number,
  points: number,
  streamed?: { to: number; stepMs: number },
  parsers = timeParams,
): TimeView {
  const store = useLiveStore();
  const { paused } = useLive();
  const [params, setParams] = useQueryStates(parsers);
  const shown = useShownSpan(atRender, parsers);
  const zone = useTimeZone();
  const present = useNow(atRender, streamed?.stepMs ?? Math.max(2_000, shown.lengthMs / points));
  const to = shown.follows ? Math.max(atRender, streamed?.to ?? 0, present) : shown.to;
  const from = to - shown.lengthMs;
  const { follows, lengthMs } = shown;
  const { at, range, tz, compare } = params;
  const annotations = params.annotations === 'on';

  // Who went back to a span that follows the present has left the paused one.
  useEffect(() => {
    if (follows && paused) store.setPaused(false);
  }, [store, follows, paused]);

  return useMemo(() => {
    const span = { from, to };
    const show = (wanted: Span) =>
      void setParams({ ...usableSpan(wanted.from, wanted.to) }, { history: 'push' });
    const setRange = (next: Range) => {
      if (follows && next === range) return;
      void setParams({ range: next, from: null, to: null, at: null }, { history: 'push' });
    };
    const longer = follows ? longerRange(range) : null;
    const canGrow = follows ? longer !== null : lengthMs < LONGEST_MS;
    const zoomOut = () => (longer ? setRange(longer) : show(zoomedOutNow(span)));
    const before = compare === 'previous' ? periodBefore(span, follows) : null;
    return {
      ...span,
      ...{ lengthMs, follows, range, tz, zone, at, before, annotations },
      asked: { ...askedSpan(follows ? { follows, lengthMs } : { follows, lengthMs, from, to }), before },
      chart: {
        ...span,
        frame: {
          at,
          annotations,
          onZoom: show,
          onZoomOut: canGrow ? zoomOut : null,
          // A span that a moment alone has brought here must outlast it.
          onPin: (moment: number | null) =>
            void setParams(follows ? { at: moment } : { ...span, at: moment }),
          link: (moment: number | null) => linkTo({ ...usableSpan(from, to), at: moment, tz }),
        },
      },
      setRange,
      show,
      zoomOut: canGrow ? zoomOut : null,
      pause: () => {
        show(span);
        store.setPaused(true);
      },
      resume: () => {
        void setParams({ from: null, to: null, at: null }, { history: 'push' });
        store.setPaused(false);
      },
      change: (wanted) => void setParams(wanted),
    };
  }, [from, to, lengthMs, follows, range, zone, tz, at, compare, annotations, setParams, store]);
}

const zoomedOutNow = (span: Span) => zoomedOut(span, Date.now());

/** The page's address with a span that stands still, whenever it is opened. */
function linkTo({ from, to, at, tz }: Span & Pick<TimeParams, 'at' | 'tz'>): string {
  const url = new URL(window.location.href);
  const moments = { from, to, at } as const;
  for (const name of ['from', 'to', 'at'] as const) {
    if (moments[name] === null) url.searchParams.delete(name);
    else url.searchParams.set(name, timeParams[name].serialize(moments[name]));
  }
  // A span that stands still has no range of its own.
  url.searchParams.delete('range');
  if (tz === 'utc') url.searchParams.set('tz', tz);
  return url.href.replaceAll('%3A', ':');
}
