import type { Redis } from 'ioredis';
import { CATALOGUE } from '@/lib/patterns/catalogue';
import { toDisplay, type Bytes } from '@/lib/patterns/bytes';
import type { PatternId } from '@/lib/patterns/pattern-ids';
import { ask, type Plan } from '@/lib/patterns/plan';
import { number } from '@/lib/redis/reply';
import { allExamples } from './examples/all';
import type { Example } from './examples/example';
import { lookAlikes, lookAlikesAlone } from './examples/look-alikes';
import { recogniseAll } from './recognise-all';
import { runPlan } from './run-plan';

/** Of the keys of a pattern, or of all; shares are 0…1, `null` where there was nothing to be right about. */
export interface Figures {
  /** Keys that are of the pattern. */
  expected: number;
  /** Keys that were taken for it. */
  recognised: number;
  /** Those of them that were taken for the very layout. */
  right: number;
  /** right ∕ recognised */
  precision: number | null;
  /** right ∕ expected */
  recall: number | null;
}

/** A key that was taken for something else than it is; `null`: for nothing. */
export interface Mistake {
  key: string;
  expected: string | null;
  got: string | null;
}

export interface Recognised {
  rows: (Figures & { pattern: PatternId })[];
  total: Figures;
  precision: number;
  recall: number;
  wrong: Mistake[];
}

/**
 * Writes every example and look-alike to an empty server, has it recognised as the lens does, and says how much of it
 * was right. Examples stand in database 0, all of them beside each other and most look-alikes; those that a thing of
 * the examples would rightly claim stand in database 1.
 * @param now Unix milliseconds
 * @throws Error for a key that no example names, or that was written twice
 */
export async function measureRecognition(redis: Redis, now: number): Promise<Recognised> {
  const judged = [
    ...(await judge(redis, 0, [...allExamples(now), ...lookAlikes(now)], now)),
    ...(await judge(redis, 1, lookAlikesAlone(now), now)),
  ];
  const patternOf = new Map(
    CATALOGUE.flatMap(({ id, families }) => families.map((family) => [family.id, id] as const)),
  );
  const patternIn = (layout: string | null) => patternOf.get(layout?.split('.')[0] ?? '');
  const rows = CATALOGUE.map(({ id }) => ({
    pattern: id,
    ...figuresOf(
      judged.filter(({ expected }) => patternIn(expected) === id),
      judged.filter(({ got }) => patternIn(got) === id),
    ),
  }));
  const total = figuresOf(
    judged.filter(({ expected }) => expected !== null),
    judged.filter(({ got }) => got !== null),
  );
  return {
    rows,
    total,
    precision: total.precision ?? 0,
    recall: total.recall ?? 0,
    wrong: judged.filter(({ expected, got }) => expected !== got),
  };
}

function figuresOf(expected: readonly Mistake[], recognised: readonly Mistake[]): Figures {
  const right = recognised.filter((each) => each.expected === each.got).length;
  return {
    expected: expected.length,
    recognised: recognised.length,
    right,
    precision: recognised.length === 0 ? null : right / recognised.length,
    recall: expected.length === 0 ? null : right / expected.length,
  };
}

/** What each key is, and what it was taken for. */
async function judge(
  redis: Redis,
  database: number,
  examples: readonly Example[],
  now: number,
): Promise<Mistake[]> {
  await redis.select(database);
  const stated = new Map<Bytes, string | null>();
  for (const { is, write } of examples) {
    for (const [key, layout] of is) {
      if (stated.has(key)) throw new Error(`Two examples write ${toDisplay(key)}.`);
      stated.set(key, layout);
    }
    await runPlan(redis, write).catch((error: Error) => {
      throw new Error(`The keys of ${[...is.values()][0]} cannot be written: ${error.message}`);
    });
    await runPlan(redis, prolong([...is.keys()]));
  }
  const { things, unrecognised } = await recogniseAll(redis, now);
  const got = new Map(
    things.flatMap(({ family, parts }) =>
      parts.flatMap(({ layout, names }) => names.map((name) => [name, `${family}.${layout}`] as const)),
    ),
  );
  const keys = things.reduce((sum, thing) => sum + thing.keys, 0);
  const others = unrecognised.reduce((sum, shape) => sum + shape.keys, 0);
  if (keys + others !== stated.size || [...got.keys()].some((key) => !stated.has(key)))
    throw new Error(`${stated.size} keys are stated, ${keys + others} were found in database ${database}.`);
  return [...stated].map(([key, expected]) => ({
    key: toDisplay(key),
    expected,
    got: got.get(key) ?? null,
  }));
}

const SHORTEST_MS = 60_000;

/** Leaves no key so little time that it may be gone before a busy machine looks at it. */
function* prolong(keys: readonly Bytes[]): Plan<void> {
  const left = yield* ask(keys.map((key) => ['PTTL', key]));
  const short = keys.filter(
    (_, index) => (number(left[index]) ?? -1) >= 0 && number(left[index])! < SHORTEST_MS,
  );
  yield* ask(short.map((key) => ['PEXPIRE', key, SHORTEST_MS]));
}
