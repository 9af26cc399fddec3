import { connect } from '../testing/servers';
import { expect, productionPort, ROLES, shopPort, test, toast } from './fixtures';

async function named(port: number, name: string) {
  const client = connect(port, 'shop', 'shop', { connectionName: name });
  await client.connect();
  return client;
}

for (const role of ROLES) {
  test(`${role} sees who is connected, grouped, filtered and sorted, and the view is a link`, async ({
    open,
  }) => {
    const page = await open(role, '/instances/shop/clients');
    const groups = page.getByRole('table', { name: 'Groups of clients' });
    await expect(groups.getByRole('row', { name: /web-\*/ })).toBeVisible();
    await groups.getByRole('row', { name: /web-\*/ }).click();
    await expect(page).toHaveURL(/q=name/);
    const table = page.getByRole('table', { name: 'Connections' });
    await expect(table.getByRole('row', { name: /web-1\b/ })).toBeVisible();
    await expect(table.getByRole('row', { name: /worker-mail/ })).toHaveCount(0);
    await table.getByRole('button', { name: 'Idle' }).click();
    await expect(page).toHaveURL(/sort=-idle/);
    await page.reload();
    await expect(table.getByRole('columnheader', { name: 'Idle' })).toHaveAttribute(
      'aria-sort',
      'descending',
    );
    await expect(table.getByRole('row', { name: /worker-mail/ })).toHaveCount(0);
  });
}

test('the connections of the dashboard itself are hidden until asked for, and marked', async ({ open }) => {
  const page = await open('viewer', '/instances/shop/clients?q=name:hitrate');
  await expect(page.getByText('No client passes this filter.')).toBeVisible();
  await page.getByRole('button', { name: /of this dashboard/ }).click();
  await expect(page.getByRole('row', { name: /hitrate-collector this dashboard/ })).toBeVisible();
});

for (const role of ['operator', 'admin'] as const) {
  test(`${role} kills one client after seeing exactly who, and it is really gone`, async ({ open }) => {
    const victim = await named(shopPort(), 'victim-1');
    const ended = new Promise((resolve) => victim.once('end', resolve));
    const page = await open(role, '/instances/shop/clients?q=name:victim-1');
    await page.getByRole('row', { name: /victim-1/ }).click();
    const detail = page.getByRole('dialog');
    await expect(detail).toContainText('victim-1');
    await detail.getByRole('button', { name: 'Kill 1 client' }).click();
    const confirm = page.getByRole('dialog', { name: /Kill 1 client at Shop/ });
    await expect(confirm).toContainText(/CLIENT KILL ID \d+ TYPE normal/);
    await confirm.getByRole('button', { name: 'Kill 1 client' }).click();
    await expect(toast(page, 'Killed 1 client.')).toBeVisible();
    await ended;
  });
}

test("killing a filter's worth of clients asks to type their number", async ({ open }) => {
  const victims = await Promise.all([1, 2, 3].map((n) => named(shopPort(), `crowd-${n}`)));
  const ended = Promise.all(victims.map((victim) => new Promise((resolve) => victim.once('end', resolve))));
  const page = await open('admin', '/instances/shop/clients?q=name:crowd');
  await page.getByRole('checkbox', { name: 'Select all that the filter shows' }).last().click();
  await page.getByRole('button', { name: 'Kill 3 clients' }).click();
  const confirm = page.getByRole('dialog');
  await expect(confirm.getByRole('table')).toContainText('crowd-2');
  const submit = confirm.getByRole('button', { name: 'Kill 3 clients' });
  await expect(submit).toBeDisabled();
  await confirm.getByRole('textbox').fill('3');
  await submit.click();
  await expect(toast(page, 'Killed 3 clients.')).toBeVisible();
  await ended;
});

test('on production the name of the instance has to be typed', async ({ open }) => {
  const victim = await named(productionPort(), 'victim-2');
  const ended = new Promise((resolve) => victim.once('end', resolve));
  const page = await open('operator', '/instances/orders/clients?q=name:victim-2');
  await page
    .getByRole('checkbox', { name: /Select .*\d/ })
    .first()
    .click();
  await page.getByRole('button', { name: 'Kill 1 client' }).click();
  await expect(page.getByRole('dialog')).toContainText('This is production.');
  await page.getByRole('dialog').getByRole('textbox').fill('Orders');
  await page.getByRole('dialog').getByRole('button', { name: 'Kill 1 client' }).click();
  await expect(toast(page, 'Killed 1 client.')).toBeVisible();
  await ended;
});

test('a viewer sees the button greyed and learns which grant is missing', async ({ open }) => {
  const page = await open('viewer', '/instances/shop/clients?q=name:web-1');
  await page
    .getByRole('checkbox', { name: /Select .*\d/ })
    .first()
    .click();
  await page.getByRole('button', { name: 'Kill 1 client' }).click({ force: true });
  await expect(page.getByRole('dialog')).toContainText('ACL SETUSER viewer +client|kill');
});

for (const role of ['operator', 'admin'] as const) {
  test(`${role} unblocks a waiting client with one click`, async ({ open }) => {
    const waiting = await named(shopPort(), 'waiting-1');
    const answer = waiting.blpop('nothing:ever:comes', 0);
    const page = await open(role, '/instances/shop/clients?q=name:waiting-1');
    await page.getByRole('row', { name: /waiting-1/ }).click();
    await page.getByRole('button', { name: 'Unblock client' }).click();
    await expect(toast(page, /is unblocked/)).toBeVisible();
    expect(await answer).toBeNull();
    waiting.disconnect();
  });
}

test('a viewer may not unblock a client, and the grant is named', async ({ open }) => {
  const waiting = await named(shopPort(), 'waiting-2');
  waiting.blpop('nothing:ever:comes', 0).catch(() => {});
  const page = await open('viewer', '/instances/shop/clients?q=name:waiting-2');
  await page.getByRole('row', { name: /waiting-2/ }).click();
  await page.getByRole('button', { name: 'Unblock client' }).click({ force: true });
  await expect(page.getByRole('dialog').last()).toContainText('ACL SETUSER viewer +client|unblock');
  waiting.disconnect();
});

test('the table is left as CSV with what the filter shows', async ({ open }) => {
  const page = await open('viewer', '/instances/shop/clients?q=name:cron');
  await expect(page.getByRole('row', { name: /cron/ }).last()).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).last().click();
  await page.getByRole('menuitem', { name: 'CSV' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('shop-clients.csv');
  const text = await (await import('node:fs/promises')).readFile(await file.path(), 'utf8');
  const [header, row] = text.split('\r\n');
  expect(header).toMatch(/^id,name,addr,user/);
  expect(row).toMatch(/^\d+,cron,127\.0\.0\.1:\d+,shop/);
});

test('arrows, Enter and Escape walk through the rows; / goes to the filter', async ({ open }) => {
  const page = await open('viewer', '/instances/shop/clients?q=name:web');
  const rows = page.getByRole('table', { name: 'Connections' }).locator('tbody tr[tabindex]');
  await rows.first().focus();
  await page.keyboard.press('ArrowDown');
  await expect(rows.nth(1)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox').last()).toBeFocused();
});
