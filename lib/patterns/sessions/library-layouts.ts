import { firstBytes, isJsonWith, isUuid } from '../checks';
import type { Family, Layout } from '../pattern';
import { isPointer, isSession, isSessionIndex, isSpringSession } from './recognise';

const connectRedis: Omit<Layout, 'id' | 'template' | 'certainty'> = {
  types: ['string'],
  encoding: 'JSON {cookie: {originalMaxAge, expires …}, …}',
  ttl: 'the cookie’s age after the last request, or 24 h',
  check: isSession('connect-redis'),
};

const express: Family = {
  id: 'connect-redis',
  source: 'connect-redis: express-session',
  identity: [],
  title: 'express sessions',
  layouts: [{ id: 'session', template: 'sess:{id}', certainty: 'named', ...connectRedis }],
};

const SPRING = ['spring:session', 'spring:session:{ns:segment}'];

const expiresAtOnce = firstBytes((value) => (value === '' || value === '""' ? 'empty' : null), 8);

const spring: Family = {
  id: 'spring-session',
  source: 'Spring Session',
  identity: [],
  title: 'Spring sessions',
  layouts: SPRING.flatMap((base, index): Layout[] => {
    const suffix = index === 0 ? '' : '-ns';
    const beside = { certainty: 'anchor', ttl: 'that of the session' } as const;
    return [
      {
        id: `session${suffix}`,
        template: `${base}:sessions:{id:uuid}`,
        types: ['hash'],
        certainty: 'anchor',
        encoding: 'creationTime, lastAccessedTime, maxInactiveInterval, sessionAttr:*: Java’s or JSON',
        ttl: 'that of its expires key and 5 min more',
        check: isSpringSession,
      },
      {
        id: `expires${suffix}`,
        template: `${base}:sessions:expires:{id}`,
        types: ['string'],
        encoding: 'empty: its TTL is the session’s',
        check: expiresAtOnce,
        ...beside,
      },
      {
        id: `expirations${suffix}`,
        template: `${base}:expirations:{at:number}`,
        types: ['set'],
        encoding: 'expires:{id} of the sessions that end in the minute before, named in epoch ms',
        ...beside,
      },
      {
        id: `expirations-zset${suffix}`,
        template: `${base}:sessions:expirations`,
        types: ['zset'],
        encoding: 'score = when it ends in epoch ms, member = session id',
        ...beside,
      },
      {
        id: `index${suffix}`,
        template: `${base}:index:{name:segment}:{user}`,
        types: ['set'],
        encoding: 'the ids of a user’s sessions, as Java writes them',
        check: isSessionIndex,
        ...beside,
      },
      {
        id: `index-reactive${suffix}`,
        template: `${base}:sessions:index:{name:segment}:{user}`,
        types: ['set'],
        encoding: 'the ids of a user’s sessions',
        check: isSessionIndex,
        ...beside,
      },
      {
        id: `idx${suffix}`,
        template: `${base}:sessions:{id:uuid}:idx`,
        types: ['set'],
        encoding: 'the names of the indexes that the session stands in',
        ...beside,
      },
    ];
  }),
};

const flask: Family = {
  id: 'flask-session',
  source: 'Flask-Session',
  identity: [],
  title: 'Flask sessions',
  layouts: [
    {
      id: 'session',
      template: 'session:{id}',
      types: ['string'],
      certainty: 'named',
      encoding: 'MessagePack, or JSON; a pickle before 0.7',
      ttl: '31 d after the last change',
      check: isSession('flask-msgpack', 'flask-pickle', 'flask-json'),
    },
  ],
};

const django: Family = {
  id: 'django-session',
  source: 'Django: sessions in the cache',
  identity: [],
  title: 'Django sessions',
  layouts: ['', '{prefix:segment}'].flatMap((prefix) =>
    (['cache', 'cached_db'] as const).map((backend): Layout => ({
      id: `${backend}${prefix === '' ? '' : '-prefixed'}`,
      template: `${prefix}:{version:number}:django.contrib.sessions.${backend}{id}`,
      types: ['string'],
      certainty: 'anchor',
      encoding:
        backend === 'cache' ? 'a pickle of a dict' : 'a pickle of a dict; the database holds the session too',
      ttl: '14 d',
      check: isSession('django'),
    })),
  ),
};

