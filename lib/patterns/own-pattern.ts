import { z } from 'zod';
import type { Family, Layout, Pattern } from './pattern';
import { PATTERN_IDS, type PatternId } from './pattern-ids';
import { compileTemplate } from './template';

/** A pattern that people describe themselves: a name rule, and which known layout its keys are like. */
export const ownPatternSchema = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be 1 to 40 small letters, digits and hyphens')
    .describe('Begins the address of its things.'),
  template: z
    .string()
    .min(1)
    .max(200)
    .superRefine((source, context) => {
      try {
        compileTemplate(source);
      } catch (error) {
        context.addIssue({ code: 'custom', message: (error as Error).message });
      }
    })
    .describe('shop:{store}:orders:{bucket:YYYYMMDD}'),
  pattern: z.enum(PATTERN_IDS as [PatternId, ...PatternId[]]),
  like: z
    .string()
    .regex(/^[\w-]+\.[\w-]+$/, 'must name a layout, like counter.hourly')
    .describe('The known layout whose values are of the same kind: family and layout.'),
});
export type OwnPattern = z.infer<typeof ownPatternSchema>;

/** `own-orders`: never the id of a family of the house. */
const ownFamilyId = (id: string) => `own-${id}`;

/** The layout that a description refers to; `null` where there is none of that name in that pattern. */
export function findLayout(
  patterns: readonly Pattern[],
  { pattern, like }: Pick<OwnPattern, 'pattern' | 'like'>,
): Layout | null {
  const [familyId, layoutId] = like.split('.');
  const family = patterns.find(({ id }) => id === pattern)?.families.find(({ id }) => id === familyId);
  return family?.layouts.find(({ id }) => id === layoutId) ?? null;
}

/**
 * The family that a description makes: its fields tell one thing from another, but for `{bucket}`, which the time
 * gives, and those whose names begin with `each`, which many keys of one thing differ in.
 * @throws Error that names the field and the remedy
 */
export function toFamily(patterns: readonly Pattern[], own: OwnPattern): Family {
  const layout = findLayout(patterns, own);
  if (!layout) throw new Error(`like: there is no layout ${own.like} among the ${own.pattern}`);
  const { fields } = compileTemplate(own.template);
  if (layout.clock && !fields.includes('bucket')) {
    throw new Error(`template: a layout with a clock needs {bucket:${layout.clock}}`);
  }
  const identity = fields.filter((field) => field !== 'bucket' && !field.startsWith('each'));
  return {
    id: ownFamilyId(own.id),
    source: 'described here',
    identity,
    title: identity.length === 0 ? own.id : identity.map((field) => `{${field}}`).join(' · '),
    layouts: [{ ...layout, template: own.template, certainty: 'anchor', check: undefined }],
  };
}
