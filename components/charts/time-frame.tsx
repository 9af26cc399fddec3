'use client';

import {
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  type ReactNode,
  type RefObject,
} from 'react';
import { momentText, spanText, type Zone } from '@/lib/client/wall-clock';
import { formatDuration } from '@/lib/format';
import type { Absence } from '@/lib/metrics/absences';
import type { Marker } from '@/lib/metrics/markers';
import { zoomedIn, type Span } from '@/lib/time-span';
import { PLOT, type ChartFrame } from './chart-frame';
import { AbsenceBands, percentOf, TimeMarks } from './time-marks';

/** A pointer that moved less than so many pixels has clicked, and not drawn a span. */
const CLICK_PX = 5;
/** Two clicks within so long are a double click. */
const DOUBLE_MS = 500;

const isControl = (target: EventTarget) => (target as Element).closest('button') !== null;

/**
 * What lies over a chart: what happened, the marked moment, and the span that is being chosen. Drag for a span, click
 * for a moment, double click for more time; by keyboard the arrows move the crosshair, Enter begins and ends a span,
 * plus and minus zoom.
 */
export function TimeFrame({
  from,
  to,
  zone,
  frame,
  markers,
  absences,
  crosshair,
  children,
}: Span & {
  zone: Zone;
  frame: ChartFrame | undefined;
  markers: readonly Marker[];
  absences: readonly Absence[];
  /** Where the chart's crosshair was last. */
  crosshair: RefObject<number | null>;
  children: ReactNode;
}) {
  const plot = useRef<HTMLDivElement>(null);
  /** When it was, and what was marked before it. */
  const lastClick = useRef<{ time: number; at: number | null }>({ time: -Infinity, at: null });
  /** The two ends of the span that is being chosen, in any order. */
  const [chosen, setChosen] = useState<readonly [number, number] | null>(null);
  const span = useMemo(() => ({ from, to }), [from, to]);

  const momentAt = (x: number) => {
    const { left, width } = plot.current!.getBoundingClientRect();
    return from + Math.min(1, Math.max(0, (x - left) / width)) * (to - from);
  };

  const choose = (one: number, other: number) => {
    setChosen(null);
    frame?.onZoom({ from: Math.min(one, other), to: Math.max(one, other) });
  };

  const pin = ({ clientX, timeStamp }: globalThis.PointerEvent) => {
    // The second click of a double click marks nothing, and what the first one marked is taken back below.
    const isSecond = timeStamp - lastClick.current.time < DOUBLE_MS;
    if (!frame || isSecond) return;
    lastClick.current = { time: timeStamp, at: frame.at };
    const { left, width } = plot.current!.getBoundingClientRect();
    const marked = frame.at === null ? null : left + (percentOf(frame.at, span) / 100) * width;
    const isAgain = marked !== null && Math.abs(marked - clientX) <= CLICK_PX;
    frame.onPin(isAgain ? null : Math.round(momentAt(clientX) / 1_000) * 1_000);
  };

  const onDoubleClick = (event: MouseEvent) => {
    if (!frame?.onZoomOut || isControl(event.target)) return;
    frame.onPin(lastClick.current.at);
    frame.onZoomOut();
  };

  const onPointerDown = (event: PointerEvent) => {
    if (!frame || event.button !== 0 || isControl(event.target)) return;
    const { left, right, top, bottom } = plot.current!.getBoundingClientRect();
    const begin = event.clientX;
    if (begin < left || begin > right || event.clientY < top || event.clientY > bottom) return;
    // The chart may move on while the pointer is down: what was pointed at stays.
    const start = momentAt(begin);
    const ending = new AbortController();
    const listen = (type: string, listener: (event: globalThis.PointerEvent) => void) =>
      window.addEventListener(type, listener as EventListener, { signal: ending.signal });
    const isClick = (x: number) => Math.abs(x - begin) < CLICK_PX;
    listen('pointermove', ({ clientX }) => setChosen(isClick(clientX) ? null : [start, momentAt(clientX)]));
    listen('pointerup', (event) => {
      ending.abort();
      if (isClick(event.clientX)) pin(event);
      else choose(start, momentAt(event.clientX));
    });
    const cancel = () => {
      ending.abort();
      setChosen(null);
    };
    listen('pointercancel', cancel);
    window.addEventListener('keydown', ({ key }) => key === 'Escape' && cancel(), { signal: ending.signal });
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (!frame || event.ctrlKey || event.metaKey || event.altKey) return;
    const here = crosshair.current ?? (from + to) / 2;
    if (event.key === '+' || event.key === '=') frame.onZoom(zoomedIn(span, here));
    else if (event.key === '-') frame.onZoomOut?.();
    else if (event.key === 'Escape') setChosen(null);
    else if (event.key.startsWith('Arrow') && chosen)
      // The crosshair moves first.
      requestAnimationFrame(() => setChosen([chosen[0], crosshair.current ?? chosen[1]]));
    else if (event.key === 'Enter') {
      if (!chosen) setChosen([here, here]);
      else if (chosen[0] === here) {
        setChosen(null);
        frame.onPin(frame.at === here ? null : here);
      } else choose(chosen[0], here);
    } else return;
  };

  return (
    <div
      className={
        frame
          ? 'relative cursor-crosshair touch-pan-y select-none [&_svg:focus:not(:focus-visible)]:outline-none'
          : 'relative'
      }
      onPointerDown={onPointerDown}
      onDoubleClick={onDoubleClick}
      onKeyDown={onKeyDown}
    >
      {children}
      <div ref={plot} className="pointer-events-none absolute" style={PLOT}>
        <AbsenceBands span={span} absences={absences} />
        {frame?.annotations !== false && (
          <TimeMarks
            span={span}
            zone={zone}
            markers={markers}
            onZoom={(wanted) => frame?.onZoom(wanted)}
            onPin={(at) => frame?.onPin(at)}
          />
        )}
        {frame?.at != null && frame.at >= from && frame.at <= to && (
          <Moment at={frame.at} span={span} zone={zone} />
        )}
        {chosen && <Choice chosen={chosen} span={span} zone={zone} />}
      </div>
    </div>
  );
}

function Moment({ at, span, zone }: { at: number; span: Span; zone: Zone }) {
  const place = percentOf(at, span);
  return (
    <div data-moment className="absolute inset-y-0 border-l-2 border-accent" style={{ left: `${place}%` }}>
      <span
        className={`absolute top-0 rounded-sm bg-accent px-1 text-[11px] leading-4 whitespace-nowrap text-accent-ink ${place > 50 ? 'right-0' : 'left-0'}`}
      >
        {momentText(at, zone)}
      </span>
    </div>
  );
}

function Choice({ chosen, span, zone }: { chosen: readonly [number, number]; span: Span; zone: Zone }) {
  const [begin, end] = chosen[0] < chosen[1] ? chosen : [chosen[1], chosen[0]];
  const [left, right] = [percentOf(begin, span), percentOf(end, span)];
  return (
    <div
      data-choice
      className="absolute inset-y-0 border-x border-accent bg-accent/15"
      style={{ left: `${Math.max(0, left)}%`, width: `${Math.min(100, right) - Math.max(0, left)}%` }}
    >
      <span
        role="status"
        className={`absolute top-0 z-10 rounded-sm bg-accent px-1 text-[11px] leading-4 whitespace-nowrap text-accent-ink ${left > 50 ? 'right-0' : 'left-0'}`}
      >
        {spanText({ from: begin, to: end }, zone)} · {formatDuration((end - begin) / 1000)}
      </span>
    </div>
  );
}
