import { isSetOfNames } from '../checks';
import type { Family, Layout } from '../pattern';

const set = (id: string, template: string, encoding: string): Layout => ({
  id,
  template,
  types: ['set'],
  certainty: 'named',
  encoding,
  ttl: 'none',
  check: isSetOfNames,
});

export const tags: readonly Family[] = [
  {
    id: 'tags',
    source: 'a common layout',
    identity: ['kind'],
    title: 'tags of {kind}s',
    layouts: [set('tags', 'tags:{kind:segment}:{id}', 'names of tags')],
  },
  {
    id: 'item-tags',
    source: 'a common layout',
    identity: [],
    title: 'tags of items',
    layouts: [set('item-tags', 'item:{id:segment}:tags', 'names of tags')],
  },
  {
    id: 'social',
    source: 'a common layout',
    identity: [],
    title: 'who follows whom',
    layouts: [
      // With `user:` before the id, or without.
      set('following', 'following:{user}', 'ids of those whom the user follows'),
      set('followers', 'followers:{user}', 'ids of those who follow the user'),
    ],
  },
  {
    id: 'permissions',
    source: 'a common layout',
    identity: [],
    title: 'permissions of users',
    layouts: [set('permissions', 'permissions:user:{user}', 'names of permissions')],
  },
  {
    id: 'skills',
    source: 'a common layout',
    identity: [],
    title: 'skills',
    layouts: [set('skills', 'skills:{user}', 'names of skills')],
  },
  {
    id: 'named-set',
    source: 'a common layout',
    identity: ['name'],
    title: '{name}',
    layouts: [
      set(
        'named-set',
        '{name:all_users|all:users|banned:users|users:premium|raffle:participants}',
        'user ids',
      ),
    ],
  },
];
