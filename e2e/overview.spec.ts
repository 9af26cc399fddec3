import { expect, productionPort, ROLES, shopPort, test } from './fixtures';
import { ask } from '../testing/servers';

for (const role of ROLES) {
  test(`${role} sees the state, the golden row and nine charts`, async ({ open }) => {
    const page = await open(role, '/instances/shop');
    await expect(page.getByLabel('State')).toContainText(/Redis \d.* up .* serving .* of the lookups hit/);
    const golden = page.getByLabel('Golden numbers');
    await expect(golden.getByRole('heading')).toHaveText([
      'Commands',
      'Hit rate',
      'Memory',
      'Clients',
      'Per call',
      'Evictions',
      'Main thread',
      'Last save',
    ]);
    await expect(golden).toContainText(/of 128\sMiB/);
    await expect(page.getByRole('img', { name: /chart over time/ })).toHaveCount(9);
    // A line that is drawn has a path with more than one point.
    await expect(page.locator('.recharts-line-curve, .recharts-area-curve').first()).toHaveAttribute(
      'd',
      /L/,
    );
    await expect(page.locator('footer')).toContainText(/Hitrate itself causes/);
  });
}

const limitMemory = (bytes: number) =>
  ask(productionPort(), 'admin', (redis) => redis.config('SET', 'maxmemory', bytes));

test('numbers follow the server: a new limit shows within seconds', async ({ open }) => {
  const page = await open('viewer', '/instances/orders?range=live');
  const golden = page.getByLabel('Golden numbers');
  await expect(golden).toContainText('no limit');
  await limitMemory(77 * 1024 ** 2);
  await expect(golden).toContainText(/of 77\sMiB/);
  await limitMemory(0);
  await expect(golden).toContainText('no limit');
});

test('the range stands in the URL and survives a reload', async ({ open }) => {
  const page = await open('viewer', '/instances/shop');
  await page.getByRole('radio', { name: '15 m' }).click();
  await expect(page).toHaveURL(/range=15m/);
  await page.reload();
  await expect(page.getByRole('radio', { name: '15 m' })).toHaveAttribute('aria-checked', 'true');
});

test('one crosshair runs through all charts', async ({ open }) => {
  const page = await open('viewer', '/instances/shop');
  const chart = page.getByRole('img', { name: 'Commands, chart over time' });
  await expect(page.locator('.recharts-area-curve').first()).toBeVisible();
  const box = (await chart.boundingBox())!;
  await page.mouse.move(box.x + box.width * 0.9, box.y + box.height / 2);
  await expect(page.locator('.recharts-tooltip-cursor')).toHaveCount(9);
});

test('a paused page keeps what it shows, and follows again when it goes on', async ({ open, context }) => {
  const page = await open('viewer', '/instances/orders');
  const golden = page.getByLabel('Golden numbers');
  await expect(golden).toContainText('no limit');
  await page.getByRole('button', { name: 'Pause' }).click();
  const witness = await context.newPage();
  // The paused page's own address is that of a span that stands still.
  await witness.goto(page.url().replace(/\?.*/, ''));
  await limitMemory(66 * 1024 ** 2);
  await expect(witness.getByLabel('Golden numbers')).toContainText(/of 66\sMiB/);
  expect(await golden.innerText()).toContain('no limit');
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(golden).toContainText(/of 66\sMiB/);
  await limitMemory(0);
});

test('CONFIG RESETSTAT is a mark in the charts, not a spike', async ({ open }) => {
  const page = await open('viewer', '/instances/shop?range=live');
  // What is out of sight is drawn when it is looked at.
  await page.setViewportSize({ width: 1440, height: 1800 });
  await expect(page.getByRole('img', { name: /chart over time/ })).toHaveCount(9);
  await ask(shopPort(), 'admin', (redis) => redis.config('RESETSTAT'));
  await expect(page.locator('[data-mark~=resetstat]')).toHaveCount(9);
});

test('a user who may not run INFO sees which grant is missing', async ({ open }) => {
  const page = await open('nobody', '/instances/shop');
  await expect(page.getByText('ACL SETUSER nobody +info')).toBeVisible();
});

test('⌘K goes to a page by a few letters', async ({ open }) => {
  const page = await open('viewer', '/instances/shop');
  await expect(page.getByRole('img', { name: /chart over time/ })).toHaveCount(9);
  await page.keyboard.press('Control+k');
  await page.getByPlaceholder('Go to a page or an instance…').fill('slow');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/slowlog/);
});
