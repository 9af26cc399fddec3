import { z } from 'zod';
import { ownPatternSchema } from '@/lib/patterns/own-pattern';
import { thingSettingsSchema } from '@/lib/patterns/settings';
import { patternId, text } from './fields';

export const patternsSchema = z.object({
  known: z
    .array(
      z.object({
        pattern: patternId,
        like: text.describe('What a description names: family and layout.'),
        template: text,
        types: z.array(text),
        encoding: text,
        clock: text.nullable().describe('Such a description needs {bucket:…} of this kind.'),
      }),
    )
    .describe('Every layout that Hitrate knows.'),
  patterns: z.array(ownPatternSchema).describe('Those that people here described.'),
  things: z.record(text, thingSettingsSchema).describe('What people here set, by thing.'),
});
export type PatternsResponse = z.infer<typeof patternsSchema>;