const nextAuth: Family = {
  id: 'next-auth',
  source: 'NextAuth: adapter for Upstash Redis',
  identity: [],
  title: 'NextAuth sessions',
  // The other names are those of users in general.
  requires: ['session'],
  layouts: [
    {
      id: 'session',
      template: 'user:session:{id}',
      types: ['string'],
      certainty: 'named',
      encoding: 'JSON {sessionToken, userId, expires}',
      ttl: 'none: ended sessions stay',
      check: isSession('next-auth'),
    },
    {
      id: 'session-of-user',
      template: 'user:session:by-user-id:{user}',
      types: ['string'],
      certainty: 'anchor',
      encoding: 'the name of the user’s last session',
      ttl: 'none',
      check: isPointer,
    },
    {
      id: 'account',
      template: 'user:account:{provider:segment}:{id}',
      types: ['string'],
      certainty: 'named',
      encoding: 'JSON {provider, providerAccountId, userId …}, tokens among it',
      ttl: 'none',
      check: isJsonWith('provider', 'providerAccountId', 'userId'),
    },
    {
      id: 'account-of-user',
      template: 'user:account:by-user-id:{user}',
      types: ['string'],
      certainty: 'anchor',
      encoding: 'the name of the user’s last account',
      ttl: 'none',
      check: isPointer,
    },
    {
      id: 'email',
      template: 'user:email:{email}',
      types: ['string'],
      certainty: 'named',
      encoding: 'a user’s id',
      ttl: 'none',
      check: firstBytes((value) => (isUuid(value) ? 'an id' : null), 64),
    },
    {
      id: 'token',
      template: 'user:token:{id}',
      types: ['string'],
      certainty: 'named',
      encoding: 'JSON {identifier, token, expires}',
      ttl: 'none',
      check: isJsonWith('identifier', 'token', 'expires'),
    },
    {
      id: 'user',
      template: 'user:{id:uuid}',
      types: ['string'],
      certainty: 'named',
      encoding: 'JSON {id, email, emailVerified …}',
      ttl: 'none',
      check: isJsonWith('id', 'email', 'emailVerified'),
    },
  ],
};

const tomcat: Family = {
  id: 'redisson-tomcat',
  source: 'Redisson: sessions of Tomcat',
  identity: [],
  title: 'Tomcat sessions',
  layouts: [
    ...['', '{prefix}:'].map((prefix): Layout => ({
      id: prefix === '' ? 'session' : 'session-prefixed',
      template: `${prefix}redisson:tomcat_session:{id}`,
      types: ['hash'],
      certainty: 'anchor',
      encoding: 'session:creationTime, session:lastAccessedTime …, in the codec of the application',
      ttl: 'the longest inactivity and 60 s more',
    })),
    {
      id: 'notified',
      template: 'redisson:tomcat_notified_nodes:{id}',
      types: ['set'],
      certainty: 'anchor',
      encoding: 'the servers that know of the session’s end',
      ttl: '60 s',
    },
  ],
};

/** Libraries whose prefix the application has changed: their content says it. */
const elsewhere: Family = {
  id: 'session-elsewhere',
  source: 'connect-redis, Spring Session or NextAuth under another prefix',
  identity: ['shape'],
  title: '{shape}',
  layouts: [
    { id: 'connect-redis', template: '{key}', certainty: 'content', ...connectRedis },
    {
      id: 'next-auth',
      template: '{key}',
      types: ['string'],
      certainty: 'content',
      encoding: 'JSON {sessionToken, userId, expires}',
      ttl: 'none',
      check: isSession('next-auth'),
    },
    {
      id: 'spring',
      template: '{key}',
      types: ['hash'],
      certainty: 'content',
      encoding: 'creationTime, lastAccessedTime, maxInactiveInterval, sessionAttr:*: Java’s or JSON',
      ttl: 'the longest inactivity, or 5 min more',
      check: isSpringSession,
    },
  ],
};

/** What libraries write, each under its own prefix and, last, wherever the application has them write it. */
export const librarySessions: readonly Family[] = [
  express,
  spring,
  flask,
  django,
  nextAuth,
  tomcat,
  elsewhere,
];
