import { ACTIONS, type Action } from '@/lib/actions/actions';
import { READS, type Read } from '@/lib/reads/reads';
import { COMMANDS, type CommandId } from '@/lib/redis/command-catalogue';

/** What each command is for in this dashboard: pages and actions, in words; empty where none needs it. */
export type CommandUses = Record<CommandId, string>;

const PAGES: Record<string, string> = {
  instance: 'Overview',
  clients: 'Clients',
  slowlog: 'Slow log',
};
const PARTS: Partial<Record<CommandId, string>> = {
  'memory|stats': 'Memory',
  'memory|doctor': 'Memory',
  'commandlog|get': 'Slow log (large requests and replies)',
  'config|get': 'Slow log, Latency, Persistence (settings)',
  'latency|histogram': 'Latency',
  'latency|latest': 'Latency',
  'latency|history': 'Latency',
};

function usesOf(command: CommandId): string {
  const actions = (Object.values(ACTIONS) as Action[]).filter((action) => action.command === command);
  const pages = (Object.entries(READS) as [string, Read][]).filter(([, read]) =>
    read.needs.includes(command),
  );
  return [
    ...new Set(pages.flatMap(([id]) => PAGES[id] ?? [])),
    ...(PARTS[command] ? [PARTS[command]] : []),
    ...actions.map(({ title }) => title).filter((title) => title !== 'Try again'),
  ].join(', ');
}

/** The uses of every command that the product knows. */
export const commandUses = (): CommandUses =>
  Object.fromEntries((Object.keys(COMMANDS) as CommandId[]).map((id) => [id, usesOf(id)])) as CommandUses;
