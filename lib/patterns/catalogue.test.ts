import { describe, expect, test } from 'vitest';
import { CATALOGUE } from './catalogue';

const layouts = CATALOGUE.flatMap(({ families }) =>
  families.flatMap((family) =>
    family.layouts.map((layout) => [`${family.id}.${layout.id}`, { family, layout }] as const),
  ),
);

describe('what people read of a layout', () => {
  test.each(layouts)(
    '%s: words, and no number of a document that they do not have',
    (_, { family, layout }) => {
      for (const words of [family.source, layout.encoding, layout.ttl]) {
        expect(words).toMatch(/\S/);
        expect(words).not.toMatch(/(?<![\d,.])00\d\b/);
      }
    },
  );
});
