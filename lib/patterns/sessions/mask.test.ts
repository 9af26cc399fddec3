import { expect, test } from 'vitest';
import { maskId, shortAgent } from './mask';
import { readIndex, sessionId } from './traces';

test.each([
  ['3f2a1b4c-0000-4000-8000-00000000c0de', '3f2a…c0de'],
  ['user:123', 'us…23'],
  ['abc', '…'],
  ['', '…'],
  ['\xff\x00'.repeat(10), '\\xff\\x00\\xff\\x00…\\xff\\x00\\xff\\x00'],
])('of %j no more than %j is shown', (id, shown) => expect(maskId(id)).toBe(shown));

test.each([
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox, Linux'],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 Version/19 Safari/604.1',
    'Safari, iPhone',
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0',
    'Edge, Windows',
  ],
  ['Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36', 'Chrome, Android'],
  ['Mozilla/5.0 (Macintosh)', 'Mac'],
  ['curl/8.5.0', 'curl/8.5.0'],
  ['okhttp/5.1 (secret=1)', 'okhttp/5.1'],
  ['', ''],
])('%s is %s', (agent, short) => expect(shortAgent(agent)).toBe(short));

test.each([
  ['session:abc', 'abc'],
  ['session:user:123', 'user:123'],
  ['sess:x:y', 'x:y'],
  ['user:9:sessions:abc', 'abc'],
  ['user:session:tok', 'tok'],
  [':1:django.contrib.sessions.cachedjangosid', 'djangosid'],
  [':1:django.contrib.sessions.cached_dbdjangosid', 'djangosid'],
  [
    'spring:session:shop:sessions:0b5c2a9e-1111-4222-8333-444455556666',
    '0b5c2a9e-1111-4222-8333-444455556666',
  ],
  ['redisson:tomcat_session:AB12', 'AB12'],
  ['myapp:s1d', 's1d'],
])('the id in %s is %s', (key, id) => expect(sessionId(key)).toBe(id));

test.each([
  ['user_sessions:42', '42', 'session:'],
  ['user:sessions:a:b', 'a:b', 'session:'],
  ['user:42:sessions', '42', 'session:'],
])('%s is the index of %s', (key, user, prefix) => {
  const id = '0b5c2a9e-1111-4222-8333-444455556666';
  expect(readIndex(key)).toMatchObject({ user });
  expect(readIndex(key)!.sessionKey(id)).toBe(prefix + id);
  expect(readIndex(key)!.sessionKey('monday')).toBeNull();
});
