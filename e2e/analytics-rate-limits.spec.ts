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

/** Somebody who has asked so often within the last minute. */
async function ask(limiter: string, who: string, requests: number): Promise<string> {
  const key = `rate_limit:sliding:${limiter}:${who}`;
  const now = Date.now() / 1000;
  const members = Array.from({ length: requests }, (_, index) => {
    const at = now - index / 100;
    return [at, `${at}:${index}`];
  });
  await redis
    .multi()
    .unlink(key)
    .zadd(key, ...members.flat())
    .expire(key, 600)
    .exec();
  return key;
}

const LIMITS = (limiter: string) => `/instances/shop/analytics/rate-limits?thing=sliding-window/${limiter}`;

test('a viewer comes from the home to who uses a limit, the greatest first', async ({ open }) => {
  await ask('api', 'e2e', 3);
  await recognised('viewer', 'sliding-window/api');
  const page = await open('viewer', '/instances/shop/analytics?pattern=rate-limits');
  await page.getByText('api (sliding log)', { exact: true }).first().click();
  await expect(page).toHaveURL(/analytics\/rate-limits\?thing=sliding-window/);
  const table = page.getByRole('table', { name: 'Who uses it' });
  await expect(table.getByRole('row').nth(1)).toBeVisible();
  await expect(table.getByRole('columnheader', { name: 'Requests' })).toHaveAttribute(
    'aria-sort',
    'descending',
  );
});

test('a limit is typed in once; then it is seen who is over it and who is near, and the view is a link', async ({
  open,
}) => {
  await Promise.all([ask('typed', 'ann', 10), ask('typed', 'bob', 9), ask('typed', 'cyd', 1)]);
  await recognised('operator', 'sliding-window/typed');
  const page = await open('operator', LIMITS('typed'));
  await expect(page.getByRole('table', { name: 'Who uses it' })).toBeVisible();
  await page.getByLabel('Limit (requests)').fill('10');
  await page.getByRole('button', { name: 'Save limit' }).click();
  const table = page.getByRole('table', { name: 'Who uses it' });
  await expect(table.getByRole('row', { name: /ann.*limited/ })).toBeVisible();
  await expect(table.getByRole('row', { name: /bob.*near/ })).toBeVisible();
  await expect(table.getByRole('row', { name: /cyd.*within/ })).toBeVisible();
  // Nothing is to be typed in any more, but it can be changed.
  await expect(page.getByLabel('Limit (requests)')).toHaveCount(0);
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  await expect(page.getByLabel('Limit (requests)')).toHaveValue('10');

  await page.getByRole('searchbox', { name: 'Whose name contains' }).fill('bo');
  await page.getByRole('button', { name: 'Find' }).click();
  await expect(page).toHaveURL(/find=bo/);
  await expect(table.getByRole('row', { name: /ann/ })).toHaveCount(0);
  await page.reload();
  await expect(table.getByRole('row', { name: /bob.*near/ })).toBeVisible();
  await expect(table.getByRole('row', { name: /ann/ })).toHaveCount(0);
});

test('an operator resets one, and several after typing how many; each is really gone', async ({ open }) => {
  const keys = await Promise.all(['ann', 'bob', 'cyd'].map((who, index) => ask('reset', who, 5 - index)));
  await recognised('operator', 'sliding-window/reset');
  const page = await open('operator', LIMITS('reset'));
  const table = page.getByRole('table', { name: 'Who uses it' });
  await expect(table.getByRole('row', { name: /cyd/ })).toBeVisible();

  await table.getByRole('row', { name: /ann/ }).getByRole('button', { name: 'Reset limit' }).click();
  const confirm = page.getByRole('dialog');
  await expect(confirm).toContainText(`UNLINK ${keys[0]}`);
  await confirm.getByRole('button', { name: 'Reset limit' }).click();
  await expect(toast(page, 'Removed 1 key.')).toBeVisible();
  expect(await redis.exists(keys[0]!)).toBe(0);
  await expect(table.getByRole('row', { name: /ann/ })).toHaveCount(0);

  await table.getByRole('checkbox', { name: 'Select bob' }).click();
  await table.getByRole('checkbox', { name: 'Select cyd' }).click();
  await page.getByRole('button', { name: 'Reset 2 limits' }).click();
  await expect(confirm).toContainText('cyd');
  await expect(confirm.getByRole('button', { name: 'Reset 2 limits' })).toBeDisabled();
  await confirm.getByRole('textbox').fill('2');
  await confirm.getByRole('button', { name: 'Reset 2 limits' }).click();
  await expect(toast(page, 'Removed 2 keys.')).toBeVisible();
  expect(await redis.exists(...keys)).toBe(0);
});

test('a viewer sees the button greyed and learns which grant is missing', async ({ open }) => {
  await ask('api', 'e2e', 3);
  await recognised('viewer', 'sliding-window/api');
  const page = await open('viewer', `${LIMITS('api')}&find=e2e`);
  const table = page.getByRole('table', { name: 'Who uses it' });
  await table.getByRole('button', { name: 'Reset limit' }).first().click({ force: true });
  await expect(page.getByRole('dialog')).toContainText('ACL SETUSER viewer +unlink');
});
