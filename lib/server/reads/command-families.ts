import 'server-only';
import type { FamilyId } from '@/lib/metrics/families';
import type { CommandPart } from '@/lib/metrics/node-commands';
import type { FamilyAnswer, History, HistorySpan } from '../history/history';

/** What the history says of commands over one span, part by part. */
export type CommandFamilies = Record<CommandPart, FamilyAnswer>;

const FAMILY_OF: Record<CommandPart, FamilyId> = {
  calls: 'commandCalls',
  microseconds: 'commandMicroseconds',
  failedCalls: 'commandFailedCalls',
  rejectedCalls: 'commandRejectedCalls',
  ownCalls: 'commandOwnCalls',
};

const PARTS = Object.keys(FAMILY_OF) as CommandPart[];

/** All families of commands over one span, nodes added up. */
export async function readFamilies(history: History, span: HistorySpan): Promise<CommandFamilies> {
  const answers = await Promise.all(
    PARTS.map(async (part) => [part, await history.family({ ...span, family: FAMILY_OF[part] })] as const),
  );
  return Object.fromEntries(answers) as CommandFamilies;
}

/**
 * The same of each node by itself: of a sum nobody can tell which node is the busiest.
 * @param sum what `readFamilies` said of all of them
 */
export const readFamiliesOfNodes = (
  history: History,
  span: HistorySpan,
  sum?: CommandFamilies,
): Promise<CommandFamilies[]> =>
  sum && span.nodes.length === 1
    ? Promise.resolve([sum])
    : Promise.all(span.nodes.map((node) => readFamilies(history, { ...span, nodes: [node] })));
