import { infoFlag, infoNumber, infoText } from '@/lib/redis/info-fields';
import type { CommandType } from '@/lib/redis/parse-command-flags';
import { readCommandStats, readErrorStats } from '@/lib/redis/parse-commandstats';
import type { Info } from '@/lib/redis/parse-info';
import { readKeyspace } from '@/lib/redis/parse-keyspace';
import type { AcrossNodes, Counter, Gauge, Ratio, Reading, Source, Unit } from './metric';

/** What the rows of the catalogue are made with. A reader tells `null` where the server does not say. */

/** A level; of a field of INFO where it is one. */
export const gauge = (
  label: string,
  unit: Unit,
  across: AcrossNodes,
  field: string | Gauge['read'],
): Gauge => ({
  kind: 'gauge',
  label,
  unit,
  source: 'info',
  across,
  read: typeof field === 'string' ? ({ info }) => infoNumber(info, field) : field,
});

/** A count of INFO. */
export const counter = (label: string, unit: Unit, field: string | Counter['read']): Counter => ({
  kind: 'counter',
  label,
  unit,
  source: 'info',
  across: 'sum',
  read: typeof field === 'string' ? ({ info }) => atLeastZero(infoNumber(info, field)) : field,
});

/** A count of commandstats. */
export const commandCounter = (label: string, unit: Unit, read: Counter['read']): Counter => ({
  ...counter(label, unit, read),
  source: 'commands',
});

/** −1 is Redis's and Dragonfly's word for "does not apply". */
const atLeastZero = (value: number | null) => (value !== null && value < 0 ? null : value);

/** The sum of what is known; `null` where nothing is. */
export const sumOf = (...values: (number | null)[]): number | null =>
  values.some((value) => value !== null)
    ? values.reduce<number>((sum, value) => sum + (value ?? 0), 0)
    : null;

/** The first of some fields of INFO that this version has. */
export const firstOf = (info: Info, ...names: string[]): number | null => {
  for (const name of names) {
    const value = infoNumber(info, name);
    if (value !== null) return value;
  }
  return null;
};

/** A flag of INFO as 0 or 1. */
export const flag = (name: string) => (reading: Reading) => {
  const value = infoFlag(reading.info, name);
  return value === null ? null : Number(value);
};

/** Whether a field of INFO says `ok`, as 0 or 1. */
export const isOk = (name: string) => (reading: Reading) => {
  const value = infoText(reading.info, name);
  return value === null ? null : Number(value === 'ok');
};

/** Error replies of one kind; one that was never answered is missing from the list, which servers keep from 6.2 on. */
export const errorsOf =
  (prefix: string) =>
  ({ info }: Reading) =>
    infoNumber(info, 'total_error_replies') === null ? null : (readErrorStats(info).get(prefix) ?? 0);

/** Calls of some commands together; one that was never called is missing from commandstats. */
export const callsOfCommands =
  (...commands: string[]) =>
  ({ commandTotals, info }: Reading) => {
    if (!commandTotals) return null;
    const stats = readCommandStats(info);
    return commands.reduce((sum, command) => sum + (stats.get(command)?.calls ?? 0), 0);
  };

/** Calls of commands of these types since the server's start. */
export const callsOf =
  (...types: CommandType[]) =>
  (reading: Reading) =>
    reading.commandTotals && types.reduce((sum, type) => sum + reading.commandTotals![type].calls, 0);

/** Increases divided by increases. */
export function ratio(
  label: string,
  unit: Unit,
  source: Source,
  numerator: readonly string[],
  denominator: readonly string[],
): Ratio {
  // Nodes add up by their parts, so the rule for the ratio itself is never asked.
  return { kind: 'ratio', label, unit, source, across: 'sum', numerator, denominator };
}

/** A percentile of the interval. */
export function latencyGauge(
  label: string,
  read: (latency: NonNullable<Reading['latency']>) => number | null,
): Gauge {
  // Percentiles do not add up; the slowest node's is the one that hurts.
  const fromReading = ({ latency }: Reading) => latency && read(latency);
  return { kind: 'gauge', label, unit: 'microseconds', source: 'latency', across: 'max', read: fromReading };
}

/** Calls or microseconds of all commands since the server's start. */
export function totalOf(reading: Reading, part: 'calls' | 'usec'): number | null {
  return (
    reading.commandTotals &&
    Object.values(reading.commandTotals).reduce((sum, totals) => sum + totals[part], 0)
  );
}

/** Keys of all databases. */
export function sumKeyspace(info: Info, part: 'keys' | 'expires'): number | null {
  // An empty server prints no dbN line, but it does print the section.
  if (!info.sections.keyspace) return null;
  return readKeyspace(info).reduce((sum, database) => sum + database[part], 0);
}
