import { string, type Reply } from '@/lib/redis/reply';
import { parseJson, parseJsonObject, toText, type Bytes } from '../bytes';
import { firstBytes, isEpochSeconds, isJson, isSetOf, isSortedSetOf, where } from '../checks';
import type { Check } from '../pattern';

/** What document 003's Lua puts where a value is being computed. */
export const PLACEHOLDER = '__COMPUTING__';

/** `1795255000.25`, as Python writes the time. */
const EPOCH_FLOAT = /^[1-4]\d{9}\.\d+$/;

const HEAD_BYTES = 2_048;

/** What a value looks like, in a word or two. */
function wordFor(head: Bytes): string {
  if (head === PLACEHOLDER) return 'a placeholder';
  const parsed = parseJson(head);
  if (typeof parsed === 'object' && parsed !== null) return 'JSON';
  if (/^\s*<(?:!doctype|[a-z])/i.test(head)) return 'a piece of HTML';
  // A cut may have split a character.
  return toText(head.slice(0, HEAD_BYTES - 4)) === null ? 'bytes' : 'text';
}

/** Any value under a name that says "cache", but for the lock and the mark of the time that stand beside one. */
export const isCachedValue: Check = {
  commands: ({ name }) => [['GETRANGE', name, 0, HEAD_BYTES - 1]],
  judge: ([reply], { name }) => {
    const head = string(reply) ?? '';
    if (name.endsWith(':lock') || /^HYLL[\0\x01]/.test(head)) return null;
    if (name.endsWith(':timestamp') && EPOCH_FLOAT.test(head)) return null;
    return wordFor(head);
  },
};

/** JSON, or the placeholder for it. */
export const isCachedJson: Check = firstBytes((head) => {
  if (head === PLACEHOLDER) return 'a placeholder';
  return isJson.judge([head], { name: '', fields: {}, type: 'string', ttlMs: null, now: 0 });
});

/** Without an end it is no cache, but the only place where it is stored. */
export const isEndingJson: Check = where(({ ttlMs }) => ttlMs !== null, isCachedJson);

/** What a decorated function returned: anything that ends. */
export const isFunctionResult: Check = where(
  ({ ttlMs }) => ttlMs !== null,
  firstBytes((head) => `what a function returned, ${wordFor(head)}`),
);

export const isComputing: Check = firstBytes((value) => (value === PLACEHOLDER ? 'a placeholder' : null), 16);

/** When the value beside it was computed. */
export const isTimeMark: Check = firstBytes(
  (value) => (EPOCH_FLOAT.test(value) ? 'a time in seconds' : null),
  32,
);

/** Members that look like keys, not like ids or names. */
export const isTagOfKeys: Check = isSetOf('keys', (member) => /[^:]:[^:]/.test(member));

/** `{"value": …, "expires": ms}` and nothing else. */
const isKeyvText = (head: Bytes): boolean => {
  const object = parseJsonObject(head);
  if (!object) return head.length >= HEAD_BYTES && head.startsWith('{"value":');
  const isTime =
    object.expires === undefined || object.expires === null || typeof object.expires === 'number';
  return (
    Object.hasOwn(object, 'value') &&
    isTime &&
    Object.keys(object).every((field) => /^(?:value|expires)$/.test(field))
  );
};

export const isKeyvValue: Check = firstBytes((head) => (isKeyvText(head) ? 'JSON {value, expires}' : null));

/** The namespace of Keyv, and once more that of its adapter. */
export const isKeyvTwice: Check = where(({ fields }) => fields.namespace === fields.again, isKeyvValue);

/** Where the name says nothing, the time of the end has to be there too. */
export const isKeyvEntry: Check = firstBytes((head) =>
  isKeyvText(head) && typeof parseJsonObject(head)?.expires === 'number' ? 'JSON {value, expires}' : null,
);

/** Spring's default serializer is Java's; JSON is its usual replacement. */
export const isSpringValue: Check = firstBytes((head) => {
  if (head.startsWith('\xac\xed\0\x05')) return 'a serialized Java object';
  return parseJsonObject(head) ? 'JSON' : null;
});

/** A pickle of protocol 2 to 5, alone or compressed by zlib. */
export const isPickle: Check = firstBytes((head) => {
  if (/^\x80[\x02-\x05]/.test(head)) return 'a Python pickle';
  return /^\x78[\x01\x5e\x9c\xda]/.test(head) ? 'compressed by zlib' : null;
}, 16);

const INTEGER = /^-?\d{1,19}$/;

/** Django leaves whole numbers as they are, so that INCR works. */
export const isPickleOrInteger: Check = firstBytes((head) => {
  if (INTEGER.test(head)) return 'an integer';
  return isPickle.judge([head], { name: '', fields: {}, type: 'string', ttlMs: null, now: 0 });
}, 32);

export const isEndingInteger: Check = where(
  ({ ttlMs }) => ttlMs !== null,
  firstBytes((head) => (INTEGER.test(head) ? 'an integer' : null), 32),
);

/** PHP's `serialize`. */
export const isPhpValue: Check = firstBytes(
  (head) =>
    /^(?:N;|b:[01];|[id]:-?[\d.]+|[sC]:\d+:"|[Oa]:\d+:[{"]|E:\d+:")/.test(head) ? 'PHP-serialized' : null,
  64,
);

/** Laravel leaves numbers as they are. Beside a timer they are a rate limit. */
export const isPhpNumber: Check = {
  commands: ({ name }) => [
    ['GETRANGE', name, 0, 31],
    ['EXISTS', `${name}:timer`],
  ],
  judge: ([value, timer], { name }) =>
    /^-?\d{1,19}(?:\.\d+)?$/.test(string(value) ?? '') && isNone(timer) && !name.endsWith(':timer')
      ? 'a number'
      : null,
};

const isNone = (reply: Reply | undefined): boolean => string(reply) === '0';

/** Laravel's list of the keys of a tag: scores are when they end. */
export const isTagByExpiry: Check = isSortedSetOf(
  'keys by the second of their end',
  ({ score }) => score === -1 || isEpochSeconds(score),
);

/**
 * An entry of Rails' cache: 7.1's envelope (two bytes, the kind, the end as a double, the version's length), 7.0's
 * mark before Marshal or zlib, 6.1's Marshal of the class.
 */
export const isRailsEntry: Check = firstBytes((head) => {
  const isRails =
    /^\0\x11[\x01-\x04\x81-\x84][^]{8}(?:\xff\xff\xff\xff|[^]{3}\0)/.test(head) ||
    /^(?:\0\x04\x08\[|\x01\x78[\x01\x5e\x9c\xda])/.test(head) ||
    (head.startsWith('\x04\x08') && head.includes('ActiveSupport::Cache::Entry'));
  return isRails ? 'an entry of ActiveSupport::Cache' : null;
}, 64);
