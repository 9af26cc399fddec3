import { list, string } from '@/lib/redis/reply';
import { isUuid, isHashWith } from '../checks';
import { toText, type Bytes } from '../bytes';
import type { Check } from '../pattern';
import { factCommands, factsOf } from './facts';
import { readJava } from './java';
import { VARIANTS, type SessionVariant } from './variants';

/** So much of a string tells which way it is stored in. */
const HEAD_BYTES = 4_096;

/** A session that is stored in one of these ways; its type and fields decide. */
export const isSession = (...variants: SessionVariant[]): Check => ({
  commands: ({ name, type }) => factCommands(name, type, HEAD_BYTES),
  judge: ([reply], { name, type, ttlMs, now }) => {
    const facts = factsOf(name, type, ttlMs, reply, now);
    return facts && variants.includes(facts.variant) ? VARIANTS[facts.variant] : null;
  },
});

/** Ids as the documents and libraries make them: UUIDs, or random text that nobody would choose. */
export const isSessionId = (member: Bytes): boolean =>
  isUuid(member) || (/^[\w-]{20,128}$/.test(member) && /\d/.test(member));

/** An id as it stands in an index: Spring has Java or JSON write it. */
export function indexedId(member: Bytes): string | null {
  if (isSessionId(member)) return member;
  const read = readJava(member);
  return typeof read === 'string' && isSessionId(read) ? read : null;
}

/** A set of session ids, by a few of its members. */
export const isSessionIndex: Check = {
  ignoresName: true,
  commands: ({ name }) => [['SRANDMEMBER', name, 5]],
  judge: ([reply]) => {
    const members = list(reply).flatMap((member) => string(member) ?? []);
    return members.length > 0 && members.every((member) => indexedId(member) !== null)
      ? 'a set of session ids'
      : null;
  },
};

/** Spring's hash, by the fields that every session of it has. */
export const isSpringSession: Check = isHashWith('creationTime', 'lastAccessedTime');

/** A string that names another key of NextAuth's adapter. */
export const isPointer: Check = {
  commands: ({ name }) => [['GETRANGE', name, 0, 299]],
  judge: ([reply]) => {
    const value = toText(string(reply) ?? '');
    return value !== null && /user:(?:session|account):.+/.test(value) ? 'the name of another key' : null;
  },
};
