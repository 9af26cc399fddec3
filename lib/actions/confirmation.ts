import type { ActionInput } from './action-inputs';
import { ACTIONS, type Action, type ActionId } from './actions';

/** What a person must type before it is done; `null`: a click is enough. */
export interface Confirmation {
  type: 'count' | 'name';
  /** The words to type. */
  expected: string;
}

/**
 * The confirmation that an action needs: in proportion to the harm.
 *
 * @param id which action
 * @param targets how many things it hurts, e.g. clients; `Infinity` where nobody has counted them
 * @param instance where: on production whoever acts types its name
 */
export function confirmationFor(
  id: ActionId,
  targets: number,
  instance: { name: string; production: boolean },
): Confirmation | null {
  const { danger } = ACTIONS[id] as Action;
  if (danger === 'none') return null;
  if (instance.production || targets === Infinity) return { type: 'name', expected: instance.name };
  return danger === 'harmful' && targets > 1 ? { type: 'count', expected: String(targets) } : null;
}

/** How many things an action's input names; `Infinity` where they are not counted. */
export function targetsOf(input: object): number {
  if ('match' in input) return boundOf(input as ActionInput<'keys.unlink'>);
  if ('clients' in input && Array.isArray(input.clients)) return input.clients.length;
  if ('sessions' in input && Array.isArray(input.sessions)) return input.sessions.length;
  if ('ids' in input && Array.isArray(input.ids)) return input.ids.length;
  if ('keys' in input && Array.isArray(input.keys)) return input.keys.length;
  if ('count' in input && typeof input.count === 'number') return input.count;
  return 'jobs' in input && typeof input.jobs === 'number' ? input.jobs : 1;
}

/** Whether a glob matches whatever there is. */
export const matchesEverything = (glob: string): boolean => /^[*?]*\*[*?]*$/.test(glob);

/**
 * How many keys an action on all that match may hurt: as many as were seen and confirmed.
 * @returns `Infinity` where nobody has counted them, or everything is meant
 */
const boundOf = ({ match, count }: { match: string; count: number | null }): number =>
  count === null || matchesEverything(match) ? Infinity : count;
