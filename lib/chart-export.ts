import { toCsv, type Cell } from '@/lib/csv';
import type { Absence } from '@/lib/metrics/absences';
import type { Unit } from '@/lib/metrics/catalogue';
import type { Marker } from '@/lib/metrics/markers';
import type { Point } from '@/lib/metrics/series';

/** A chart as it is drawn. */
export interface ExportedChart {
  instance: string;
  title: string;
  unit: Unit;
  /** Unix milliseconds. */
  from: number;
  to: number;
  series: readonly {
    id: string;
    label: string;
    points: readonly Point[];
    previous?: readonly Point[];
  }[];
  markers?: readonly Marker[];
  absences?: readonly Absence[];
}

const iso = (at: number) => new Date(at).toISOString();

/** What the file of a chart is called, without its ending: instance, chart, span. */
export function chartFileName({ instance, title, from, to }: ExportedChart): string {
  const words = (text: string) => text.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  const moment = (at: number) => iso(at).slice(0, 19).replaceAll(':', '') + 'Z';
  return `${words(instance)}_${words(title).replace(/^-|-$/g, '')}_${moment(from)}_${moment(to)}`;
}

/**
 * The points of a chart as CSV, a row for each moment.
 *
 * @returns a first column of ISO times in UTC, then for each series the mean, and where they differ from it the
 *   minimum and maximum, and the mean of the period before; each header says the unit. A gap is an empty cell.
 */
export function chartCsv({ unit, series, from, to }: ExportedChart): string {
  const columns = series.flatMap(({ label, points, previous }) => {
    const within = inside(points, from, to);
    const column = (name: string, read: readonly Point[], part: 1 | 2 | 3) => ({
      name: `${label}${name} [${unit}]`,
      values: new Map<number, Cell>(read.map((point) => [point[0], point[part]])),
    });
    const spread = within.some(([, mean, low, high]) => mean !== low || mean !== high);
    return [
      column('', within, 1),
      ...(spread ? [column(' min', within, 2), column(' max', within, 3)] : []),
      ...(previous ? [column(' before', inside(previous, from, to), 1)] : []),
    ];
  });
  const moments = [...new Set(columns.flatMap(({ values }) => [...values.keys()]))].sort((a, b) => a - b);
  return toCsv(
    ['time', ...columns.map(({ name }) => name)],
    moments.map((at) => [iso(at), ...columns.map(({ values }) => values.get(at))]),
  );
}

/** The same as JSON, with what happened meanwhile. */
export function chartJson(chart: ExportedChart): string {
  const { instance, title, unit, from, to, series, markers = [], absences = [] } = chart;
  const pointsOf = (points: readonly Point[]) =>
    inside(points, from, to).map(([at, mean, min, max]) => ({ time: iso(at), mean, min, max }));
  return JSON.stringify(
    {
      instance,
      chart: title,
      unit,
      from: iso(from),
      to: iso(to),
      series: series.map(({ id, label, points, previous }) => ({
        ...{ id, label, points: pointsOf(points) },
        ...(previous && { before: pointsOf(previous) }),
      })),
      events: markers
        .filter((marker) => marker.at >= from && (marker.from ?? marker.at) <= to)
        .map(({ at, from: begin, ...event }) => ({
          time: iso(at),
          ...(begin !== undefined && { begin: iso(begin) }),
          ...event,
        })),
      absences: absences.map(({ kind, from, to }) => ({ kind, from: iso(from), to: iso(to) })),
    },
    null,
    2,
  );
}

const inside = (points: readonly Point[], from: number, to: number): readonly Point[] =>
  points.filter(([at]) => at >= from && at <= to);
