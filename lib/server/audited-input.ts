import 'server-only';
import type { ActionId } from '@/lib/actions';
import { maskedSession } from '@/lib/masked-session';

type Input = Record<string, unknown>;

/** What of an action's input is no business of the log's readers, and how much of it they may see. */
const MASKS: Partial<Record<ActionId, (input: Input) => Input>> = {
  'session.revoke': (input) => ({
    ...input,
    sessions: (input.sessions as { key: string }[]).map(({ key, ...rest }) => ({
      key: maskedSession(key),
      ...rest,
    })),
  }),
  'session.extend': (input) => ({ ...input, key: maskedSession(input.key as string) }),
};

/**
 * An action's input as the audit log keeps it: with a session's whole id one could be that user.
 * @param input as it was sent, and was found to be right
 */
export const auditedInput = (id: ActionId, input: object): object => MASKS[id]?.(input as Input) ?? input;
