import { list, number, string } from '@/lib/redis/reply';
import { parseJsonObject, type Bytes } from '../bytes';
import { isEpochMs, scoredMembers, type Scored } from '../checks';
import type { Check, Family } from '../pattern';

/** Looks at content that several libraries share. */

/** A few elements tell, of however many. */
const FEW = 5;

/** A list whose first elements are all so. */
export const isLibraryList = (phrase: string, holds: (element: Bytes) => boolean): Check => ({
  ignoresName: true,
  commands: ({ name }) => [['LRANGE', name, 0, FEW - 1]],
  judge: ([reply]) => {
    const elements = list(reply).flatMap((element) => string(element) ?? []);
    return elements.length > 0 && elements.every(holds) ? phrase : null;
  },
});

/** A sorted set whose lowest and highest members are all so. */
export const isLibrarySortedSet = (phrase: string, holds: (entry: Scored) => boolean): Check => ({
  ignoresName: true,
  commands: ({ name }) => [
    ['ZRANGE', name, 0, FEW - 1, 'WITHSCORES'],
    ['ZREVRANGE', name, 0, FEW - 1, 'WITHSCORES'],
  ],
  judge: ([lowest, highest]) => {
    const entries = [...scoredMembers(lowest), ...scoredMembers(highest)];
    return entries.length > 0 && entries.every(holds) ? phrase : null;
  },
});

/** A set of which some random members are all so. */
export const isLibrarySet = (phrase: string, holds: (member: Bytes) => boolean): Check => ({
  ignoresName: true,
  commands: ({ name }) => [['SRANDMEMBER', name, FEW]],
  judge: ([reply]) => {
    const members = list(reply).flatMap((member) => string(member) ?? []);
    return members.length > 0 && members.every(holds) ? phrase : null;
  },
});

/** A hash of which some fields' values are all so. Of a large hash HSCAN brings a few, of a small one all. */
export const isLibraryHash = (phrase: string, holds: (value: Bytes) => boolean): Check => ({
  ignoresName: true,
  commands: ({ name }) => [['HSCAN', name, 0, 'COUNT', FEW]],
  judge: ([reply]) => {
    const values = list(list(reply)[1])
      .filter((_, index) => index % 2 === 1)
      .flatMap((value) => string(value) ?? [])
      .slice(0, FEW);
    return values.length > 0 && values.every(holds) ? phrase : null;
  },
});

/** A hash with all of these fields, and this in the first of them. */
export const isLibraryRecord = (
  phrase: string,
  fields: readonly [string, ...string[]],
  holds: (first: Bytes) => boolean = () => true,
): Check => ({
  ignoresName: true,
  commands: ({ name }) => [['HMGET', name, ...fields]],
  judge: ([reply]) => {
    const values = list(reply).map(string);
    return values.length === fields.length && values.every((value) => value !== null) && holds(values[0]!)
      ? phrase
      : null;
  },
});

/** A short text. */
export const isLibraryText = (phrase: string, holds: (text: Bytes) => boolean, bytes = 256): Check => ({
  ignoresName: true,
  commands: ({ name }) => [['GETRANGE', name, 0, bytes - 1]],
  judge: ([reply]) => {
    const text = string(reply);
    return text !== null && holds(text) ? phrase : null;
  },
});

/** A job's id, whatever made it: short and of one word. */
export const isJobId = (text: Bytes): boolean => /^[^\s{}[\]"\0-\x1f]{1,255}$/.test(text);

/** A text of digits that is a time in milliseconds. */
export const isMsText = (text: Bytes): boolean => isEpochMs(number(text) ?? 0);

/** A JSON object that has these fields. */
export function isJsonOf(text: Bytes, ...fields: readonly string[]): boolean {
  const object = parseJsonObject(text);
  return object !== null && fields.every((field) => Object.hasOwn(object, field));
}

/**
 * The same keys below a prefix of the application's own. Their names are then anybody's: the content must tell, and
 * the name says only which queue it is.
 * @param rename makes a layout's template one with `{prefix}`
 */
export const withPrefix = (
  family: Family,
  { id, title, requires }: Pick<Family, 'id' | 'title' | 'requires'>,
  rename: (template: string) => string,
): Family => ({
  ...family,
  id,
  title,
  requires,
  source: `${family.source}, with a prefix of the application’s own`,
  identity: ['prefix', ...family.identity],
  layouts: family.layouts.map((layout) => ({
    ...layout,
    template: rename(layout.template),
    certainty: 'content',
  })),
});
