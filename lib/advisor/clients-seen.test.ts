import { expect, it } from 'vitest';
import { parseClientList } from '@/lib/redis/parse-client-list';
import { summariseClients } from './clients-seen';

const line = (id: number, fields: Record<string, string | number>) =>
  `id=${id} ${Object.entries({
    addr: `10.0.0.7:${5000 + id}`,
    name: '',
    idle: 0,
    flags: 'N',
    user: 'default',
    ...fields,
  })
    .map(([name, value]) => `${name}=${value}`)
    .join(' ')}`;

it('counts who asks and who has not for an hour, and names whose most of them are', () => {
  const clients = parseClientList(
    [
      line(1, { name: 'api', idle: 7_200 }),
      line(2, { name: 'api', idle: 7_200 }),
      line(3, { user: 'reports', idle: 3_601 }),
      line(4, { idle: 3_600 }),
      // A subscriber, a replica and a worker that waits for jobs are idle by trade.
      line(5, { flags: 'P', idle: 9_000 }),
      line(6, { flags: 'S', idle: 9_000 }),
      line(7, { flags: 'b', idle: 9_000 }),
      line(8, { name: 'hitrate-collector', idle: 9_000 }),
    ].join('\n'),
  );
  expect(summariseClients(clients, new Set([8]))).toEqual({
    asking: 4,
    unused: 3,
    mostOf: { who: 'api', count: 2 },
    monitors: [],
  });
});

it('tells who listens in, but for the dashboard itself', () => {
  const clients = parseClientList(
    [line(1, { flags: 'O', name: 'debugging' }), line(2, { flags: 'O' })].join('\n'),
  );
  const { monitors, mostOf } = summariseClients(clients, new Set([2]));
  expect(monitors).toEqual([{ name: 'debugging', addr: '10.0.0.7:5001' }]);
  expect(mostOf).toBeNull();
});
