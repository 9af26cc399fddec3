import { z } from 'zod';
import { formatCount, formatDuration } from '@/lib/format';
import { number, string } from '@/lib/redis/reply';
import { toDisplay, toWire, type Bytes } from '../bytes';
import { keptKeys } from '../kept-keys';
import { defineView, type ReadContext, type Summary, type Thing } from '../pattern';
import { ask, storedReply, type Command, type Plan } from '../plan';
import { pageQuery, wireText } from '../wire';
import { circuitKey, failuresKey, THRESHOLD } from './write';

const row = z.object({
  circuit: wireText.describe('The function or service that it protects.'),
  state: z.enum(['open', 'half-open', 'closed']),
  closesInMs: z
    .number()
    .nullable()
    .describe('When an open one closes by itself; null: it is closed, or has no expiry and never does.'),
  failures: z.number(),
  failuresEndInMs: z
    .number()
    .nullable()
    .describe('When the count begins anew, unless another failure comes.'),
  stays: z.boolean().describe('It is open without an expiry: nobody but a person closes it.'),
});
export type CircuitRow = z.infer<typeof row>;

const query = z.object({
  state: z
    .enum(['all', 'open', 'failing'])
    .default('all')
    .describe('failing: closed, with failures counted.'),
  search: z.string().max(200).default('').describe('Part of a circuit’s name.'),
  ...pageQuery,
});

const response = z.object({
  rows: z.array(row).describe('Open ones first, then those with the most failures.'),
  total: z.number().describe('Circuits that state and search leave.'),
  offset: z.number(),
  open: z.number(),
  failing: z.number(),
  threshold: z.number().describe('Failures that open a circuit: the thing’s limit, or 5.'),
  looked: z.number().describe('Circuits that were looked at.'),
  of: z.number().describe('Circuits whose keys the last scan met, about.'),
});
export type CircuitResponse = z.infer<typeof response>;

/** Circuits that are looked at, each with four small commands. */
const MOST = 1_000;
/** A card looks at fewer. */
const FEW = 200;

/** All circuits in one table. */
export const circuitView = defineView({ query, response, read: readCircuits });

function* readCircuits(
  thing: Thing,
  { state, search, offset, count }: z.infer<typeof query>,
  { settings }: ReadContext,
): Plan<CircuitResponse> {
  const { circuits, total } = circuitsOf(thing);
  const wanted = search.toLowerCase();
  const named = circuits.filter(({ name }) => toDisplay(name).toLowerCase().includes(wanted));
  const all = yield* readRows(named.slice(0, MOST));
  const [open, failing] = [all.filter(({ state }) => state !== 'closed'), all.filter(isFailing)];
  const rows = { all, open, failing }[state].toSorted(byUrgency);
  return {
    rows: rows.slice(offset, offset + count),
    total: rows.length,
    offset,
    open: open.length,
    failing: failing.length,
    threshold: settings.limit ?? THRESHOLD,
    looked: all.length,
    of: search === '' ? total : named.length,
  };
}

const isFailing = ({ state, failures }: CircuitRow) => state === 'closed' && failures > 0;

/** The longest open first, then the nearest to opening. */
const byUrgency = (a: CircuitRow, b: CircuitRow) =>
  Number(b.state !== 'closed') - Number(a.state !== 'closed') ||
  Number(b.stays) - Number(a.stays) ||
  (b.closesInMs ?? 0) - (a.closesInMs ?? 0) ||
  b.failures - a.failures ||
  (a.circuit < b.circuit ? -1 : 1);

/** Where a circuit is kept; `null`: it has no such key. */
interface Circuit {
  name: Bytes;
  stateKey: Bytes | null;
  failuresKey: Bytes | null;
}

/** All circuits that have, or had, a key. Of keys that people described each is a circuit of its own. */
function circuitsOf(thing: Thing): { circuits: Circuit[]; total: number } {
  const counts = thing.parts.map(({ keys }) => keys);
  if (thing.family !== 'circuits') {
    const circuits = thing.parts.flatMap(({ layout, names }) =>
      names.map((name) => ({
        name,
        stateKey: layout === 'failures' ? null : name,
        failuresKey: layout === 'failures' ? name : null,
      })),
    );
    return { circuits, total: counts.reduce((sum, count) => sum + count, 0) };
  }
  const names = new Set(keptKeys(thing).names.map((name) => name.slice(name.indexOf(':') + 1)));
  const circuits = [...names].map((name) => ({
    name,
    stateKey: circuitKey(name),
    failuresKey: failuresKey(name),
  }));
  return { circuits, total: Math.max(names.size, ...counts) };
}

function* readRows(circuits: readonly Circuit[]): Plan<CircuitRow[]> {
  const keys = circuits.flatMap(({ stateKey, failuresKey }) => [stateKey, failuresKey]);
  const asked = keys.flatMap((key): Command[] =>
    key === null
      ? []
      : [
          ['GETRANGE', key, 0, 31],
          ['PTTL', key],
        ],
  );
  const replies = yield* ask(asked);
  let taken = 0;
  const values = keys.map((key) => {
    if (key === null) return { text: '', ttlMs: null };
    const [text, ttl] = replies.slice(taken, (taken += 2)).map(storedReply);
    return { text: string(text) ?? '', ttlMs: number(ttl) };
  });
  return circuits.map(({ name }, index) => {
    const [word, failures] = [values[index * 2]!, values[index * 2 + 1]!];
    const state = stateOf(word.text);
    return {
      circuit: toWire(name),
      state,
      closesInMs: state === 'closed' ? null : lifetime(word.ttlMs),
      failures: Math.max(0, number(failures.text) ?? 0),
      failuresEndInMs: lifetime(failures.ttlMs),
      stays: state !== 'closed' && word.ttlMs === -1,
    };
  });
}

/** To whoever asks, the document's circuit is open as soon as there is a key. */
function stateOf(word: string): CircuitRow['state'] {
  if (word === '' || /^closed$/i.test(word)) return 'closed';
  return /^half/i.test(word) ? 'half-open' : 'open';
}

const lifetime = (ttlMs: number | null) => (ttlMs === null || ttlMs < 0 ? null : ttlMs);

/** How many circuits are open, and which. */
export function* summariseCircuits(thing: Thing, { settings }: ReadContext): Plan<Summary> {
  const { circuits, total } = circuitsOf(thing);
  const rows = yield* readRows(circuits.slice(0, FEW));
  const open = rows.filter(({ state }) => state !== 'closed').toSorted(byUrgency);
  return {
    value: open.length,
    unit: 'count',
    caption: `open of ${formatCount(total)} ${total === 1 ? 'circuit' : 'circuits'}`,
    spark: null,
    perHour: null,
    trouble: describeOpen(open) ?? describeFailing(rows, settings.limit ?? THRESHOLD),
  };
}

function describeOpen([first, ...others]: readonly CircuitRow[]): string | null {
  if (!first) return null;
  const until =
    first.closesInMs === null
      ? 'until somebody closes it'
      : `for another ${formatDuration(first.closesInMs / 1000)}`;
  const more = others.length === 0 ? '' : `, and ${formatCount(others.length)} more`;
  return `${first.circuit} is not called ${until}${more}.`;
}

function describeFailing(rows: readonly CircuitRow[], threshold: number): string | null {
  const [worst] = rows.filter(isFailing).toSorted(byUrgency);
  return worst && worst.failures === threshold - 1
    ? `One more failure of ${worst.circuit} opens its circuit.`
    : null;
}
