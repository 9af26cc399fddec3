import { expect, test } from 'vitest';
import { cacheCommands, unlinkLines } from './cache-commands';

const PAGES = { db: 0, thing: 'cache/page' };

test('a few keys are named, the others counted', () => {
  expect(unlinkLines(['a'])).toBe('UNLINK a');
  expect(unlinkLines(['a', 'b', 'c', 'd', 'e'])).toBe('UNLINK a\nUNLINK b\nUNLINK c\n(and 2 more)');
});

test('each way of invalidating has its own commands', () => {
  expect(cacheCommands({ ...PAGES, keys: ['cache:page:a'] })).toBe('UNLINK cache:page:a');
  expect(cacheCommands({ ...PAGES, prefix: true, count: 9 })).toMatch(/^SCAN 0 MATCH … COUNT 500\nUNLINK …/);
  const lines = cacheCommands({ ...PAGES, tag: 'tag:news', count: 3 }).split('\n');
  expect(lines[0]).toBe('SSCAN tag:news 0 COUNT 100');
  expect(lines[3]).toMatch(/^SREM tag:news …/);
});
