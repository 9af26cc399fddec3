import { gzipSync } from 'node:zlib';
import { ask } from '../testing/servers';
import { expect, shopPort, test, toast } from './fixtures';

type Redis = Parameters<Parameters<typeof ask>[2]>[0];

const asShop = (run: (redis: Redis) => Promise<unknown>) => ask(shopPort(), 'shop', run);
const view = (key: string) => `/instances/shop/keys/view?key=${key}`;

test('JSON opens as a tree with exact numbers, packed values say how; the bytes are a click away', async ({
  open,
}) => {
  const json = '{"id":9007199254740993,"user":{"name":"Ada","tags":["a","b"]}}';
  await asShop((redis) => redis.set('e2e:packed', gzipSync(json)));
  const page = await open('viewer', view('e2e:packed'));
  await expect(page.getByText('gzip → JSON')).toBeVisible();
  await expect(page.getByText('9007199254740993')).toBeVisible();
  await page.getByRole('button', { name: /tags/ }).click();
  await page.getByRole('radio', { name: 'Text' }).click();
  await expect(page.getByLabel('Text of the value')).toHaveText(json);
  await page.getByRole('radio', { name: 'Hex' }).click();
  await expect(page).toHaveURL(/raw=base64/);
  await expect(page.getByRole('group', { name: 'Bytes' })).toContainText('1f 8b 08');
});

test('a key that ends while somebody looks says so, and what it was stays', async ({ open }) => {
  await asShop((redis) => redis.set('e2e:short', 'I shall be gone', 'EX', 6));
  const page = await open('viewer', view('e2e:short'));
  await expect(page.getByRole('timer')).toHaveText(/\d s|now/);
  await expect(page.getByText('e2e:short is gone')).toBeVisible();
  await expect(page.getByText('Its time was over while you looked.')).toBeVisible();
  await expect(page.getByText('I shall be gone')).toBeVisible();
  await page.reload();
  await expect(page.getByText(/There is no key of this name/)).toBeVisible();
});

test("nobody's change is lost: an edit shows what somebody else wrote meanwhile", async ({ open }) => {
  await asShop((redis) => redis.set('e2e:edited', 'first'));
  const page = await open('operator', view('e2e:edited'));
  await page.getByRole('button', { name: 'Edit' }).click();
  await page.getByRole('textbox', { name: 'New value' }).fill('mine');
  await asShop((redis) => redis.set('e2e:edited', 'theirs'));
  const save = async () => {
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  };
  await save();
  await expect(page.getByText('By now it is:')).toBeVisible();
  await expect(page.locator('pre').filter({ hasText: 'theirs' })).toBeVisible();
  expect(await asShop((redis) => redis.get('e2e:edited'))).toBe('theirs');
  await page.getByRole('button', { name: 'Keep what I typed' }).click();
  await save();
  await expect(toast(page, 'The value is changed.')).toBeVisible();
  await expect(page.getByLabel('Text of the value')).toHaveText('mine');
  expect(await asShop((redis) => redis.get('e2e:edited'))).toBe('mine');
});

