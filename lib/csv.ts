/** A cell of a table as it is exported. */
export type Cell = string | number | boolean | null | undefined;

/**
 * Writes rows as CSV (RFC 4180, CRLF).
 *
 * @param header the names of the columns
 * @param rows cells in their order; `null` becomes an empty cell
 * @returns the text; a cell that a spreadsheet would take for a formula is prefixed with an apostrophe
 */
export function toCsv(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return [header, ...rows].map((row) => row.map(toCell).join(',')).join('\r\n') + '\r\n';
}

function toCell(value: Cell): string {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
