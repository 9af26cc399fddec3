/** The text format 0.0.4 of Prometheus: one block per name, HELP and TYPE first. */
export const EXPOSITION_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

export type MetricType = 'counter' | 'gauge' | 'histogram' | 'summary';

/** Label names to values; the values may hold any text. */
export type Labels = Readonly<Record<string, string>>;

/** One line. */
export interface MetricSample {
  /** What follows the family's name: a histogram and a summary have lines of several names. */
  suffix?: '_bucket' | '_sum' | '_count';
  labels: Labels;
  value: number;
}

/** All lines of one name. */
export interface MetricFamily {
  name: string;
  type: MetricType;
  help: string;
  samples: MetricSample[];
}

/**
 * Puts the families of several nodes together, each name once.
 * @param groups for each node its families, and the labels that tell it from the others
 */
export function mergeFamilies(
  groups: readonly { labels: Labels; families: readonly MetricFamily[] }[],
): MetricFamily[] {
  const merged = new Map<string, MetricFamily>();
  for (const { labels, families } of groups) {
    for (const family of families) {
      const known = merged.get(family.name) ?? { ...family, samples: [] };
      for (const sample of family.samples)
        known.samples.push({ ...sample, labels: { ...labels, ...sample.labels } });
      merged.set(family.name, known);
    }
  }
  return [...merged.values()];
}

/** Writes families by name; one without samples is left out. */
export function renderExposition(families: readonly MetricFamily[]): string {
  const lines: string[] = [];
  const byName = [...families].sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const { name, type, help, samples } of byName) {
    if (samples.length === 0) continue;
    lines.push(`# HELP ${name} ${escapeHelp(help)}`, `# TYPE ${name} ${type}`);
    for (const { suffix = '', labels, value } of samples)
      lines.push(`${name}${suffix}${renderLabels(labels)} ${renderNumber(value)}`);
  }
  return `${lines.join('\n')}\n`;
}

function renderLabels(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escapeLabel(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

function renderNumber(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  return String(value);
}

const escapeHelp = (text: string) => text.replace(/\\/g, '\\\\').replace(/\n/g, '\\n');

/** A value in quotes: backslash, quote and line feed are escaped, everything else may stand as it is. */
export const escapeLabel = (text: string): string => escapeHelp(text).replace(/"/g, '\\"');
