import { ask } from '../testing/servers';
import { expect, shopPort, test, toast } from './fixtures';
import { recognised } from './recognised';

const LOCKS = '/instances/shop/analytics/locks?thing=lock';
const TOKEN = '7f3c2b1a-5d4e-4f60-9a7b-8c9d0e1f2a3b';

/** A lock with an end and one without, known to who looks. */
async function heldLocks(user: string, name: string): Promise<void> {
  await ask(shopPort(), 'shop', async (redis) => {
    await redis.set(`lock:e2e:${name}`, TOKEN, 'PX', 600_000);
    await redis.set(`lock:e2e:${name}:stuck`, 'locked');
  });
  await recognised(user, 'lock');
}

const valueOf = (key: string) => ask(shopPort(), 'shop', (redis) => redis.get(key));

test('what is locked is listed with its holder; the time left counts down, what never ends is marked', async ({
  open,
}) => {
  await heldLocks('viewer', 'seen');
  const page = await open('viewer', '/instances/shop/analytics?pattern=locks');
  await page.getByRole('list', { name: 'Recognised things' }).getByText('locks', { exact: true }).click();
  const locks = page.getByRole('table', { name: 'Locks' });
  const row = locks.getByRole('row', { name: /e2e:seen \d/ });
  await expect(row).toContainText('7f3c2b1a…2a3b');
  await expect(row).not.toContainText(TOKEN);
  const left = await row.locator('[data-column=left]').innerText();
  await expect(row.locator('[data-column=left]')).not.toHaveText(left);
  await expect(locks.getByRole('row', { name: /e2e:seen:stuck/ })).toContainText('never expires');
  await expect(page.getByText(/never expires?: if/)).toBeVisible();

  await page.getByLabel('Part of a lock’s name').fill('seen:stuck');
  await page.getByRole('button', { name: 'Find' }).click();
  await expect(page).toHaveURL(/name=seen/);
  await expect(locks.locator('tbody tr[tabindex]')).toHaveCount(1);
  await page.reload();
  await expect(locks.locator('tbody tr[tabindex]')).toHaveCount(1);
});

test('an operator releases a lock after seeing who holds it', async ({ open }) => {
  await heldLocks('operator', 'mine');
  const page = await open('operator', `${LOCKS}&name=e2e:mine`);
  const row = page.getByRole('row', { name: /e2e:mine:stuck/ });
  await row.getByRole('button', { name: 'Release lock' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('UNLINK lock:e2e:mine:stuck');
  await expect(dialog).toContainText('Every holder writes the same word');
  await dialog.getByRole('button', { name: 'Release lock' }).click();
  await expect(toast(page, 'The lock is free.')).toBeVisible();
  await expect(row).toHaveCount(0);
  expect(await valueOf('lock:e2e:mine:stuck')).toBeNull();
  expect(await valueOf('lock:e2e:mine')).toBe(TOKEN);
});

test('a lock that somebody else holds by now is left alone', async ({ open }) => {
  await heldLocks('operator', 'theirs');
  const page = await open('operator', `${LOCKS}&name=e2e:theirs`);
  await page.getByRole('button', { name: 'Pause' }).click();
  const row = page.getByRole('row', { name: /e2e:theirs \d/ });
  await expect(row).toContainText('7f3c2b1a…2a3b');
  const another = '1a2b3c4d-0000-4000-8000-5e6f7a8b9c0d';
  await ask(shopPort(), 'shop', (redis) => redis.set('lock:e2e:theirs', another, 'PX', 600_000));
  await row.getByRole('button', { name: 'Release lock' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Release lock' }).click();
  await expect(toast(page, /Somebody else holds the lock by now/)).toBeVisible();
  expect(await valueOf('lock:e2e:theirs')).toBe(another);
});

test('a viewer releases nothing, and learns which grant is missing', async ({ open }) => {
  await heldLocks('viewer', 'kept');
  const page = await open('viewer', `${LOCKS}&name=e2e:kept`);
  await page.getByRole('button', { name: 'Release lock' }).first().click({ force: true });
  await expect(page.getByRole('dialog')).toContainText('ACL SETUSER viewer +unlink');
});
