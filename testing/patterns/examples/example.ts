import type { Bytes } from '@/lib/patterns/bytes';
import { ask, settled, type Command, type Plan } from '@/lib/patterns/plan';

/** Keys that are written together, and what each of them is. */
export interface Example {
  write: Plan<unknown>;
  /** Key → `family.layout`: `counter.hourly`; `null`: nothing. */
  is: ReadonlyMap<Bytes, string | null>;
}

/** The examples of a pattern. @param now Unix milliseconds */
export type Examples = (now: number) => Example[];

/** A family and its keys by their layouts. */
export type Keys = readonly [family: string, layouts: Readonly<Record<string, Bytes | readonly Bytes[]>>];

const nameKeys = (...all: readonly Keys[]): Map<Bytes, string> =>
  new Map(
    all.flatMap(([family, layouts]) =>
      Object.entries(layouts).flatMap(([layout, keys]) =>
        [keys].flat().map((key) => [key, `${family}.${layout}`] as const),
      ),
    ),
  );

/** What writers leave, one after the other: every key that they write is to be named. */
export const written = (writers: readonly Plan<unknown>[], ...keys: Keys[]): Example => ({
  write: inTurn(writers),
  is: nameKeys(...keys),
});

function* inTurn(plans: readonly Plan<unknown>[]): Plan<void> {
  for (const plan of plans) yield* plan;
}

/** The same keys below a base of names: `resque:`. */
export const below = (base: Bytes, [family, layouts]: Keys): Keys => [
  family,
  Object.fromEntries(
    Object.entries(layouts).map(([layout, keys]) => [layout, [keys].flat().map((key) => base + key)]),
  ),
];

/** Commands that their source sends, by the layout of the key that each of them names first. */
export type Stored = Readonly<Record<string, Command | readonly Command[]>>;

const isCommand = (one: Command | readonly Command[]): one is Command => typeof one[0] === 'string';

/** Keys of a family without a writer here, as its source writes them. */
export const stored = (family: string, layouts: Stored): Example => {
  const rows = Object.entries(layouts).flatMap(([layout, one]) =>
    (isCommand(one) ? [one] : one).map((command) => ({ layout, command })),
  );
  return {
    write: sent(rows.map(({ command }) => command)),
    is: new Map(rows.map(({ layout, command }) => [String(command[1]), `${family}.${layout}`])),
  };
};

/** Sends commands; @throws the first error that one is answered with */
export function* sent(commands: readonly Command[]): Plan<void> {
  for (const reply of yield* ask(commands)) settled(reply);
}
