import type { Page } from '@playwright/test';
import { connect } from '../testing/servers';
import { expect, ROLES, shopPort, test } from './fixtures';

const tableOf = (page: Page) => page.getByRole('table', { name: 'Commands', exact: true });
/** The row of one command: its cell says the name and nothing else. */
const rowOf = (page: Page, command: string) =>
  tableOf(page)
    .locator('tbody tr[tabindex]')
    .filter({ has: page.locator('[data-column=command]', { hasText: new RegExp(`^\\s*${command}\\s*$`) }) });

for (const role of ROLES) {
  test(`${role} sees what the time goes to, sorts, filters, and opens one command`, async ({ open }) => {
    const page = await open(role, '/instances/shop/commands');
    await expect(page.getByText(/calls\/s of .* each keep the main thread busy/)).toBeVisible();
    for (const chart of ['Time of the main thread by command', 'Calls per second by command'])
      await expect(
        page.getByRole('img', { name: chart }).locator('.recharts-area-curve').first(),
        // The charts come after the numbers, on a busy machine long after.
      ).toHaveAttribute('d', /L/, { timeout: 60_000 });
    const get = rowOf(page, 'GET');
    await expect(get.locator('[data-column=calls]')).toContainText('/s');
    await expect(get.locator('[data-column=per-call]')).toContainText(/µs|ms/);
    await expect(get.locator('[data-column=type]')).toContainText('read');
    await expect(get.locator('[data-column=share]')).toContainText('%');

    await tableOf(page).getByRole('button', { name: 'Per call' }).click();
    await expect(page).toHaveURL(/sort=-per-call/);
    await page.getByRole('searchbox', { name: 'Filter' }).fill('type:write');
    await expect(page).toHaveURL(/q=type/);
    await expect(rowOf(page, 'GET')).toHaveCount(0);
    await expect(tableOf(page).locator('[data-column=type]').first()).toContainText('write');

    await page.getByRole('searchbox', { name: 'Filter' }).fill('command=get');
    // What the way back leads to.
    await expect(page).toHaveURL(/q=command/);
    await rowOf(page, 'GET').click();
    await expect(page).toHaveURL(/command=get(&|$)/);
    await expect(page).not.toHaveURL(/q=/);
    await expect(page.getByRole('heading', { name: 'GET', exact: true })).toBeVisible();
    for (const chart of ['Calls of GET', 'Time per call of GET', 'Main thread of GET', 'Errors of GET'])
      await expect(page.getByRole('img', { name: chart })).toBeVisible();
    await page.goBack();
    await expect(rowOf(page, 'GET')).toBeVisible();
  });
}

test("the dashboard's own calls are counted out until they are asked for, and marked", async ({ open }) => {
  const page = await open('viewer', '/instances/shop/commands?q=command=info');
  await expect(page.getByText('No command passes this filter.')).toBeVisible();
  await page.getByRole('button', { name: 'Count this dashboard in' }).click();
  await expect(page).toHaveURL(/own=true/);
  await expect(tableOf(page).getByRole('row', { name: /INFO this dashboard/ })).toBeVisible();
});

test('the place of a command is a link, and names the clients whose last command it was', async ({
  open,
}) => {
  const client = connect(shopPort(), 'shop', 'shop', { connectionName: 'reporter' });
  await client.connect();
  // Nobody else in the shop sends it.
  await client.type('no-such-key');
  const page = await open('operator', '/instances/shop/commands?command=type&range=live');
  const clients = page.getByRole('table', { name: 'Clients whose last command was TYPE' });
  await expect(clients.getByRole('row', { name: /reporter/ })).toBeVisible();
  await page.getByRole('link', { name: 'Among all clients' }).click();
  await expect(page).toHaveURL(/\/clients\?q=cmd/);
  await expect(
    page.getByRole('table', { name: 'Connections' }).getByRole('row', { name: /reporter/ }),
  ).toBeVisible();
  client.disconnect();
});

test('the way to its slow log leads to its own shapes', async ({ open }) => {
  const page = await open('viewer', '/instances/shop/commands?command=sort');
  await page.getByRole('link', { name: 'Slow log of SORT' }).click();
  await expect(page).toHaveURL(/\/slowlog\?command=sort$/);
  await expect(page.getByRole('button', { name: 'All commands', exact: true })).toBeVisible();
  await expect(
    page
      .getByRole('table', { name: 'Slow commands by fingerprint' })
      .getByRole('row', { name: /SORT/ })
      .first(),
  ).toBeVisible();
});

test('a command that nobody called says so', async ({ open }) => {
  const page = await open('viewer', '/instances/shop/commands?command=swapdb');
  await expect(page.getByText(/No application has called SWAPDB/)).toBeVisible();
});

test('who may not run INFO is told the grant', async ({ open }) => {
  const page = await open('nobody', '/instances/shop/commands');
  await expect(page.getByText('ACL SETUSER nobody +info')).toBeVisible();
});
