import { describe, expect, it } from 'vitest';
import { queueCommands } from './queue-commands';

const MAIL = { thing: 'job-queue/mail', job: '42' };

describe('the commands that the dialog of an action shows', () => {
  it('of a job queue are one transaction under a WATCH', () => {
    expect(queueCommands('job.requeue', MAIL).split('\n')).toEqual([
      'WATCH queue:mail queue:mail:high queue:mail:delayed queue:mail:processing jobs:mail',
      'MULTI',
      'ZREM queue:mail:delayed 42',
      'SREM queue:mail:processing 42',
      'HSET jobs:mail 42 {… "status": "pending"}',
      'RPUSH queue:mail 42',
      'EXEC',
    ]);
    expect(queueCommands('job.remove', { ...MAIL, lane: 'waiting' })).toContain('LREM queue:mail 0 42');
    expect(queueCommands('job.remove', { ...MAIL, lane: 'failed' })).not.toContain('LREM');
  });

  it.each([
    [null, 'UNLINK jobs:mail'],
    ['waiting', 'LTRIM queue:mail 500 -1'],
    ['high', 'LTRIM queue:mail:high 500 -1'],
    ['delayed', 'ZREM queue:mail:delayed <ids>'],
    ['processing', 'SREM queue:mail:processing <ids>'],
    ['failed', 'HDEL jobs:mail <ids>'],
  ])('purge %s of it', (lane, command) => {
    expect(queueCommands('queue.purge', { ...MAIL, lane }).split('\n')).toContain(command);
  });

  it('of a queue by priority move the job between its sorted sets', () => {
    const reports = { thing: 'priority-queue/a%2Fb', job: '7' };
    expect(queueCommands('job.requeue', reports)).toContain('ZADD queue:a/b <−priority> <job 7>');
    expect(queueCommands('job.remove', { ...reports, lane: 'processing' })).toBe(
      'ZREM queue:a/b:processing <job 7>',
    );
    expect(queueCommands('queue.purge', { ...reports, lane: 'waiting' }).split('\n')).toEqual([
      ...['MULTI', 'UNLINK queue:a/b', 'EXEC'],
    ]);
  });

  it('of others name their key', () => {
    const list = { thing: 'list-queue/mails', key: 'queue:mails', job: '~1f' };
    expect(queueCommands('job.remove', list)).toBe('LREM queue:mails 1 <job ~1f>');
    expect(queueCommands('queue.purge', list)).toBe('UNLINK queue:mails');
    expect(queueCommands('job.remove', { thing: 'task-priorities', key: 'tasks', job: '~1f' })).toBe(
      'ZREM tasks <job ~1f>',
    );
  });
});
