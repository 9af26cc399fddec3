import type { Command } from '@/lib/patterns/plan';
import { oddLookAlikes } from './look-alikes-odd';
import { wordLookAlikes } from './look-alikes-words';
import { aloneLookAlikes } from './look-alikes-alone';
import { sent, type Example, type Examples } from './example';

/**
 * A key that looks like one of a pattern: what it really holds, what it must be recognised as for all that (`null`:
 * nothing), and the command that writes it.
 */
export type LookAlike = readonly [what: string, is: string | null, command: Command];

const toExample = ([, is, command]: LookAlike): Example => ({
  write: sent([command]),
  is: new Map([[String(command[1]), is]]),
});

/** Those that stand beside the examples. @param now Unix milliseconds */
export const lookAlikes: Examples = (now) => [...wordLookAlikes(now), ...oddLookAlikes(now)].map(toExample);

/** Those that an application beside them would rightly claim, or whose names the examples have. */
export const lookAlikesAlone: Examples = (now) => aloneLookAlikes(now).map(toExample);
