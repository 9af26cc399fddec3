/** An entry as the API hands it out. */
export interface Entry {
  index: number;
  text: string;
  at: number | null;
}

/** An entry with the fields that its JSON has; `null`: it is none. */
export type ParsedEntry = Entry & { fields: Readonly<Record<string, string>> | null };

const MOST_FIELDS = 8;

/**
 * Looks into entries that are JSON objects, so that a table can have a column for each field.
 * @returns the entries, and the fields of most of them in the order of their first appearance; none where less than
 * half of the entries are such objects
 */
export function parseEntries(entries: readonly Entry[]): { rows: ParsedEntry[]; fields: string[] } {
  const rows = entries.map((entry) => ({ ...entry, fields: parseFields(entry.text) }));
  const objects = rows.map(({ fields }) => fields).filter((fields) => fields !== null);
  if (objects.length * 2 <= rows.length) return { rows, fields: [] };
  const names = new Set(objects.flatMap((fields) => Object.keys(fields)));
  return { rows, fields: [...names].slice(0, MOST_FIELDS) };
}

function parseFields(text: string): Record<string, string> | null {
  if (!text.startsWith('{')) return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Long entries come cut.
    return null;
  }
  return Object.fromEntries(
    Object.entries(value as object).map(([name, content]) => [
      name,
      typeof content === 'string' ? content : JSON.stringify(content),
    ]),
  );
}

/** Fields that say again when it was, which has a column of its own. */
export const saysWhen = (field: string): boolean =>
  /^(at|date|time|ts|timestamp|created(_?at)?|when)$/i.test(field);
