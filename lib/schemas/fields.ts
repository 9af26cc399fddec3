import { z } from 'zod';
import { PATTERN_IDS, type PatternId } from '@/lib/patterns/pattern-ids';

/** What the shapes of answers are made of. */

export const text = z.string();
export const count = z.number().int();
export const nullableCount = count.nullable();
export const unixMs = z.number().describe('Unix milliseconds');
export const patternId = z.enum(PATTERN_IDS as [PatternId, ...PatternId[]]);
