import { libraryQueues } from '@/lib/patterns/library-queues/libraries';
import type { Thing } from '@/lib/patterns/pattern';

/** Layouts of the things' families that none of their keys was recognised as: a writer or a rule lacks them. */
export const missingLayouts = (things: readonly Thing[]): string[] =>
  things.flatMap(({ family, parts }) => {
    const layouts = libraryQueues.find(({ id }) => id === family)?.layouts ?? [];
    const found = new Set(parts.map(({ layout }) => layout));
    return layouts.filter(({ id }) => !found.has(id)).map(({ id }) => `${family}.${id}`);
  });
