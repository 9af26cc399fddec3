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

/** All that is said of one node, and the labels that tell it from others. */
export interface ExposedNode {
  labels: Labels;
  families: readonly MetricFamily[];
}

/** Writes the families of all nodes by name, each name once; one without samples is left out. */
export function renderExposition(nodes: readonly ExposedNode[]): string {
  const byName = new Map<string, { family: MetricFamily; lines: string[] }>();
  for (const { labels, families } of nodes) {
    // A node has a thousand lines: what they share is written once.
    const common = renderPairs(labels);
    for (const family of families) {
      if (family.samples.length === 0) continue;
      const known = byName.get(family.name) ?? { family, lines: [] };
      byName.set(family.name, known);
      for (const sample of family.samples) known.lines.push(renderSample(family.name, sample, common));
    }
  }
  const blocks = [...byName.values()].sort((a, b) => (a.family.name < b.family.name ? -1 : 1));
  return blocks
    .map(
      ({ family: { name, help, type }, lines }) =>
        `# HELP ${name} ${escapeHelp(help)}\n# TYPE ${name} ${type}\n${lines.join('\n')}\n`,
    )
    .join('');
}

function renderSample(name: string, { suffix, labels, value }: MetricSample, common: string): string {
  const own = renderPairs(labels);
  const pairs = common && own ? `${common},${own}` : common || own;
  return `${name}${suffix ?? ''}${pairs && `{${pairs}}`} ${renderNumber(value)}`;
}

function renderPairs(labels: Labels): string {
  let pairs = '';
  for (const name in labels) pairs += `${pairs && ','}${name}="${escapeLabel(labels[name]!)}"`;
  return pairs;
}

function renderNumber(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  return String(value);
}

const escapeHelp = (text: string) => text.replace(/\\/g, '\\\\').replace(/\n/g, '\\n');

/** A value in quotes: backslash, quote and line feed are escaped, everything else may stand as it is. */
export const escapeLabel = (text: string): string =>
  /[\\"\n]/.test(text) ? escapeHelp(text).replace(/"/g, '\\"') : text;