test('an operator sets a time to live, renames and removes a key', async ({ open }) => {
  await asShop((redis) => redis.del('e2e:renamed'));
  await asShop((redis) => redis.set('e2e:whole', 'x'));
  const page = await open('operator', view('e2e:whole'));
  await page.getByRole('button', { name: 'Set time to live' }).click();
  await page.getByRole('spinbutton', { name: 'Ends in' }).fill('2');
  await page.getByRole('button', { name: /Let it end in 2 h/ }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /Let it end in 2 h/ })
    .click();
  await expect(page.getByRole('timer')).toHaveText(/1 h 59 min|2 h/);

  await page.getByRole('button', { name: 'Rename' }).click();
  await page.getByRole('textbox', { name: 'New name' }).fill('e2e:renamed');
  await page.getByRole('button', { name: 'Rename' }).last().click();
  await page.getByRole('dialog').getByRole('button', { name: 'Rename' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('e2e:renamed');

  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(page.getByText('e2e:renamed is gone')).toBeVisible();
  expect(await asShop((redis) => redis.exists('e2e:renamed'))).toBe(0);
});

test('a hash: a field opens beside the table, is edited and removed', async ({ open }) => {
  await asShop((redis) =>
    redis.hset('e2e:hash', { name: 'Ada', state: 'open', avatar: Buffer.from([0xff, 1]) }),
  );
  const page = await open('operator', view('e2e:hash'));
  const fields = page.getByRole('table', { name: 'Fields' });
  await expect(fields.getByRole('row', { name: /avatar/ })).toContainText('binary');
  await fields.getByRole('row', { name: /state/ }).click();
  await expect(page).toHaveURL(/open=state/);
  const sheet = page.getByRole('dialog', { name: 'state' });
  await sheet.getByRole('button', { name: 'Edit' }).click();
  await sheet.getByRole('textbox', { name: 'New value' }).fill('closed');
  await sheet.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('dialog', { name: /Save/ }).getByRole('button', { name: 'Save' }).click();
  await expect(toast(page, 'The value is changed.')).toBeVisible();
  expect(await asShop((redis) => redis.hget('e2e:hash', 'state'))).toBe('closed');
  await sheet.getByRole('button', { name: 'Remove field' }).click();
  await page
    .getByRole('dialog', { name: /Remove field/ })
    .getByRole('button', { name: 'Remove field' })
    .click();
  await expect(fields.getByRole('row', { name: /state/ })).toHaveCount(0);
});

test('every kind has its view', async ({ open }) => {
  await asShop(async (redis) => {
    await redis.del('e2e:kind:list', 'e2e:kind:stream');
    await redis.rpush('e2e:kind:list', ...Array.from({ length: 250 }, (_, index) => `entry ${index}`));
    await redis.sadd('e2e:kind:set', 'a', 'b');
    await redis.zadd('e2e:kind:zset', 1.5, 'low', 'inf', 'top');
    await redis.geoadd('e2e:kind:geo', 13.4, 52.5, 'berlin', 2.35, 48.86, 'paris');
    await redis.pfadd('e2e:kind:hll', ...Array.from({ length: 100 }, (_, index) => `v${index}`));
    await redis.setbit('e2e:kind:bits', 700, 1);
    await redis.xadd('e2e:kind:stream', '*', 'event', 'login');
    await redis.xgroup('CREATE', 'e2e:kind:stream', 'mailers', '0').catch(() => {});
  });
  const page = await open('viewer', view('e2e:kind:list'));
  const visit = (key: string, more = '') =>
    page.goto(page.url().replace(/keys\/view.*/, `keys/view?key=${key}${more}`));
  const row = (table: string, name: RegExp) =>
    page.getByRole('table', { name: table }).getByRole('row', { name });

  await expect(row('Elements', /entry 0/)).toBeVisible();
  await page.getByRole('button', { name: 'After', exact: true }).click();
  await expect(row('Elements', /entry 100/)).toBeVisible();

  await visit('e2e:kind:set', '&find=b');
  await expect(page.getByText('b is a member.')).toBeVisible();

  await visit('e2e:kind:zset');
  await expect(row('Members', /top inf/)).toBeVisible();
  await visit('e2e:kind:geo', '&view=geo');
  await expect(page.getByRole('img', { name: /Map of 2 places/ })).toBeVisible();
  await expect(row('Places', /berlin 52\.5/)).toBeVisible();

  await visit('e2e:kind:hll', '&view=hyperloglog');
  await expect(page.getByText(/≈ (9\d|10\d|1\d\d)/)).toBeVisible();
  await visit('e2e:kind:bits', '&view=bitmap');
  await expect(page.getByRole('img', { name: '1 of 704 bits are set' })).toBeVisible();

  await visit('e2e:kind:stream');
  await expect(row('Entries', /login/)).toBeVisible();
  await page.getByRole('radio', { name: 'Groups' }).click();
  await expect(row('Groups', /mailers/)).toBeVisible();
});

test('who may only look sees what is missing for the rest', async ({ open }) => {
  await asShop((redis) => redis.set('e2e:look', 'x'));
  const page = await open('viewer', view('e2e:look'));
  await page.getByRole('button', { name: 'Remove', exact: true }).click({ force: true });
  await expect(page.getByRole('dialog')).toContainText(/ACL SETUSER viewer .*\+unlink/);
});
