import { z } from 'zod';
import { everyPage, nextOffset } from './content-page';
import { shownValue } from './shown-value';

/** The content of what Redis stores as a string: text, bits, or a HyperLogLog. */

export const stringContent = z.object({
  ...everyPage,
  kind: z.literal('string'),
  bytes: z.number().describe('Of the whole.'),
  offset: z
    .number()
    .describe('Where the page begins: up to 3 bytes after what was asked, to begin with a character.'),
  value: shownValue.describe('The page; decoded where it is the whole value or its beginning.'),
  next: nextOffset,
});

export const bitmapContent = z.object({
  ...everyPage,
  kind: z.literal('bitmap'),
  bytes: z.number(),
  bits: z.number(),
  ones: z.number().describe('Bits that are set; an estimate where it is not exact.'),
  exact: z.boolean().describe('false: too large to count at once, so parts of it were.'),
  slices: z
    .array(
      z.object({
        offset: z.number().describe('Bit where the slice begins.'),
        bits: z.number(),
        countedBits: z.number().describe('So many at its beginning were counted.'),
        ones: z.number().describe('Among those.'),
      }),
    )
    .describe('The whole bitmap in up to 64 equal parts.'),
  window: z.object({
    offset: z.number().describe('First bit.'),
    bits: z.number(),
    ones: z.number(),
    base64: z.string().describe('Its bytes; the first bit is the highest of the first byte.'),
  }),
  next: nextOffset,
});

export const hyperloglogContent = z.object({
  ...everyPage,
  kind: z.literal('hyperloglog'),
  bytes: z.number(),
  encoding: z.enum(['dense', 'sparse']),
  estimate: z.number().describe('Distinct elements, as PFCOUNT would say.'),
  standardError: z.number().describe('0.0081: two of three estimates are nearer than this share.'),
  low: z.number().describe('The truth is between these with 95 %.'),
  high: z.number(),
  cached: z.boolean().describe('The estimate that the server kept in the key; else computed here.'),
  registers: z.number().describe('16,384'),
  zeroRegisters: z.number(),
  histogram: z.array(z.number()).describe('Registers by their value, 0 first.'),
});
