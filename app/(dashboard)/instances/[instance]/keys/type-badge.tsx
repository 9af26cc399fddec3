/** A type keeps its colour on every page; what a module brings shares one. */
const COLOURS: Readonly<Record<string, string>> = {
  string: 'var(--series-1)',
  hash: 'var(--series-2)',
  list: 'var(--series-3)',
  set: 'var(--series-4)',
  zset: 'var(--series-5)',
  stream: 'var(--series-6)',
};
const MODULE_COLOUR = 'var(--series-8)';

/** The colour of a type in charts and lists. */
export const typeColour = (type: string): string => COLOURS[type] ?? MODULE_COLOUR;

/** The names that modules give their types are no words. */
const MODULE_TYPES: Readonly<Record<string, string>> = {
  'ReJSON-RL': 'JSON',
  'TSDB-TYPE': 'time series',
  'MBbloom--': 'Bloom filter',
  MBbloomCF: 'cuckoo filter',
  'CMSk-TYPE': 'count-min sketch',
  'TopK-TYPE': 'top-k',
  'TDIS-TYPE': 't-digest',
  vectorset: 'vector set',
};

/** How a type of `TYPE` is called here: Redis's own word, or what the module is known as. */
export const typeWord = (type: string): string => MODULE_TYPES[type] ?? type;

/** The type of a key: its colour and its word. */
export const TypeBadge = ({ type }: { type: string }) => (
  <span className="inline-flex items-center gap-1.5 text-xs whitespace-nowrap text-muted" title={type}>
    <span aria-hidden className="size-2 shrink-0 rounded-sm" style={{ background: typeColour(type) }} />
    {typeWord(type)}
  </span>
);
