import type { Page } from '@playwright/test';
import { ask } from '../testing/servers';
import { expect, shopPort, test } from './fixtures';

const PAGE = '/instances/shop/keys/analysis';

/** Starts an analysis as fast as the server answers, and waits until it is done. */
async function analyse(page: Page): Promise<void> {
  const again = page.getByRole('button', { name: 'New analysis' });
  const start = page.getByRole('button', { name: 'Analyse keyspace' });
  await expect(again.or(start)).toBeVisible();
  if (await again.isVisible()) await again.click();
  await page.getByRole('radio', { name: 'Fast' }).click();
  await start.click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByText('Every key was looked at: the numbers are exact.')).toBeVisible();
  await expect(again).toBeVisible();
}

const prefixes = (page: Page) => page.getByRole('table', { name: 'Prefixes' });
const row = (page: Page, name: string | RegExp) => prefixes(page).getByRole('row', { name });

test('an analysis tells by prefix where the bytes are, and every place in it is a link', async ({ open }) => {
  await ask(shopPort(), 'admin', async (redis) => {
    for (let id = 0; id < 300; id += 1)
      await redis.set(`warehouse:bin:${id}`, 'x'.repeat(2_000), 'EX', 3_600);
    await redis.set('warehouse:plan', 'y'.repeat(1_000));
  });
  const page = await open('operator', PAGE);
  await expect(page.getByRole('heading', { name: 'Where did the memory go?' })).toBeVisible();
  await expect(page.getByText(/Adds at most 0\.5 ms to the p99 latency/)).toBeVisible();
  await analyse(page);
  await expect(row(page, /^warehouse\s/)).toContainText('301');
  await expect(page.getByRole('group', { name: /All keys by prefix, by bytes/ })).toBeVisible();

  await row(page, /^warehouse\s/).click();
  await expect(page).toHaveURL(/prefix=warehouse/);
  await expect(row(page, /warehouse:bin/)).toContainText('300');
  await expect(row(page, /warehouse:bin/)).toContainText('0 %'.replace(' ', '\u00a0'));
  await expect(row(page, /warehouse:plan/)).toContainText('string');
  await expect(page.getByRole('navigation', { name: 'Prefix' })).toContainText('warehouse');

  await prefixes(page).getByRole('button', { name: 'Keys' }).click();
  await expect(page).toHaveURL(/sort=-keys/);
  await page.reload();
  await expect(prefixes(page).getByRole('columnheader', { name: 'Keys' })).toHaveAttribute(
    'aria-sort',
    'descending',
  );
  await expect(row(page, /warehouse:bin/)).toBeVisible();

  await page.getByRole('button', { name: 'All keys' }).click();
  await expect(page).not.toHaveURL(/prefix=/);
  await expect(row(page, /^warehouse\s/)).toBeVisible();
});

test('areas lead into a prefix by keyboard', async ({ open }) => {
  const page = await open('operator', PAGE);
  const areas = page.getByRole('group', { name: /All keys by prefix/ });
  const warehouse = areas.getByRole('button', { name: /^warehouse:/ });
  await warehouse.focus();
  await page.keyboard.press('ArrowRight');
  await expect(warehouse).not.toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(warehouse).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/prefix=warehouse/);
});

test('types, times to live, sizes and the biggest keys have their own sides', async ({ open }) => {
  const page = await open('operator', `${PAGE}?tab=types`);
  await expect(page.getByRole('heading', { name: /never expires/ })).toBeVisible();
  await expect(page.getByRole('table', { name: 'Types and encodings' })).toContainText('zset');
  await page.getByRole('radio', { name: 'Biggest keys' }).click();
  await page.getByLabel('Type').selectOption('zset');
  await expect(page).toHaveURL(/type=zset/);
  const biggest = page.getByRole('table', { name: 'Biggest keys' });
  await expect(biggest.getByRole('row').nth(1)).toContainText('zset');
  await expect(biggest.getByRole('link').first()).toHaveAttribute('href', /keys\/view\?.*key=/);
});

test('a second analysis says what grew since the first', async ({ open }) => {
  await ask(shopPort(), 'admin', async (redis) => {
    for (let id = 0; id < 200; id += 1) await redis.set(`harvest:crate:${id}`, 'z'.repeat(20_000));
  });
  const page = await open('operator', PAGE);
  await analyse(page);
  const sentence = /^harvest:crate:\* \+[\d.]+.MiB since \d\d:\d\d, all of it new\./;
  const says = page.getByRole('region', { name: 'What it says' });
  await expect(says.getByRole('listitem').filter({ hasText: sentence })).toBeVisible();
  await says.getByRole('button', { name: 'All changes' }).click();
  await expect(page).toHaveURL(/tab=growth/);
  await expect(page.getByRole('heading', { name: sentence })).toBeVisible();
  const growth = page.getByRole('table', { name: 'Growth by prefix' });
  await expect(growth.getByRole('row', { name: /harvest/ }).first()).toContainText('+200');
  await page.getByRole('radio', { name: /Analyses/ }).click();
  await expect(page.getByRole('table', { name: 'Analyses' }).getByRole('row')).toHaveCount(3);
});

test('who may not ask for bytes is told which grant is missing, before and after', async ({ open }) => {
  await ask(shopPort(), 'admin', (redis) =>
    redis.call(
      'ACL',
      ...['SETUSER', 'counter', 'on', '>counter', 'resetkeys', '%R~*', '+scan', '+info', '+ping', '+time'],
      ...['+@read', '-keys', '-memory|usage'],
    ),
  );
  const page = await open('counter', PAGE);
  await expect(page.getByText('ACL SETUSER counter +memory|usage')).toBeVisible();
  await analyse(page);
  await expect(page.getByText('ACL SETUSER counter +memory|usage')).toBeVisible();
  await expect(row(page, /^warehouse\s/)).toContainText('301');
});
