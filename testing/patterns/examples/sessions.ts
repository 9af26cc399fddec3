import { PRINCIPAL } from '@/lib/patterns/sessions/facts';
import { writeSession, type SessionKind } from '@/lib/patterns/sessions/write';
import {
  packedFlask,
  pickledDjango,
  writeNextAuthUser,
  writeReactiveSpringSession,
  writeSpringSession,
  writeTomcatSession,
} from '../library-sessions';
import { stored, written, type Example, type Examples } from './example';
import { hex, uuid } from './ids';

const KINDS: readonly SessionKind[] = [
  'json-accessed',
  'json-activity',
  'hash-epoch',
  'json-data',
  'hash-text',
  'json-accessed-data',
  'json-activity-epoch',
];

const who = { user: 'ann', ip: '10.0.0.1', agent: 'curl/8', data: { theme: 'dark' } };

/** Each class of the documents; those of the same name are told apart by their fields. */
const documents = (now: number): Example =>
  written(
    KINDS.map((kind, index) => writeSession(kind, { id: uuid(20 + index), ...who }, now)),
    [
      'session',
      {
        ...Object.fromEntries(KINDS.map((kind, index) => [kind, `session:${uuid(20 + index)}`])),
        'index-000': 'user_sessions:ann',
        'index-002': 'user:sessions:ann',
        'index-003': 'user:ann:sessions',
      },
    ],
  );

function spring(now: number): Example {
  const times = { user: 'ann', createdAt: now, lastSeenAt: now, maxInactiveSeconds: 1_800 };
  const minute = Math.ceil((now + 1_800_000) / 60_000) * 60_000;
  const keys = (base: string, suffix: string, indexed: number, reactive: number) => {
    const [first, second] = [`${base}:sessions:${uuid(indexed)}`, `${base}:sessions:${uuid(reactive)}`];
    return {
      [`session${suffix}`]: [first, second],
      [`expires${suffix}`]: `${base}:sessions:expires:${uuid(indexed)}`,
      [`expirations${suffix}`]: `${base}:expirations:${minute}`,
      [`expirations-zset${suffix}`]: `${base}:sessions:expirations`,
      [`index${suffix}`]: `${base}:index:${PRINCIPAL}:ann`,
      [`index-reactive${suffix}`]: `${base}:sessions:index:${PRINCIPAL}:ann`,
      [`idx${suffix}`]: `${second}:idx`,
    };
  };
  const shop = 'spring:session:shop';
  return written(
    [
      writeSpringSession({ id: uuid(31), ...times }),
      writeReactiveSpringSession({ id: uuid(32), ...times }),
      writeSpringSession({ id: uuid(33), ...times }, shop),
      writeReactiveSpringSession({ id: uuid(34), ...times }, shop),
    ],
    ['spring-session', { ...keys('spring:session', '', 31, 32), ...keys(shop, '-ns', 33, 34) }],
  );
}

const nextAuth = (now: number): Example =>
  written(
    [writeNextAuthUser(uuid(41), hex(42), now + 86_400_000)],
    [
      'next-auth',
      {
        user: `user:${uuid(41)}`,
        email: 'user:email:a@x.test',
        account: 'user:account:github:99',
        'account-of-user': `user:account:by-user-id:${uuid(41)}`,
        session: `user:session:${hex(42)}`,
        'session-of-user': `user:session:by-user-id:${uuid(41)}`,
        token: 'user:token:a@x.test',
      },
    ],
  );

const expressSession = (now: number) =>
  JSON.stringify({
    cookie: { originalMaxAge: 3_600_000, expires: new Date(now + 3_600_000).toISOString(), path: '/' },
    userId: 'ann',
  });

const django = (backend: string, id: string) =>
  [
    'SET',
    `${id}:django.contrib.sessions.${backend}${hex(51)}`,
    pickledDjango('42'),
    'EX',
    1_209_600,
  ] as const;

export const sessionExamples: Examples = (now) => [
  documents(now),
  stored('session', {
    named: [
      ['SET', 'session:user:123', '{"user_id":123}', 'EX', 600],
      ['HSET', 'session:abc123:data', 'username', 'ann'],
      ['SET', 'session:abc123', 'session_data', 'EX', 600],
    ],
    'of-user': ['HSET', 'user:123:sessions:abc', 'user_id', '123'],
  }),
  stored('connect-redis', { session: ['SET', `sess:${hex(50)}`, expressSession(now), 'EX', 3_600] }),
  spring(now),
  stored('flask-session', {
    session: ['SET', 'session:Zm9vYmFyMTIz_x', packedFlask('ann'), 'EX', 2_678_400],
  }),
  stored('django-session', {
    cache: django('cache', ':1'),
    cached_db: django('cached_db', ':1'),
    'cache-prefixed': django('cache', 'shop:1'),
    'cached_db-prefixed': django('cached_db', 'shop:1'),
  }),
  nextAuth(now),
  written(
    [writeTomcatSession('A1B2C3')],
    [
      'redisson-tomcat',
      { session: 'redisson:tomcat_session:A1B2C3', notified: 'redisson:tomcat_notified_nodes:A1B2C3' },
    ],
  ),
  stored('redisson-tomcat', {
    'session-prefixed': [
      'HSET',
      'shop:redisson:tomcat_session:A1B2C3',
      '\x03\x83session:isVali\xe4',
      '\x05\x01',
    ],
  }),
  stored('session-elsewhere', {
    'connect-redis': ['SET', `myapp:${hex(52)}`, expressSession(now), 'EX', 3_600],
    'next-auth': [
      'SET',
      `auth:user:session:${hex(53)}`,
      JSON.stringify({ sessionToken: hex(53), userId: uuid(41), expires: new Date(now + 9e6).toISOString() }),
    ],
    spring: ['HSET', `bank:sessions:${uuid(54)}`, 'creationTime', now, 'lastAccessedTime', now],
  }),
];
