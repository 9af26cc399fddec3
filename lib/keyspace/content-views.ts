/** The ways to read a key. */
export const CONTENT_VIEWS = [
  'string',
  'bitmap',
  'hyperloglog',
  'list',
  'set',
  'zset',
  'geo',
  'hash',
  'entries',
  'groups',
  'json',
  'timeseries',
  'unknown',
] as const;
export type ContentView = (typeof CONTENT_VIEWS)[number];
