import type { Family, Layout } from '../pattern';
import { isListOfChanges, isListOfRefreshes } from './recognise';

/** Names, and the forms that their documents give to a change. */
const QUEUES = [
  {
    id: 'write-behind',
    key: 'write_queue',
    source: 'a common layout',
    encoding: 'JSON {key, value, timestamp}',
  },
  {
    id: 'write-behind-queue',
    key: 'queue:db:updates',
    source: 'a common layout',
    encoding: 'JSON {action, user_id, data}: no time, so no age',
  },
  {
    id: 'write-behind-updates',
    key: 'db:updates',
    source: 'a common layout',
    encoding: 'JSON {user_id, data}: no time, so no age',
  },
] as const;

const layoutOf = (key: string, encoding: string): Layout => ({
  id: 'changes',
  template: key,
  types: ['list'],
  certainty: 'named',
  encoding: `${encoding}; LPUSH: the newest is the first`,
  ttl: 'none',
  check: isListOfChanges,
});

/** Queues between a cache and what stands behind it. Document 003 keeps its own within the process, where nobody sees it. */
export const writeBehind: readonly Family[] = [
  ...QUEUES.map(({ id, key, source, encoding }) => ({
    id,
    source,
    identity: [],
    title: key,
    layouts: [layoutOf(key, encoding)],
  })),
  {
    id: 'refresh-ahead',
    source: 'a common layout',
    identity: [],
    title: 'refresh_queue',
    layouts: [
      {
        id: 'refreshes',
        template: 'refresh_queue',
        types: ['list'],
        certainty: 'named',
        encoding: 'JSON {key, fetch_func_name, ttl, timestamp}; one is pushed for every read of an old entry',
        ttl: 'none',
        check: isListOfRefreshes,
      },
    ],
  },
];
