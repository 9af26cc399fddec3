import { z } from 'zod';

const schema = z.object({
  data: z.object({
    resultType: z.literal('matrix'),
    result: z.array(
      z.object({
        metric: z.record(z.string(), z.string()),
        values: z.array(z.tuple([z.number(), z.string()])).default([]),
      }),
    ),
  }),
});

/** One series of an answer: Unix milliseconds → value; what is no finite number is missing. */
export interface MatrixSeries {
  labels: Record<string, string>;
  values: Map<number, number>;
}

/**
 * Reads the answer to a range query, whose values are strings.
 * @returns `null` for anything else
 */
export function parseMatrix(json: unknown): MatrixSeries[] | null {
  const parsed = schema.safeParse(json);
  if (!parsed.success) return null;
  return parsed.data.data.result.map(({ metric, values }) => ({
    labels: metric,
    values: new Map(
      values.flatMap(([seconds, text]) =>
        Number.isFinite(Number(text)) ? [[Math.round(seconds * 1000), Number(text)] as const] : [],
      ),
    ),
  }));
}
