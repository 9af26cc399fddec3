import { expect, ROLES, test } from './fixtures';

const HISTORY = '/instances/shop/clients?tab=history';

for (const role of ROLES) {
  test(`${role} sees who has been connected by application, and the view is a link`, async ({ open }) => {
    const page = await open(role, '/instances/shop/clients');
    await page.getByRole('radio', { name: 'History' }).click();
    await expect(page).toHaveURL(/tab=history/);
    await expect(page.getByRole('img', { name: /Connections by name/ })).toBeVisible();
    const groups = page.getByRole('table', { name: 'Groups over time' });
    await expect(groups.getByRole('row', { name: /web-\*/ })).toBeVisible();
    await expect(groups.getByRole('row', { name: /hitrate/ })).toHaveCount(0);

    await page.getByRole('radio', { name: 'User' }).click();
    await expect(page).toHaveURL(/by=user/);
    await expect(groups.getByRole('row', { name: /^shop/ })).toBeVisible();
    await page.reload();
    await expect(page.getByRole('img', { name: /Connections by user/ })).toBeVisible();
    await expect(groups.getByRole('row', { name: /^shop/ })).toBeVisible();
    await expect(groups.getByRole('row', { name: /web-\*/ })).toHaveCount(0);
  });
}

test('the connections of the dashboard are counted once they are asked for', async ({ open }) => {
  const page = await open('viewer', HISTORY);
  await page.getByRole('button', { name: 'With those of this dashboard' }).click();
  const groups = page.getByRole('table', { name: 'Groups over time' });
  await expect(groups.getByRole('row', { name: /hitrate-collector/ })).toBeVisible();
});

test('a group opens who of it was connected, at a moment that stands in the URL', async ({ open }) => {
  const page = await open('viewer', HISTORY);
  await page
    .getByRole('table', { name: 'Groups over time' })
    .getByRole('row', { name: /web-\*/ })
    .click();
  await expect(page).toHaveURL(/[?&]at=/);
  await expect(page).toHaveURL(/then-q=name/);
  const table = page.getByRole('table', { name: 'Connections at the moment' });
  await expect(table.getByRole('row', { name: /web-1\b.*127\.0\.0\.1:\d+.*shop/ })).toBeVisible();
  await expect(table.getByRole('row', { name: /worker-mail/ })).toHaveCount(0);
  await page.reload();
  await expect(table.getByRole('row', { name: /web-1\b/ })).toBeVisible();
  await expect(table.getByRole('row', { name: /worker-mail/ })).toHaveCount(0);
});

test('the period before is compared with, in a view that is a link', async ({ open }) => {
  const page = await open('viewer', `${HISTORY}&range=5m`);
  await expect(page.getByText(/at the end, at most \d+$/)).toBeVisible();
  await page.getByRole('button', { name: 'Compare with the period before', exact: true }).click();
  await expect(page).toHaveURL(/compare=previous/);
  await expect(page.getByText(/at most \d+ · before: (at most \d+|nothing recorded)$/)).toBeVisible();
  await page.reload();
  await expect(page.getByText(/ · before: /)).toBeVisible();
});

test('a click on the chart shows who was connected then, until it is closed', async ({ open }) => {
  const page = await open('viewer', HISTORY);
  const chart = page.getByRole('img', { name: /Connections by name/ });
  const { x, y, width, height } = (await chart.boundingBox())!;
  // Just before the right edge: the newest moment.
  await page.mouse.click(x + width - 6, y + height / 2);
  await expect(page).toHaveURL(/[?&]at=/);
  const panel = page.getByRole('heading', { name: /Who was connected at/ });
  await expect(panel).toBeVisible();
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await expect(page).not.toHaveURL(/[?&]at=/);
  await expect(page.getByText('shows who was connected then')).toBeVisible();
});

test('who was connected is left as CSV', async ({ open }) => {
  const page = await open('viewer', `${HISTORY}&then-q=name%3Acron`);
  await page.getByRole('button', { name: 'Show the last reading' }).click();
  const table = page.getByRole('table', { name: 'Connections at the moment' });
  await expect(table.getByRole('row', { name: /cron/ })).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).last().click();
  await page.getByRole('menuitem', { name: 'CSV' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^shop-clients-at-.*\.csv$/);
  const text = await (await import('node:fs/promises')).readFile(await file.path(), 'utf8');
  const [header, row] = text.split('\r\n');
  expect(header).toMatch(/^name,addr,user,lib-name,connected,age/);
  expect(row).toMatch(/^cron,127\.0\.0\.1:\d+,shop/);
});

test('a moment before the first reading says that nothing was recorded yet', async ({ open }) => {
  const page = await open('viewer', `${HISTORY}&at=2024-01-01T03:12:00Z`);
  await expect(page.getByText('Nothing was recorded at this moment yet.')).toBeVisible();
});
