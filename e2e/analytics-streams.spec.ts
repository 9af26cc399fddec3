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

const streamPage = (thing: string, more = '') => `/instances/shop/analytics/streams?thing=${thing}${more}`;

/** A stream of six entries, of which `workers` was given four and finished none; two of them many times. */
async function writeStream(event: string): Promise<string> {
  const key = `events:${event}`;
  await redis.unlink(key);
  for (let index = 0; index < 6; index++) await redis.xadd(key, '*', 'event', event, 'number', index);
  await redis.xgroup('CREATE', key, 'workers', '0');
  await redis.xreadgroup('GROUP', 'workers', 'ann', 'COUNT', 4, 'STREAMS', key, '>');
  for (let time = 0; time < 6; time++)
    await redis.xreadgroup('GROUP', 'workers', 'ann', 'COUNT', 2, 'STREAMS', key, '0');
  await recognised('operator', `events/${event}`);
  return key;
}

const pendingWith = async (key: string, consumer: string) =>
  ((await redis.xpending(key, 'workers', '-', '+', 100, consumer)) as unknown[]).length;

test('a viewer comes from the home to a stream: its rate, its entries page by page, one of them in full', async ({
  open,
}) => {
  const page = await open('viewer', '/instances/shop/analytics?pattern=streams');
  await page.getByRole('list', { name: 'Recognised things' }).getByText('user_activity').first().click();
  await expect(page).toHaveURL(/analytics\/streams\?thing=activity/);
  await expect(page.getByRole('img', { name: 'Entries added, bar chart' })).toBeVisible();
  const table = page.getByRole('table', { name: 'Entries' });
  await expect(table.getByRole('row').nth(1)).toBeVisible();
  await page.getByRole('button', { name: 'Next page' }).click();
  await expect(page).toHaveURL(/before=\d+-\d+/);
  await page.getByRole('button', { name: 'From the start' }).click();
  await expect(page).not.toHaveURL(/before=/);
  await table.getByRole('row').nth(1).click();
  const entry = page.getByRole('dialog', { name: /^\d+-\d+$/ });
  await expect(entry.getByText('type', { exact: true })).toBeVisible();
});

test('groups lead to their consumers, and these to what is pending', async ({ open }) => {
  const page = await open('viewer', streamPage('work/orders', '&tab=groups'));
  const groups = page.getByRole('table', { name: 'Groups' });
  await expect(groups.getByRole('row', { name: /shipping_handler/ })).toBeVisible();
  await groups.getByRole('row', { name: /shipping_handler/ }).click();
  await expect(page).toHaveURL(/group=shipping_handler/);
  await page.getByRole('table', { name: 'Consumers' }).getByRole('row', { name: /cron/ }).click();
  await expect(page).toHaveURL(/tab=pending/);
  await expect(page).toHaveURL(/consumer=cron/);
  const pending = page.getByRole('table', { name: 'Pending entries' });
  await expect(pending.getByRole('row', { name: /cron/ }).first()).toBeVisible();
});

test('the numbers of the entries are drawn', async ({ open }) => {
  const page = await open('viewer', streamPage('work/orders', '&tab=numbers'));
  await expect(page.getByRole('img', { name: /^Values of/ })).toBeVisible();
  await expect(page.getByText(/entries were read/)).toBeVisible();
});

test('an operator gives a poison entry to another consumer and acknowledges the rest', async ({ open }) => {
  const key = await writeStream('parcels');
  const page = await open('operator', streamPage('events/parcels', '&tab=pending'));
  await expect(page.getByText(/2 entries of group workers were delivered more than 5 times/)).toBeVisible();
  const pending = page.getByRole('table', { name: 'Pending entries' });
  await expect(pending.getByRole('row', { name: /poison/ })).toHaveCount(2);

  await pending.getByRole('checkbox').nth(1).click();
  await page.getByRole('button', { name: 'Give to another consumer' }).click();
  await page.getByRole('combobox', { name: 'Consumer who gets them' }).fill('bob');
  await page.getByRole('button', { name: 'Give 1 entry to bob' }).click();
  const claims = page.getByRole('dialog', { name: /Give 1 entry to bob/ });
  await expect(claims).toContainText(/XCLAIM events:parcels workers bob \d+ \d+-\d+ JUSTID/);
  await claims.getByRole('button', { name: 'Give 1 entry to bob' }).click();
  await expect(toast(page, /bob has 1 entry now/)).toBeVisible();
  await expect.poll(() => pendingWith(key, 'bob')).toBe(1);

  await pending.getByRole('checkbox').first().click();
  await page.getByRole('button', { name: 'Acknowledge 4 entries' }).click();
  const confirm = page.getByRole('dialog', { name: /Acknowledge 4 entries/ });
  await expect(confirm).toContainText(/XACK events:parcels workers/);
  await confirm.getByRole('textbox').fill('4');
  await confirm.getByRole('button', { name: 'Acknowledge 4 entries' }).click();
  await expect(toast(page, 'Acknowledged 4 entries.')).toBeVisible();
  await expect(page.getByText('Everything that was delivered has been acknowledged.')).toBeVisible();
});

test('a trim says before what it takes from whom', async ({ open }) => {
  const key = await writeStream('letters');
  const page = await open('operator', streamPage('events/letters'));
  await page.getByRole('button', { name: 'Trim', exact: true }).click();
  await page.getByRole('spinbutton', { name: 'Entries that stay' }).fill('1');
  await page.getByRole('checkbox', { name: 'to the very number' }).check();
  await expect(page.getByText('5 of 6 entries go.')).toBeVisible();
  await expect(page.getByText('Group workers has not read 1 of them, and never will.')).toBeVisible();
  await page.getByRole('button', { name: 'Trim stream' }).click();
  const confirm = page.getByRole('dialog', { name: /Trim stream at Shop/ });
  await expect(confirm).toContainText('XTRIM events:letters MAXLEN 1');
  await confirm.getByRole('textbox').fill('5');
  await confirm.getByRole('button', { name: 'Trim stream' }).click();
  await expect(toast(page, /Removed 5 entries; 1 stays/)).toBeVisible();
  expect(await redis.xlen(key)).toBe(1);
});

test('a viewer may not trim, and the grant is named', async ({ open }) => {
  const page = await open('viewer', streamPage('work/orders'));
  await page.getByRole('button', { name: 'Trim', exact: true }).click();
  await page.getByRole('button', { name: 'Trim stream' }).click({ force: true });
  await expect(page.getByRole('dialog')).toContainText('ACL SETUSER viewer +xtrim');
});
