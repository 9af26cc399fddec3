import { describe, expect, it } from 'vitest';
import { infoOf } from '@/lib/redis/fixtures/info-of';
import { configChanged } from './setting-changes';

const NEW = infoOf('redis-7.2.6');
const settings = (values: Record<string, string>) => new Map(Object.entries(values));

describe('a setting that CONFIG GET tells', () => {
  it.each([
    ['timeout', '0', '300', 'timeout changed from 0 to 300'],
    ['save', '3600 1 300 100', '', 'save changed from 3600 1 300 100 to none'],
    ['notify-keyspace-events', '', 'Ex', 'notify-keyspace-events changed from none to Ex'],
  ])('%s: %s → %s', (name, from, to, text) => {
    expect(configChanged(settings({ [name]: from }), settings({ [name]: to }), NEW)).toEqual([
      { kind: 'setting', text },
    ]);
  });

  it('has not changed before the first reading, nor when a newer server knows one more', () => {
    expect(configChanged(null, settings({ timeout: '0' }), NEW)).toEqual([]);
    expect(configChanged(settings({ hz: '10' }), settings({ hz: '10', timeout: '0' }), NEW)).toEqual([]);
    expect(configChanged(settings({ hz: '10', timeout: '0' }), settings({ hz: '10' }), NEW)).toEqual([]);
  });

  it.each(['maxmemory', 'maxmemory-policy', 'maxclients', 'appendonly'])(
    'is left to INFO where INFO tells it: %s',
    (name) => expect(configChanged(settings({ [name]: '1' }), settings({ [name]: '2' }), NEW)).toEqual([]),
  );

  it('is told where this INFO does not', () => {
    const old = infoOf('redis-7.2.6', { maxclients: null });
    expect(configChanged(settings({ maxclients: '10' }), settings({ maxclients: '20' }), old)).toHaveLength(
      1,
    );
  });
});
