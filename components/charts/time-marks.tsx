'use client';

import { useMemo, useState } from 'react';
import { formatsOf, type Zone } from '@/lib/client/wall-clock';
import type { Absence } from '@/lib/metrics/absences';
import type { Marker } from '@/lib/metrics/markers';
import type { Span } from '@/lib/time-span';
import { beginOf, groupMarks, type MarkGroup } from './group-marks';
import { MARK_STYLES } from './mark-styles';

/** Two signs closer than this share of the span would cover each other. */
const APART = 0.04;
/** More than this are counted and not listed. */
const MOST_LISTED = 6;

const NAMES = { down: 'down', unwatched: 'not watched' } as const;

/** Where a moment is in the plot, in percent from its left. */
export const percentOf = (at: number, { from, to }: Span): number => ((at - from) / (to - from)) * 100;

const bandOf = (band: Span, span: Span) => {
  const left = Math.max(0, percentOf(band.from, span));
  return { left: `${left}%`, width: `${Math.min(100, percentOf(band.to, span)) - left}%` };
};

/** Shades the times without data, each kind in its own way. */
export function AbsenceBands({ span, absences }: { span: Span; absences: readonly Absence[] }) {
  return absences.map((absence) => (
    <div
      key={`${absence.kind} ${absence.from}`}
      data-absence={absence.kind}
      className="@container absolute inset-y-0 overflow-hidden text-xs whitespace-nowrap text-muted"
      style={{
        ...bandOf(absence, span),
        background:
          absence.kind === 'down'
            ? 'color-mix(in oklab, var(--critical) 14%, transparent)'
            : 'repeating-linear-gradient(135deg, var(--line) 0 1px, transparent 1px 7px)',
      }}
    >
      {/* Half a name would be a riddle. */}
      <span className="ml-1 rounded-sm bg-surface/80 px-1 @max-[5.5rem]:hidden">{NAMES[absence.kind]}</span>
    </div>
  ));
}

/** What happened: a line or a band through the plot, and on the axis a sign that says what it was. */
export function TimeMarks({
  span,
  zone,
  markers,
  onZoom,
  onPin,
}: {
  span: Span;
  zone: Zone;
  markers: readonly Marker[];
  onZoom: (span: Span) => void;
  onPin: (at: number) => void;
}) {
  const groups = useMemo(() => groupMarks(markers, span, APART), [markers, span]);
  const [pointed, setPointed] = useState<number | null>(null);
  const shown = groups.find(({ at }) => at === pointed);
  return (
    <>
      {groups.map((group) => {
        const { icon: Icon, colour } = styleOf(group);
        const lasted = group.markers.filter((marker) => marker.from !== undefined);
        const text = group.markers.map((marker) => marker.text).join('; ');
        return (
          <div key={`${group.at} ${group.markers.length}`}>
            {lasted.map((marker) => (
              <div
                key={`${marker.at} ${marker.kind}`}
                className="absolute inset-y-0 min-w-0.5 opacity-6"
                style={{
                  ...bandOf({ from: beginOf(marker), to: marker.at }, span),
                  background: MARK_STYLES[marker.kind].colour,
                }}
              />
            ))}
            {lasted.length < group.markers.length && (
              <div
                className="absolute inset-y-0 border-l border-dashed opacity-70"
                style={{ left: `${percentOf(group.at, span)}%`, borderColor: colour }}
              />
            )}
            <button
              type="button"
              data-mark={group.markers.map(({ kind }) => kind).join(' ')}
              // One hears of it at the crosshair: a stop of the Tab key for each sign of each chart would be too many.
              tabIndex={-1}
              aria-label={text}
              className="pointer-events-auto absolute -bottom-2 z-[2] flex size-4 -translate-x-1/2 items-center justify-center rounded-full border bg-surface"
              style={{ left: `${percentOf(group.at, span)}%`, color: colour, borderColor: colour }}
              onPointerEnter={() => setPointed(group.at)}
              onPointerLeave={() => setPointed(null)}
              onClick={() => (group.markers.length > 1 ? onZoom(around(group)) : onPin(group.markers[0]!.at))}
            >
              {group.markers.length > 1 ? (
                <span className="text-[10px] leading-none font-medium">
                  {Math.min(group.markers.length, 99)}
                </span>
              ) : (
                <Icon className="size-2.5" strokeWidth={2.5} />
              )}
            </button>
          </div>
        );
      })}
      {shown && <MarkCard group={shown} span={span} zone={zone} />}
    </>
  );
}

/** The worst of a group gives it its colour. */
const styleOf = ({ markers }: MarkGroup) =>
  markers.map(({ kind }) => MARK_STYLES[kind]).sort((a, b) => b.rank - a.rank)[0]!;

function around({ from, to }: MarkGroup): Span {
  const margin = Math.max(5_000, (to - from) * 0.2);
  return { from: from - margin, to: to + margin };
}

function MarkCard({ group, span, zone }: { group: MarkGroup; span: Span; zone: Zone }) {
  const place = percentOf(group.at, span);
  const { exact, dayAndExact } = formatsOf(zone);
  const format = span.to - span.from > 12 * 3_600_000 ? dayAndExact : exact;
  return (
    <div
      role="tooltip"
      className="absolute bottom-3 z-30 w-max max-w-64 rounded-md border bg-raised px-3 py-2 text-xs text-ink shadow-overlay"
      style={place > 50 ? { right: `${100 - place}%` } : { left: `${place}%` }}
    >
      <MarkList markers={group.markers} format={format} />
    </div>
  );
}

/** What happened, each with its sign and its time. */
export function MarkList({ markers, format }: { markers: readonly Marker[]; format: Intl.DateTimeFormat }) {
  const listed = markers.slice(0, MOST_LISTED);
  return (
    <ul className="space-y-1">
      {listed.map((marker) => {
        const { icon: Icon, colour } = MARK_STYLES[marker.kind];
        return (
          <li key={`${marker.at} ${marker.kind} ${marker.text}`} className="flex gap-1.5">
            <Icon className="mt-0.5 size-3 shrink-0" style={{ color: colour }} />
            <span className="min-w-0">
              <span className="text-muted">
                {marker.from !== undefined && `${format.format(marker.from)} – `}
                {format.format(marker.at)}
              </span>{' '}
              {marker.text}
            </span>
          </li>
        );
      })}
      {markers.length > listed.length && (
        <li className="text-muted">and {markers.length - listed.length} more: a click goes nearer</li>
      )}
    </ul>
  );
}
