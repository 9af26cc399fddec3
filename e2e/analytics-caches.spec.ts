import type { Redis } from 'ioredis';
import { connect } from '../testing/servers';
import { expect, shopPort, test, toast } from './fixtures';
import { recognised } from './recognised';

let redis: Redis;
test.beforeAll(async () => {
  redis = connect(shopPort(), 'shop', 'shop');
  await redis.connect();
});
test.afterAll(() => redis.disconnect());

const cache = (thing: string) => `/instances/shop/analytics/caches?thing=${thing}`;

/** Puts values into a namespace of a cache. */
async function fill(namespace: string, names: readonly string[]): Promise<string[]> {
  const keys = names.map((name) => `cache:${namespace}:${name}`);
  for (const key of keys) await redis.set(key, JSON.stringify({ of: key }), 'EX', 600);
  return keys;
}

test('a viewer comes from the home to a cache: its size with the margin, how long its keys live on, the keys', async ({
  open,
}) => {
  await recognised('viewer', 'cache/product');
  const page = await open('viewer', '/instances/shop/analytics?pattern=caches');
  await page.getByText('product', { exact: true }).first().click();
  await expect(page).toHaveURL(/analytics\/caches\?thing=cache/);
  await expect(page.getByText(/95 % sure|every key was measured/).first()).toBeVisible();
  await expect(page.getByRole('img', { name: /time that is left/ })).toBeVisible();
  const table = page.getByRole('table', { name: 'Keys' });
  await expect(table.getByRole('row', { name: /cache:product:/ }).first()).toBeVisible();
  await table.getByRole('button', { name: 'Ends in' }).click();
  await expect(page).toHaveURL(/sort=-ttl/);
  await page.reload();
  await expect(table.getByRole('columnheader', { name: 'Ends in' })).toHaveAttribute(
    'aria-sort',
    'descending',
  );
});

test('an operator finds keys and invalidates one of them, then all of the cache after typing how many', async ({
  open,
}) => {
  const keys = await fill('trial', ['apple', 'pear', 'plum']);
  await recognised('operator', 'cache/trial');
  const page = await open('operator', cache('cache/trial'));
  const table = page.getByRole('table', { name: 'Keys' });
  await expect(table.getByRole('row', { name: /cache:trial:plum/ })).toBeVisible();

  await page.getByRole('searchbox', { name: 'Keys whose name contains' }).fill('p:');
  await page.getByRole('button', { name: 'Find' }).click();
  await expect(page.getByText('No key that the scan kept contains p:.')).toBeVisible();
  await page.getByRole('searchbox', { name: 'Keys whose name contains' }).fill('apple');
  await page.getByRole('button', { name: 'Find' }).click();
  await expect(page).toHaveURL(/find=apple/);
  await expect(table.getByRole('row', { name: /plum/ })).toHaveCount(0);
  await table.getByRole('checkbox', { name: 'Select cache:trial:apple' }).click();
  await page.getByRole('button', { name: 'Invalidate 1 key' }).click();
  const confirm = page.getByRole('dialog');
  await expect(confirm).toContainText('UNLINK cache:trial:apple');
  await confirm.getByRole('button', { name: 'Invalidate 1 key' }).click();
  await expect(toast(page, 'Removed 1 key.')).toBeVisible();
  expect(await redis.exists(...keys)).toBe(2);

  await page.getByRole('button', { name: 'Invalidate all of trial' }).click();
  await expect(confirm).toContainText('cache:trial:*');
  const submit = confirm.getByRole('button', { name: 'Invalidate all of trial' });
  await expect(submit).toBeDisabled();
  // As many as the last scan has seen, whoever asked for it.
  await confirm.getByRole('textbox').fill(await confirm.locator('label strong').innerText());
  await submit.click();
  await expect(toast(page, 'Removed 2 keys.')).toBeVisible();
  expect(await redis.exists(...keys)).toBe(0);
});

test('a tag tells its members and orphans; invalidating it takes the keys and their places', async ({
  open,
}) => {
  const keys = await fill('tagged', ['red', 'blue']);
  await redis.sadd('tag:trial', ...keys, 'cache:tagged:gone');
  await recognised('operator', 'cache-tags');
  const page = await open('operator', cache('cache-tags'));
  const row = page.getByRole('table', { name: 'Tags' }).getByRole('row', { name: /trial/ });
  await expect(row).toBeVisible();
  await expect(row).toContainText('2 of 3');
  await row.click();
  await expect(page).toHaveURL(/tag=tag(:|%3A)trial/);
  const sheet = page.getByRole('dialog');
  await expect(sheet.getByRole('row', { name: /cache:tagged:gone.*orphan/ })).toBeVisible();
  await sheet.getByRole('button', { name: 'Invalidate trial' }).click();
  const confirm = page.getByRole('dialog', { name: /Invalidate trial at Shop/ });
  await expect(confirm).toContainText('SREM tag:trial');
  await confirm.getByRole('textbox').fill('3');
  await confirm.getByRole('button', { name: 'Invalidate trial' }).click();
  await expect(toast(page, 'Removed 2 keys.')).toBeVisible();
  expect(await redis.exists('tag:trial', ...keys)).toBe(0);
});

test('a viewer may not invalidate, and the grant is named', async ({ open }) => {
  await recognised('viewer', 'cache/product');
  const page = await open('viewer', cache('cache/product'));
  await page.getByRole('button', { name: 'Invalidate all of product' }).click({ force: true });
  await expect(page.getByRole('dialog')).toContainText('ACL SETUSER viewer +unlink');
});
