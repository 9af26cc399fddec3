import { parseExposition, type ExposedLine } from './parse-exposition';

/** How our exposition of a server differs from redis_exporter's of the same one. */
export interface ExporterComparison {
  /** How many lines both have. */
  compared: number;
  /** Lines that it has and we have not, by INFO's own word of it; none is allowed. */
  missing: string[];
  /** Lines of both with another value. */
  differing: string[];
  /** Names that it has from elsewhere than INFO: CONFIG, itself. */
  notFromInfo: string[];
  /** Names that we have and this version of it has not yet. */
  ours: string[];
  /** Names of which newer versions of it say another type. */
  retyped: string[];
}

/** What redis_exporter knows from CONFIG GET, or tells of itself. */
const NOT_FROM_INFO =
  /^(redis_config_|redis_exporter_|redis_target_scrape_|redis_last_key_groups_|go_|process_|promhttp_)/;

/** A label that this version does not have yet. */
const NEWER_LABELS = new Set(['master_replid']);

/**
 * Compares name by name and value by value.
 * @param moving names whose values are another one in every reply: only their presence is compared
 */
export function compareWithExporter(theirs: string, ours: string, moving = /^$/): ExporterComparison {
  const [their, our] = [parseExposition(theirs), parseExposition(ours)];
  const known = new Map(our.lines.map((line) => [keyOf(line), line.value]));
  const names = new Set(their.lines.map(({ name }) => name));
  const fromInfo = their.lines.filter(({ name }) => !NOT_FROM_INFO.test(name));
  const result: ExporterComparison = {
    compared: 0,
    missing: [],
    differing: [],
    notFromInfo: [...names].filter((name) => NOT_FROM_INFO.test(name)),
    ours: [...new Set(our.lines.map(({ name }) => name))].filter((name) => !names.has(name)),
    retyped: [...their.types].flatMap(([name, type]) =>
      our.types.has(name) && our.types.get(name) !== type
        ? [`${name}: ${type}, ours ${our.types.get(name)}`]
        : [],
    ),
  };
  for (const line of fromInfo) {
    const key = keyOf(line);
    const value = known.get(key);
    if (value === undefined) result.missing.push(key);
    else result.compared += 1;
    if (value === undefined || value === line.value || moving.test(line.name)) continue;
    result.differing.push(`${key}: ${line.value}, ours ${value}`);
  }
  return result;
}

const keyOf = ({ name, labels }: ExposedLine) =>
  `${name}${JSON.stringify(
    Object.entries(labels)
      .filter(([label]) => !NEWER_LABELS.has(label))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  )}`;
