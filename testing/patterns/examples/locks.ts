import { takeGuard, takeLock, lockKey } from '@/lib/patterns/locks/write';
import { writeRedissonFairLock, writeRedissonLock, writeRedissonReadLock } from '../library-locks';
import { stored, written, type Examples } from './example';
import { hex, uuid } from './ids';

const thread = (number: number) => `${uuid(60)}:${number}`;

export const lockExamples: Examples = (now) => [
  written(
    [
      takeLock(lockKey('checkout'), uuid(61), 30_000),
      takeLock(lockKey('import'), 'locked', 30_000),
      takeLock('locks:account:7', hex(62), 10_000),
      takeGuard('prices:today', now),
    ],
    [
      'lock',
      { lock: ['lock:checkout', 'lock:import'], locks: 'locks:account:7', guard: 'prices:today:lock' },
    ],
  ),
  written(
    [
      writeRedissonLock('lock:stock', thread(1)),
      writeRedissonLock('locks:stock', thread(1), 2),
      writeRedissonLock('stock:lock', thread(1)),
      writeRedissonReadLock('catalogue', [thread(1), thread(2)]),
      writeRedissonFairLock('till', thread(1), [thread(2), thread(3)], now),
    ],
    [
      'redisson-lock',
      {
        lock: 'lock:stock',
        locks: 'locks:stock',
        guard: 'stock:lock',
        elsewhere: ['catalogue', 'till'],
        'read-timeout': [1, 2].map((number) => `{catalogue}:${thread(number)}:rwlock_timeout:1`),
        queue: 'redisson_lock_queue:{till}',
        timeout: 'redisson_lock_timeout:{till}',
      },
    ],
  ),
  stored('redisson-lock', {
    token: ['INCR', 'redisson_lock_token:{till}'],
    latch: ['SET', `redisson_unlock_latch:{till}:${hex(63)}`, 1, 'PX', 30_000],
    helper: ['ZADD', 'redisson_semaphore_timeout:{permits}', now + 30_000, hex(64)],
  }),
  written(
    [takeLock('invoice:run', uuid(65), 30_000), takeLock('report-mailer', hex(66), 10_000)],
    ['lock-elsewhere', { uuid: 'invoice:run', hex: 'report-mailer' }],
  ),
];
