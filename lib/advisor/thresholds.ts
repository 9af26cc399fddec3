import { share } from '@/lib/format';
import type { Values } from '@/lib/metrics/sample';

/** How worried to be. */
export type Severity = 'critical' | 'warning' | 'fine';

/** What a threshold may look at besides the metrics. */
export interface Context {
  /** `maxmemory-policy` as INFO says it. */
  maxmemoryPolicy: string | null;
}

interface Threshold {
  value(values: Values, context: Context): number | null;
  warning: number;
  critical: number;
}

/**
 * The levels at which a number turns amber and red; the rules of the advisor fire at the same ones.
 *
 * Memory: writes stop at the limit under `noeviction`, while a cache may sit at it for ever (Redis observability
 * guide). Clients: Zabbix's and common practice. CPU: 80 % of the one thread that runs commands (Redis's own
 * guide for shards), 95 % is saturation. Each as a ratio 0…1.
 */
export const THRESHOLDS = {
  usedMemoryBytes: {
    value: (values, { maxmemoryPolicy }) =>
      maxmemoryPolicy === 'noeviction' ? share(values.usedMemoryBytes, values.maxmemoryBytes) : null,
    warning: 0.8,
    critical: 0.9,
  },
  connectedClients: {
    value: (values) => share(values.connectedClients, values.maxclients),
    warning: 0.8,
    critical: 0.95,
  },
  mainThreadCpuRatio: {
    value: (values) => values.mainThreadCpuRatio ?? null,
    warning: 0.8,
    critical: 0.95,
  },
} satisfies Record<string, Threshold>;

/**
 * How a metric stands.
 * @returns `fine` for a metric without a threshold, and where its value is unknown
 */
export function severityOf(metric: string, values: Values, context: Context): Severity {
  const threshold = (THRESHOLDS as Record<string, Threshold>)[metric];
  const value = threshold?.value(values, context) ?? null;
  if (!threshold || value === null) return 'fine';
  if (value >= threshold.critical) return 'critical';
  return value >= threshold.warning ? 'warning' : 'fine';
}

/**
 * What fragmentation is judged by. Below `worthBytes` a ratio says nothing (INFO's own documentation: "a few megabytes
 * … not an issue"); MEMORY DOCTOR begins at 1.1 already. RSS clearly below used memory means that part is swapped out.
 */
export const FRAGMENTATION = {
  worthBytes: 100 * 1024 * 1024,
  warningFactor: 1.4,
  criticalFactor: 2,
  swappedFactor: 0.9,
};

/** A backup with changes since is too old after two days (awesome-prometheus-alerts RedisMissingBackup). */
export const UNSAVED_SECONDS = 48 * 3600;
