/**
 * The filter of every table: words that must occur anywhere, and conditions on one column. `worker name:mail
 * idle>60 -flags:S` reads: "worker" somewhere, "mail" in name, idle over 60, no S in flags.
 */

/** What the filter knows of a column. */
export interface QueryColumn<Row> {
  /** The word before the operator. */
  id: string;
  value: (row: Row) => string | number | null;
}

const TERM = /(-)?(?:([\w-]+)(>=|<=|[:=<>]))?(?:"([^"]*)"|(\S+))/g;

/**
 * Compiles a filter.
 *
 * @param query what was typed; an unknown column makes the term a word like any other
 * @param columns in which to look
 * @returns whether a row passes; every row passes an empty filter
 */
export function compileQuery<Row extends object>(
  query: string,
  columns: readonly QueryColumn<Row>[],
): (row: Row) => boolean {
  const terms = [...query.matchAll(TERM)].map(([whole, minus, name, operator, quoted, bare]) => {
    const column = columns.find(({ id }) => id.toLowerCase() === name?.toLowerCase());
    const text = (quoted ?? bare ?? '').toLowerCase();
    const passes =
      column && operator
        ? onColumn(column, operator, text)
        : anywhere(columns, (column || !name ? text : whole.replace(/^-/, '')).toLowerCase());
    return minus ? (row: Row) => !passes(row) : passes;
  });
  return (row) => terms.every((passes) => passes(row));
}

const lower = (value: string | number | null) => (value === null ? '' : String(value).toLowerCase());

function anywhere<Row>(columns: readonly QueryColumn<Row>[], text: string): (row: Row) => boolean {
  return (row) => haystack(columns, row).includes(text);
}

/** What a row says in all columns, in lower case; kept, since each key typed asks ten thousand rows again. */
const haystacks = new WeakMap<object, WeakMap<object, string>>();

function haystack<Row>(columns: readonly QueryColumn<Row>[], row: Row): string {
  const ofColumns = haystacks.get(columns) ?? new WeakMap<object, string>();
  haystacks.set(columns, ofColumns);
  const known = ofColumns.get(row as object);
  if (known !== undefined) return known;
  // A line break stands in no filter, so a word cannot match across two columns.
  const text = columns.map(({ value }) => lower(value(row))).join('\n');
  ofColumns.set(row as object, text);
  return text;
}

function onColumn<Row>({ value }: QueryColumn<Row>, operator: string, text: string): (row: Row) => boolean {
  if (operator === ':') return (row) => lower(value(row)).includes(text);
  if (operator === '=') return (row) => lower(value(row)) === text;
  const bound = Number(text);
  const compare: Record<string, (cell: number) => boolean> = {
    '>': (cell) => cell > bound,
    '>=': (cell) => cell >= bound,
    '<': (cell) => cell < bound,
    '<=': (cell) => cell <= bound,
  };
  return (row) => {
    const cell = value(row);
    return typeof cell === 'number' && compare[operator]!(cell);
  };
}
