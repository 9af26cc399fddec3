import { describe, expect, it } from 'vitest';
import { fixture, VERSIONS } from '@/lib/redis/fixtures/load-fixture';
import { parseCommandTypes } from '@/lib/redis/parse-command-flags';
import { readCommandStats } from '@/lib/redis/parse-commandstats';
import { parseInfo } from '@/lib/redis/parse-info';
import type { Reply } from '@/lib/redis/reply';
import { totalsByType, type Totals } from './command-totals';

const types = parseCommandTypes(JSON.parse(fixture('redis-7.0.15', 'COMMAND.json')) as Reply);
const statsOf = (version: (typeof VERSIONS)[number]) =>
  readCommandStats(parseInfo(fixture(version, 'INFO_commandstats.txt')));
const only = (entries: Record<string, Totals>) => totalsByType(new Map(Object.entries(entries)), types);

describe('commandstats by what the commands do', () => {
  it('redis-7.0.15, with what its own COMMAND says', () => {
    const totals = totalsByType(statsOf('redis-7.0.15'), types);
    expect(totals.read).toEqual({ calls: 1, usec: 1 }); // get
    expect(totals.write).toEqual({ calls: 2 + 1, usec: 11 + 14 }); // set, xreadgroup
    expect(totals.scripting).toEqual({ calls: 1, usec: 37_478 }); // eval
    expect(totals.pubsub).toEqual({ calls: 1, usec: 8 }); // subscribe
    expect(totals.connection).toEqual({ calls: 2 + 2, usec: 22 + 11 }); // auth, client|setname
    expect(totals.admin).toEqual({ calls: 3 + 1 + 2, usec: 287 + 398 + 257 }); // acl|setuser, config|…
  });

  it.each(VERSIONS)('%s: no call and no microsecond is lost or counted twice', (version) => {
    const stats = [...statsOf(version).values()];
    const totals = Object.values(totalsByType(statsOf(version), types));
    for (const part of ['calls', 'usec'] as const) {
      const sum = (all: Totals[]) => all.reduce((total, each) => total + each[part], 0);
      expect(sum(totals)).toBe(sum(stats));
      expect(sum(totals)).toBeGreaterThan(200);
    }
  });

  it('a subcommand goes by its own type, by that of its container where the server tells none', () => {
    const one = { calls: 1, usec: 1 };
    expect(only({ 'client|list': one }).admin.calls).toBe(1);
    expect(only({ 'client|setname': one }).connection.calls).toBe(1);
    expect(only({ 'get|unheard-of': one }).read.calls).toBe(1);
  });

  it('an unknown command is other, and so is everything where COMMAND is refused', () => {
    expect(only({ 'json.get': { calls: 3, usec: 4 } }).other).toEqual({ calls: 3, usec: 4 });
    const refused = totalsByType(statsOf('redis-7.0.15'), new Map());
    expect(refused.read.calls).toBe(0);
    expect(refused.other.calls).toBeGreaterThan(200);
  });

  it('no command is 0 of every type', () => {
    for (const totals of Object.values(only({}))) expect(totals).toEqual({ calls: 0, usec: 0 });
  });
});
