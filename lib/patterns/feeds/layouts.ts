import { isSetOfNames } from '../checks';
import type { Family, Layout } from '../pattern';
import { isEntries } from './recognise';

const list = (id: string, template: string, encoding: string, ttl: string): Layout => ({
  id,
  template,
  types: ['list'],
  certainty: 'named',
  encoding,
  ttl,
  check: isEntries,
});

/** How many entries the documents let a list of each layout have. */
export const CAPS: Readonly<Record<string, number>> = {
  feed: 100,
  activity: 100,
  'recent-searches': 5,
  recent: 100,
  'activity-log': 1_000,
  history: 1_000,
};

export const feeds: readonly Family[] = [
  {
    id: 'feed',
    source: 'a common layout',
    identity: [],
    title: 'feeds',
    layouts: [
      list('feed', 'feed:{user}', 'JSON or text, newest first, 100 at most', '7 d after the last entry'),
    ],
  },
  {
    id: 'user-activity',
    source: 'a common layout',
    identity: [],
    title: 'activity of users',
    layouts: [
      list(
        'activity',
        'user:{user:segment}:activity',
        'JSON, newest first, 100 at most',
        '30 d after the last entry',
      ),
    ],
  },
  {
    id: 'user-activity-log',
    source: 'a common layout',
    identity: [],
    title: 'user_activity',
    layouts: [list('user-log', 'user_activity:{user}', 'JSON or text, newest first', 'none')],
  },
  {
    id: 'timeline',
    source: 'a common layout',
    identity: [],
    title: 'timelines',
    layouts: [list('timeline', 'user:{user:segment}:timeline', 'ids or JSON, newest first', 'none')],
  },
  {
    id: 'recent-searches',
    source: 'a common layout',
    identity: [],
    title: 'recent searches',
    layouts: [
      list(
        'recent-searches',
        'user:{user:segment}:recent_searches',
        'text, newest first, 5 different ones at most',
        'none, 30 d',
      ),
    ],
  },
  {
    id: 'recent',
    source: 'a common layout',
    identity: ['what'],
    title: 'recent {what}',
    layouts: [list('recent', 'recent:{what}', 'ids, newest first, 100 at most', 'none')],
  },
  {
    id: 'activity-log',
    source: 'a common layout',
    identity: [],
    title: 'activity_log',
    layouts: [list('activity-log', 'activity_log', 'text, newest first, 1,000 at most', 'none')],
  },
  {
    id: 'chat',
    source: 'a common layout',
    identity: [],
    title: 'chat rooms',
    layouts: [
      list(
        'history',
        'chat:history:{room}',
        'JSON, newest first, 1,000 at most',
        '30 d after the last message',
      ),
      // Document 000 gives its channel this name, document 001 a list.
      list('room', 'chat:room:{room}', 'JSON or text, newest first', 'none'),
      {
        id: 'members',
        template: 'chat:members:{room}',
        types: ['set'],
        certainty: 'named',
        encoding: 'user ids',
        ttl: '24 h after the last one joined',
        check: isSetOfNames,
      },
    ],
  },
];
