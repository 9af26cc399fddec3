import { writeCartItem } from '@/lib/patterns/carts/write';
import { openCircuit, recordFailure } from '@/lib/patterns/circuit-breakers/write';
import {
  writeActivityLog,
  writeChat,
  writeEntry,
  writeFeed,
  writeRecent,
  writeRecentSearch,
  writeUserActivity,
} from '@/lib/patterns/feeds/write';
import { featuresKey, writeBit, writeExperiment, writeSettings } from '@/lib/patterns/flags/write';
import { geoKey, writePlace } from '@/lib/patterns/geo/write';
import { addToBalance, PROFILE_SECONDS, writeObject } from '@/lib/patterns/objects/write';
import { writeHeartbeat } from '@/lib/patterns/presence/write';
import { addMembers, writeFollow } from '@/lib/patterns/tags/write';
import { noteChange, requestRefresh } from '@/lib/patterns/write-behind/write';
import { sent, stored, written, type Examples } from './example';

/** Patterns of one or two families each. */

const berlin = { longitude: 13.405, latitude: 52.52 };
const lima = { longitude: -77.04, latitude: -12.05 };

export const geoExamples: Examples = () => [
  written(
    [
      writePlace(geoKey('shops'), 'centre', berlin),
      writePlace('drivers', 'ann', lima),
      writePlace('depots', 'north', berlin),
      writePlace('depots', 'south', lima),
    ],
    ['geo', { places: 'geo:shops' }],
    ['geo-alone', { 'places-alone': 'drivers' }],
    ['places', { 'places-by-content': 'depots' }],
  ),
];

export const presenceExamples: Examples = (now) => [
  written(
    [writeHeartbeat('ann', now), writeHeartbeat('7', now)],
    ['users-online', { online: 'users:online', heartbeat: ['user:ann:heartbeat', 'user:7:heartbeat'] }],
  ),
  stored('online-users', { 'online-alone': ['SADD', 'online:users', '7', '8'] }),
];

export const cartExamples: Examples = () => [
  written(
    [writeCartItem('s1', '7', 2), writeCartItem('s2', '8', 1)],
    ['cart', { cart: ['cart:s1', 'cart:s2'] }],
  ),
];

export const feedExamples: Examples = (now) => [
  written(
    [
      writeFeed('7', '{"post":1}'),
      writeUserActivity('7', 'liked', now),
      writeEntry('user_activity:7', '{"action":"login"}'),
      writeEntry('user:7:timeline', '1001'),
      writeRecentSearch('7', 'green tea'),
      writeRecent('articles', '1001'),
      writeActivityLog('ann signed in', now),
      writeChat('lobby', '7', 'hello', now),
      writeEntry('chat:room:lobby', 'hello'),
    ],
    ['feed', { feed: 'feed:7' }],
    ['user-activity', { activity: 'user:7:activity' }],
    ['user-activity-log', { 'user-log': 'user_activity:7' }],
    ['timeline', { timeline: 'user:7:timeline' }],
    ['recent-searches', { 'recent-searches': 'user:7:recent_searches' }],
    ['recent', { recent: 'recent:articles' }],
    ['activity-log', { 'activity-log': 'activity_log' }],
    ['chat', { history: 'chat:history:lobby', members: 'chat:members:lobby', room: 'chat:room:lobby' }],
  ),
];

export const flagExamples: Examples = () => [
  written(
    [
      writeBit(featuresKey('7'), 3),
      writeExperiment(1_042),
      writeExperiment(1_043),
      writeSettings('shop', { theme: 'dark', smtp_password: 's3cret' }),
    ],
    ['features', { features: 'features:user:7' }],
    ['experiment', { variant: ['experiment:variant_a', 'experiment:variant_b'] }],
    ['config', { settings: 'config:shop' }],
  ),
];

export const tagExamples: Examples = () => [
  written(
    [
      addMembers('tags:article:7', 'redis', 'tea'),
      addMembers('item:7:tags', 'tea'),
      writeFollow('7', '8'),
      addMembers('permissions:user:7', 'orders.read', 'orders.write'),
      addMembers('skills:7', 'lua'),
      addMembers('all_users', '7', '8'),
      addMembers('banned:users', '66'),
    ],
    ['tags', { tags: 'tags:article:7' }],
    ['item-tags', { 'item-tags': 'item:7:tags' }],
    ['social', { following: 'following:user:7', followers: 'followers:user:8' }],
    ['permissions', { permissions: 'permissions:user:7' }],
    ['skills', { skills: 'skills:7' }],
    ['named-set', { 'named-set': ['all_users', 'banned:users'] }],
  ),
];

const ULID = '01HZY3K8Q4T6V9X2B5C7D0E1F3';

export const objectExamples: Examples = () => [
  written(
    [
      writeObject('user:7', { name: 'Ann', email: 'ann@example.org' }),
      writeObject('user:profile:7', { bio: 'likes tea' }, PROFILE_SECONDS),
      writeObject('user:7:profile', { bio: 'likes tea' }),
      writeObject('user:{7}:profile', { bio: 'likes tea' }),
      sent([['SET', 'user:{7}:preferences', 'dark']]),
      writeObject('product:7', { name: 'Tea', cents: 450 }),
      writeObject('item:7', { name: 'Cup' }),
      writeObject(`Song:${ULID}`, { title: 'Tea for two' }),
      addToBalance('points:7', 40),
      addToBalance('user:7:credits', 1_250),
      addToBalance('account:7:balance', -3),
    ],
    ['user-object', { user: 'user:7' }],
    [
      'user-profile',
      {
        profile: 'user:profile:7',
        'profile-of': 'user:7:profile',
        'profile-tagged': 'user:{7}:profile',
        'preferences-tagged': 'user:{7}:preferences',
      },
    ],
    ['product-object', { product: 'product:7' }],
    ['item-object', { item: 'item:7' }],
    ['redis-om', { entity: `Song:${ULID}` }],
    ['points', { points: 'points:7' }],
    ['credits', { credits: 'user:7:credits' }],
    ['account-balance', { 'account-balance': 'account:7:balance' }],
  ),
  stored('redis-om', { 'schema-hash': ['SET', 'Song:index:hash', 'Cx9b2YpVwQ0m3kZ7tLr1uE5nA8s='] }),
];

export const circuitBreakerExamples: Examples = () => [
  written(
    [recordFailure('payments'), openCircuit('search', 120)],
    ['circuits', { circuit: 'circuit:search', failures: 'failures:payments' }],
  ),
];

export const writeBehindExamples: Examples = (now) => [
  written(
    [
      noteChange('user:7', { name: 'Ann' }, now),
      noteChange('user:7', { name: 'Ann' }, now, 'queue:db:updates'),
      noteChange('user:7', { name: 'Ann' }, now, 'db:updates'),
      requestRefresh('cache:report:7', 'fetch_report', 600, now),
    ],
    ['write-behind', { changes: 'write_queue' }],
    ['write-behind-queue', { changes: 'queue:db:updates' }],
    ['write-behind-updates', { changes: 'db:updates' }],
    ['refresh-ahead', { refreshes: 'refresh_queue' }],
  ),
];
