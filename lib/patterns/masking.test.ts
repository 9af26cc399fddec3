import { expect, test } from 'vitest';
import { toBytes } from './bytes';
import { changeMembers, jsonMembers } from './json-text';
import { isSecretName, maskedText } from './masking';

const shown = (text: string, most = 500) => maskedText(toBytes(text), most);

test.each(['password', 'user_pass', 'accessToken', 'X-Api-Key', 'secrets', 'sessionId', 'passwordHash'])(
  '%s is a secret’s name',
  (name) => expect(isSecretName(name)).toBe(true),
);

test.each(['passenger', 'author', 'compass', 'tokenizer', 'sessions_count', 'user_id', 'key'])(
  '%s is none',
  (name) => expect(isSecretName(name)).toBe(false),
);

test.each([
  ['{"to":"a@b.c","password":"a long one"}', '{"to":"a@b.c","password":"(masked)"}'],
  ['{"a": {"token": 12345}}', '{"a": {"token": "(masked)"}}'],
  ['{"auth":{"user":"u","deep":["x"]},"n":1}', '{"auth":"(masked)","n":1}'],
  ['{"body":"{\\"password\\":\\"x\\"}"}', '{"body":"{\\"password\\":\\"(masked)\\"}"}'],
  ["{'password': 'x', 'n': 1}", "{'password': '(masked)', 'n': 1}"],
  ['login?user=u&token=abc&n=1', 'login?user=u&token=(masked)&n=1'],
  ['Authorization says Bearer abc.def', 'Authorization says (masked)'],
  ['{"db":"postgres://shop:hunter2@db:5432/shop"}', '{"db":"postgres://shop:(masked)@db:5432/shop"}'],
  ['https://example.com:8080/a@b', 'https://example.com:8080/a@b'],
  ['"password":"cut o', '"password":"(masked)"'],
  ['["password","x"]', '["password","x"]'],
  ['plain words', 'plain words'],
])('%s', (text, expected) => expect(shown(text)).toBe(expected));

test('what is long is cut, what is binary is spelled out', () => {
  expect(shown('x'.repeat(600), 10)).toBe(`${'x'.repeat(10)}…`);
  expect(shown(`${'ü'.repeat(9000)}`, 3)).toBe('üüü…');
  expect(maskedText('\x80\x04', 10)).toBe('\\x80\\x04');
});

test('members are read and changed as they are written', () => {
  const text = '{"id": 12345678901234567890, "data": {"a": [1.0, "},"]}, "status": "failed"}';
  expect(jsonMembers(text)!.map(({ name, value }) => ({ name, value }))).toEqual([
    { name: 'id', value: '12345678901234567890' },
    { name: 'data', value: '{"a": [1.0, "},"]}' },
    { name: 'status', value: '"failed"' },
  ]);
  expect(changeMembers(text, { status: '"pending"', data: null, at: '1' })).toBe(
    '{"id": 12345678901234567890, "status": "pending", "at": 1}',
  );
  const umlaut = toBytes('{"ü": "ü", "\\u00fc2": 1}');
  expect(jsonMembers(umlaut)!.map(({ name }) => name)).toEqual(['ü', 'ü2']);
  expect(changeMembers(umlaut, {})).toBe(umlaut);
  expect(changeMembers('{"a":1}', { b: '2' })).toBe('{"a":1,"b":2}');
  expect(changeMembers('{}', { b: '2' })).toBe('{"b":2}');
  expect([jsonMembers('[1]'), jsonMembers('{"a":'), jsonMembers('\x80')]).toEqual([null, null, null]);
});
