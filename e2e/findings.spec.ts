import { AppClient } from '../testing/app-client';
import { ask } from '../testing/servers';
import { appUrl, expect, productionPort, ROLES, test } from './fixtures';

const FINDINGS = '/instances/shop/findings';
/** Production has no limit, which the rules advise against. */
const NO_LIMIT = /^maxmemory is not set, so only/;

for (const role of ROLES) {
  test(`${role} reads what is wrong on the overview, above the charts, and what is fine in one line`, async ({
    open,
  }) => {
    const page = await open(role, '/instances/orders');
    const state = page.getByLabel('State');
    const found = state.locator('summary').filter({ hasText: NO_LIMIT });
    await expect(found).toBeVisible();
    const chart = page.getByRole('img', { name: 'Commands, chart over time' });
    expect((await found.boundingBox())!.y).toBeLessThan((await chart.boundingBox())!.y);
    const fine = state.getByRole('button', { name: /\d+ checks? (is|are) fine/ });
    await expect(fine).toHaveAttribute('aria-expanded', 'false');
    await fine.click();
    await expect(state.getByText('All its data is loaded.')).toBeVisible();
  });

  test(`${role} finds on the page of findings what is wrong, what is fine and what was not checked`, async ({
    open,
  }) => {
    const page = await open(role, FINDINGS);
    await expect(page.getByRole('heading', { name: /^\d+ checks? (is|are) fine$/ })).toBeVisible();
    await expect(page.getByRole('region', { name: 'Memory', exact: true })).toContainText('A limit is set');
    await expect(page.getByRole('heading', { name: /^\d+ checks? could not be made$/ })).toBeVisible();
    await expect(page.getByText(/^Not checked, because /).first()).toBeVisible();
  });
}

test('a viewer reads which grant a check lacks; who has it reads what the check says', async ({ open }) => {
  const page = await open('viewer', FINDINGS);
  await expect(
    page.getByText('Not checked, because your Redis user viewer may not run CONFIG GET'),
  ).toBeVisible();
  await expect(page.getByText('ACL SETUSER viewer +config|get')).toBeVisible();
  await open('admin', FINDINGS);
  await expect(page.getByRole('heading', { name: /checks? (is|are) fine$/ })).toBeVisible();
  await expect(page.getByText(/your Redis user admin may not run/)).toHaveCount(0);
});

test('what is found opens with its numbers, their chart, what to do and a line that is copied', async ({
  open,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const page = await open('viewer', '/instances/orders');
  const item = page.getByLabel('State').locator('details').filter({ hasText: 'maxmemory is not set' });
  await item.locator('summary').click();
  await expect(item).toContainText('With a limit Redis refuses writes or evicts keys');
  const copy = item.getByRole('button', { name: /^Copy CONFIG SET maxmemory \d+mb$/ });
  await copy.click();
  await expect(copy).toContainText('Copied');
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(/^CONFIG SET maxmemory \d+mb$/);
  await expect(item.getByTitle('The last hour').locator('path')).toHaveAttribute('d', /^M.*L/);
  await item.getByRole('link', { name: /iB$/ }).click();
  await expect(page).toHaveURL(/\/instances\/orders#chart-usedMemoryBytes$/);
  await expect(page.getByRole('img', { name: 'Memory, chart over time' })).toBeInViewport();
});

test('a finding leads to the rule behind it', async ({ open }) => {
  const page = await open('viewer', '/instances/orders/findings');
  const item = page
    .getByRole('region', { name: 'Found' })
    .locator('details')
    .filter({ hasText: 'maxmemory is not set' });
  await item.locator('summary').click();
  await item.getByRole('link', { name: 'The rule and its thresholds', exact: true }).click();
  const rules = page.getByRole('table', { name: 'Rules' }).locator('tbody tr[tabindex]');
  await expect(rules).toHaveCount(1);
  await expect(rules).toContainText('maxmemory is 0.');
});

test('what is mended is found no more, without a reload', async ({ open }) => {
  const page = await open('viewer', '/instances/orders/findings');
  const found = page.getByRole('region', { name: 'Found' }).getByText(NO_LIMIT);
  await expect(found).toBeVisible();
  const limit = (bytes: number) =>
    ask(productionPort(), 'admin', (redis) => redis.config('SET', 'maxmemory', bytes));
  await limit(256 * 1024 ** 2);
  await expect(page.getByText('A limit is set: 256 MiB.')).toBeVisible();
  await expect(found).toHaveCount(0);
  await limit(0);
});

test('the page says what the API says', async ({ open }) => {
  const page = await open('admin', FINDINGS);
  const client = await new AppClient(appUrl()).signIn('shop', 'admin', 'admin');
  await expect(async () => {
    const { body } = await client.get<{ found: unknown[] }>('/api/instances/shop/findings');
    expect(await page.locator('#found details').count()).toBe(body.found.length);
  }).toPass();
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test('findings leave the golden numbers within one more screen, and what is touched is 40 pixels high', async ({
    open,
  }) => {
    const page = await open('viewer', '/instances/orders');
    const golden = (await page.getByLabel('Golden numbers').boundingBox())!;
    expect(golden.y).toBeLessThan(844);
    const state = page.getByLabel('State');
    for (const touched of [state.locator('summary').first(), state.getByRole('button', { name: /fine/ })])
      expect((await touched.boundingBox())!.height).toBeGreaterThanOrEqual(40);
  });
});
