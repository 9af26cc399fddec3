import { ask } from '../testing/servers';
import { expect, shopPort, test, toast } from './fixtures';
import { recognised } from './recognised';

const HOME = '/instances/shop/analytics';
const QUEUE = `${HOME}/queues?thing=job-queue/e2e`;

/** A queue that nobody works on: two jobs wait, one failed, and one's worker died an hour ago. */
async function writeQueue(): Promise<void> {
  const now = Date.now() / 1000;
  const job = (id: string, status: string, more = {}) =>
    JSON.stringify({
      id,
      type: 'welcome',
      data: { user: 7, token: 'hush' },
      status,
      created_at: now - 90,
      ...more,
    });
  await ask(shopPort(), 'shop', async (redis) => {
    await redis.unlink('queue:e2e', 'queue:e2e:processing', 'queue:e2e:delayed', 'jobs:e2e');
    await redis.hset('jobs:e2e', {
      w1: job('w1', 'pending'),
      w2: job('w2', 'pending'),
      f1: job('f1', 'failed', { finished_at: now - 30, error: 'mailbox full' }),
      s1: job('s1', 'processing', { started_at: now - 3_600 }),
    });
    await redis.rpush('queue:e2e', 'w1', 'w2');
    await redis.sadd('queue:e2e:processing', 's1');
  });
  await recognised('operator', 'job-queue/e2e');
}

test('the queue of the shop is found, with its lanes, its past and who waits for a job', async ({ open }) => {
  const page = await open('viewer', `${HOME}?pattern=queues`);
  await page.getByRole('link', { name: /mail/ }).first().click();
  const lanes = page.getByRole('radiogroup', { name: 'Lane' });
  await expect(lanes.getByRole('radio', { name: /Waiting/ })).toBeVisible();
  await lanes.getByRole('radio', { name: /Delayed/ }).click();
  await expect(page).toHaveURL(/lane=delayed/);
  await expect(lanes.getByRole('radio', { name: /Delayed/ })).toBeChecked();
  await expect(page.getByRole('heading', { name: 'Waiting and underway' })).toBeVisible();
  await expect(page.getByText(/Looked at every 10 s/)).toBeVisible();
  await expect(page.getByRole('group', { name: 'Workers' })).toContainText(/connections? waits? for a job/);
});

test('what is stuck stands first, and a job opens with its fields, secrets masked', async ({ open }) => {
  await writeQueue();
  const page = await open('operator', QUEUE);
  await expect(page.getByRole('list', { name: 'Needs attention' })).toContainText(
    '1 job has been in processing for more than 10 min',
  );
  const lanes = page.getByRole('radiogroup', { name: 'Lane' });
  await lanes.getByRole('radio', { name: /In processing/ }).click();
  const jobs = page.getByRole('table', { name: 'Jobs' });
  await expect(jobs.getByRole('row', { name: /stuck.*s1/ })).toBeVisible();
  await jobs.getByText('s1', { exact: true }).click();
  await expect(page).toHaveURL(/job=s1/);
  const sheet = page.getByRole('dialog');
  await expect(sheet).toContainText('welcome');
  await expect(sheet).not.toContainText('hush');
  await page.reload();
  await expect(page.getByRole('dialog')).toContainText('In processing');
});

test('an operator requeues a job, removes one and purges the rest', async ({ open }) => {
  await writeQueue();
  const page = await open('operator', `${QUEUE}&lane=failed`);
  const jobs = page.getByRole('table', { name: 'Jobs' });
  await expect(jobs.getByRole('row', { name: /f1/ })).toContainText('mailbox full');
  await jobs.getByRole('row', { name: /f1/ }).getByRole('button', { name: 'Requeue job' }).click();
  await expect(page.getByRole('dialog')).toContainText('RPUSH queue:e2e f1');
  await page.getByRole('dialog').getByRole('button', { name: 'Requeue job' }).click();
  await expect(toast(page, 'Job f1 waits again.')).toBeVisible();
  expect(await ask(shopPort(), 'shop', (redis) => redis.lrange('queue:e2e', 0, -1))).toEqual([
    'w1',
    'w2',
    'f1',
  ]);

  await page.getByRole('radio', { name: /Waiting/ }).click();
  await jobs.getByText('w1', { exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove job' }).click();
  const confirm = page.getByRole('dialog', { name: /Remove job at Shop/ });
  await expect(confirm).toContainText('HDEL jobs:e2e w1');
  await confirm.getByRole('button', { name: 'Remove job' }).click();
  await expect(toast(page, 'Job w1 is removed.')).toBeVisible();
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Purge all 3 jobs' }).click();
  const purge = page.getByRole('dialog', { name: /Purge all 3 jobs at Shop/ });
  const submit = purge.getByRole('button', { name: 'Purge all 3 jobs' });
  await expect(submit).toBeDisabled();
  await purge.getByRole('textbox').fill('3');
  await submit.click();
  await expect(toast(page, 'Removed 3 jobs.')).toBeVisible();
  expect(await ask(shopPort(), 'shop', (redis) => redis.exists('queue:e2e', 'jobs:e2e'))).toBe(0);
});
