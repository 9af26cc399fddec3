import { expect, it } from 'vitest';
import { isSecretSetting } from './secret-settings';
import { WATCHED_SETTINGS } from './watched-settings';

it('asks for no password, key or user, and for nothing by pattern', () => {
  expect(WATCHED_SETTINGS.filter(isSecretSetting)).toEqual([]);
  expect(WATCHED_SETTINGS.filter((name) => !/^[a-z-]+$/.test(name) || /^tls-|file\b/.test(name))).toEqual([]);
});

it('asks for nothing twice', () => {
  expect(WATCHED_SETTINGS).toEqual([...new Set(WATCHED_SETTINGS)]);
});
