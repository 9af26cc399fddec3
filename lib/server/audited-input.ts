import 'server-only';
import type { ActionId } from '@/lib/actions/actions';
import { maskedSession } from '@/lib/masked-session';
import { fromWire } from '@/lib/patterns/bytes';
import { shownUrl } from './alerts/webhook-store';

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
  // Whoever has the path of a receiver can often post there.
  'webhook.set': ({ url, ...input }) =>
    url === undefined ? input : { ...input, url: shownUrl(url as string) },
  'key.edit': (input) => ({ ...input, part: withoutValues(input.part as Input) }),
  'element.add': (input) => ({ ...input, element: withoutValues(input.element as Input) }),
  'element.remove': (input) => ({ ...input, element: withoutValues(input.element as Input) }),
};

/**
 * An action's input as the audit log keeps it: with a session's whole id one could be that user.
 * @param input as it was sent, and was found to be right
 */
export const auditedInput = (id: ActionId, input: object): object => MASKS[id]?.(input as Input) ?? input;

/** An action's result as the audit log keeps it: what is shown once is shown to whoever did it. */
export function auditedResult(id: ActionId, result: unknown): unknown {
  if (id !== 'webhook.set') return result;
  const { secret: _, ...rest } = result as Input;
  return rest;
}

/** Values may be secrets, and whoever reads the log need not be allowed to read the key. Scores are none. */
function withoutValues(part: Input): Input {
  if (part.type === 'zset') return part;
  const kept = Object.entries(part).map(([name, value]) =>
    ['before', 'after', 'value'].includes(name) ? [name, sizeOf(value as string)] : [name, value],
  );
  return Object.fromEntries(kept) as Input;
}

function sizeOf(wire: string): string {
  const { length } = fromWire(wire);
  return `${length.toLocaleString('en-US')} byte${length === 1 ? '' : 's'}`;
}
