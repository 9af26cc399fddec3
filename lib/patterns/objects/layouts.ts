import { isNumber } from '../checks';
import type { Family, KeyType, Layout } from '../pattern';
import { isSchemaHash } from './recognise';

/** The same name is a cached JSON string elsewhere, or a rate limit: TYPE decides. */
const OBJECT: readonly KeyType[] = ['hash', 'ReJSON-RL'];

const object = (id: string, template: string, ttl = 'none'): Layout => ({
  id,
  template,
  types: OBJECT,
  certainty: 'named',
  encoding: 'a hash of fields, or a JSON document',
  ttl,
});

/** Cluster users put the part that decides on the slot in braces, and keep plain strings under such names too. */
const tagged = (id: string, template: string): Layout => ({
  ...object(id, template),
  types: [...OBJECT, 'string'],
  encoding: 'a hash of fields, a JSON document or text; the braces decide on the slot',
});

const balance = (id: string, source: string, template: string, title: string): Family => ({
  id,
  source,
  identity: [],
  title,
  layouts: [
    {
      id,
      template,
      types: ['string'],
      certainty: 'named',
      encoding: 'a number',
      ttl: 'none',
      check: isNumber,
    },
  ],
});

const byType = (id: string, types: readonly KeyType[], encoding: string): Family => ({
  id,
  source: `content: TYPE ${types.join(' or ')}`,
  identity: ['shape'],
  title: '{shape}',
  layouts: [{ id, template: '{key}', types, certainty: 'content', encoding, ttl: 'any' }],
});

export const objects: readonly Family[] = [
  {
    id: 'user-object',
    source: 'a common layout',
    identity: [],
    title: 'users',
    layouts: [object('user', 'user:{id:segment}')],
  },
  {
    id: 'user-profile',
    source: 'a common layout',
    identity: [],
    title: 'user profiles',
    layouts: [
      object('profile', 'user:profile:{id}', '24 h'),
      object('profile-of', 'user:{id:segment}:profile'),
      tagged('profile-tagged', 'user:\\{{id}\\}:profile'),
      tagged('preferences-tagged', 'user:\\{{id}\\}:preferences'),
    ],
  },
  {
    id: 'product-object',
    source: 'a common layout',
    identity: [],
    title: 'products',
    layouts: [object('product', 'product:{id:segment}')],
  },
  {
    id: 'item-object',
    source: 'a common layout',
    identity: [],
    title: 'items',
    layouts: [object('item', 'item:{id:segment}')],
  },
  balance('points', 'a common layout', 'points:{user}', 'points of users'),
  balance('credits', 'a common layout', 'user:{id:segment}:credits', 'credits of users'),
  balance('account-balance', 'a common layout', 'account:{id:segment}:balance', 'account balances'),
  {
    id: 'redis-om',
    source: 'Redis OM',
    identity: ['prefix'],
    title: '{prefix}',
    layouts: [
      // Others give their objects such ids too; the schema beside them makes it certain.
      { ...object('entity', '{prefix}:{id:ulid}'), certainty: 'generic' },
      {
        id: 'schema-hash',
        template: '{prefix}:index:hash',
        types: ['string'],
        certainty: 'anchor',
        encoding: 'hash of the schema that the search index was made for',
        ttl: 'none',
        check: isSchemaHash,
      },
    ],
  },
  byType('json-document', ['ReJSON-RL'], 'JSON document'),
  byType('bloom-filter', ['MBbloom--', 'bloomfltr'], 'Bloom filter'),
  byType('cuckoo-filter', ['MBbloomCF'], 'Cuckoo filter'),
  byType('count-min-sketch', ['CMSk-TYPE'], 'count-min sketch'),
  byType('top-k', ['TopK-TYPE'], 'the most frequent items'),
  byType('t-digest', ['TDIS-TYPE'], 'sketch of quantiles'),
  byType('vector-set', ['vectorset'], 'elements with vectors'),
];
