import type { LookAlike } from './look-alikes';
import { hex, uuid } from './ids';

/** What other applications keep, and values and names that are odd in themselves. */
export function oddLookAlikes(now: number): LookAlike[] {
  const seconds = Math.floor(now / 1000);
  return [
    ['Mastodon: a home feed, ids by themselves', null, snowflakes('feed:home:7')],
    ['an index by letters: all scores are 0', null, ['ZADD', 'names:index', 0, 'ann', 0, 'bob', 0, 'cid']],
    ['WordPress: options', null, ['SET', 'wp:options:alloptions', 'a:1:{s:4:"home";s:1:"/";}']],
    [
      'Magento: an entry of its cache',
      null,
      ['HSET', 'zc:k:abc_CONFIG', 'd', 'x', 't', 'CONFIG', 'm', seconds],
    ],
    ['PHP: a session', null, ['SET', 'PHPREDIS_SESSION:abc', 'user|s:3:"ann";', 'EX', 1_440]],
    [
      'sidekiq-unique-jobs: a digest',
      null,
      ['HSET', `uniquejobs:${hex(95)}:LOCKED`, 'a1b2c3', String(seconds)],
    ],
    [
      'sidekiq-unique-jobs: all digests by time',
      'events-by-time.events',
      ['ZADD', 'uniquejobs:digests', seconds - 9, `uniquejobs:${hex(95)}`],
    ],
    ['Nextcloud: a value', null, ['SET', 'a1b2/files/42', '"etag"']],
    ['GitLab: a flag of its own', null, ['SET', 'gitlab:exclusive_lease:project', uuid(96)]],
    ['NodeBB: users by id', null, ['ZADD', 'username:uid', 1, 'admin', 2, 'ann', 3, 'bob']],
    ['a line of people, by their place', null, ['ZADD', 'doctor:waiting', 1, 'ann', 2, 'bob', 3, 'cid']],
    ['birthdays as numbers', null, ['ZADD', 'birthdays', 19_910_412, 'ann', 20_020_103, 'bob']],
    ['times in microseconds', null, ['ZADD', 'clicks:us', now * 1_000, 'a', now * 1_000 + 7, 'b']],
    ['times in nanoseconds', null, ['ZADD', 'spans:ns', `${now}000123`, 'a', `${now}000456`, 'b']],
    ['a ticket whose number could be a day', null, ['SET', 'ticket:20240117', 3]],
    ['who hosts a call', null, ['SET', 'call:7:host', uuid(100), 'EX', 600]],
    ['a key of an API', null, ['SET', 'apikey:ann', hex(97)]],
    ['what was paid already', null, ['SET', 'idempotency:7', hex(98), 'EX', 300]],
    ['a checksum', null, ['SET', 'bundle.js:md5', hex(99), 'EX', 300]],

    ['nothing in a value', null, ['SET', 'blank', '']],
    ['nothing in a session', null, ['SET', 'session:blank', '', 'EX', 600]],
    ['nothing in a lock', null, ['SET', 'lock:blank', '', 'EX', 600]],
    ['a space', null, ['SET', 'circuit:blank', ' ']],
    ['a field without a value', null, ['HSET', 'cart:blank', 'product', '']],
    ['the empty name', null, ['SET', '', 'x']],
    ['a name that is a colon', null, ['SET', ':', 'x']],
    ['a name that ends before it begins', null, ['SET', 'user:', 'x']],
    ['a name of colons', null, ['SET', ':'.repeat(300), 'x']],
    ['a name of many parts', null, ['SET', 'a:'.repeat(2_000), '1']],
    ['a huge name', null, ['SET', 'x'.repeat(20_000), '1']],
    ['a huge name below a pattern', null, ['HSET', `counter:${'y'.repeat(20_000)}`, 'a', 'b']],
    ['a binary name', null, ['SET', '\0\xff\xfe\x80', 'x']],
    ['a binary id', null, ['SET', 'blob:\xde\xad\xbe\xef', 'x']],
    ['a picture', null, ['SET', 'avatar:7', '\x89PNG\r\n\x1a\n\0\0\0\rIHDR']],
    ['bytes below features', null, ['LPUSH', 'features:user:98', '\x80\x01']],
    ['text that begins as a HyperLogLog', null, ['SET', 'greek:hyle', 'HYLL is no word']],
    ['a pickle of anybody', null, ['SET', 'model-weights', '\x80\x04\x95\x03\0\0\0\0\0\0\0K\x07.']],
    ['a Java object', null, ['SET', 'javabean', '\xac\xed\0\x05t\0\x03Tea']],
    ['a long text', null, ['SET', 'essay', 'On tea. '.repeat(20_000)]],
    ['JSON that is cut', null, ['SET', 'draft', '{"value":']],
    ['JSON with a value, and more', null, ['SET', 'sensor-state', '{"value":7,"expires":1,"unit":"C"}']],
    ['a large hash', null, ['HSET', 'dictionary', ...manyPairs(2_000)]],
    ['a set of numbers', null, ['SADD', 'primes', '2', '3', '5', '7']],
    ['a list of words', null, ['RPUSH', 'colours', 'red', 'green']],
    ['a list of JSON', null, ['RPUSH', 'poems', '{"title":"Tea","lines":4}']],
    ['a hash of JSON', null, ['HSET', 'translations', 'de', '{"tea":"Tee"}']],
  ];
}

/** Ids that carry their time, as members at their own score. */
function snowflakes(key: string): LookAlike[2] {
  const ids = [109_348_684_164_293_000, 109_348_684_164_999_000, 109_350_000_000_000_000];
  return ['ZADD', key, ...ids.flatMap((id) => [id, String(id)])];
}

const manyPairs = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => [`word${index}`, `meaning ${index}`]).flat();
