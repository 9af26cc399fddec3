import type { Redis } from 'ioredis';
import { connect } from '../testing/servers';
import { expect, shopPort, test } from './fixtures';
import { recognised } from './recognised';

let redis: Redis;
test.beforeAll(async () => {
  redis = connect(shopPort(), 'shop', 'shop');
  await redis.connect();
});
test.afterAll(() => redis.disconnect());

const seriesPage = (thing: string, more = '') =>
  `/instances/shop/analytics/time-series?thing=${encodeURIComponent(thing)}${more}`;

/** A point each minute, up to now; `null` leaves one out. */
async function writeMinutes(
  key: string,
  count: number,
  point: (at: number, index: number) => [score: number, member: string] | null,
) {
  const now = Math.floor(Date.now() / 1000);
  const scored = Array.from({ length: count }, (_, index) => point(now - (count - 1 - index) * 60, index));
  await redis.unlink(key);
  await redis.zadd(key, ...scored.flatMap((each) => each ?? []));
}

test('a viewer comes from the home to the prices: several series in one chart, over a chosen span', async ({
  open,
}) => {
  const page = await open('viewer', '/instances/shop/analytics?pattern=time-series');
  await page
    .getByRole('link', { name: /product prices/ })
    .first()
    .click();
  await expect(page).toHaveURL(/analytics\/time-series\?thing=price-history/);
  await expect(page.getByRole('img', { name: 'Values, chart over time' })).toBeVisible();
  const table = page.getByRole('table', { name: 'Series' });
  await expect(table.getByRole('row', { name: /product:\d+:price_history/ })).toHaveCount(4);
  await expect(page.getByText('scores are Unix seconds, members are “time:value”')).toBeVisible();

  await page.getByRole('radio', { name: '7 d' }).click();
  await expect(page).toHaveURL(/last=7d/);
  await page.getByRole('radio', { name: 'Apart' }).click();
  await expect(page).toHaveURL(/apart=true/);
  await page.getByRole('radio', { name: 'All' }).click();
  await expect(page).not.toHaveURL(/last=/);
  await expect(page.getByRole('img', { name: 'Values, chart over time' })).toHaveCount(4);
});

test('series are chosen by name, and the choice is a link', async ({ open }) => {
  const page = await open('viewer', seriesPage('price-history'));
  const table = page.getByRole('table', { name: 'Series' });
  const rows = table.getByRole('row', { name: /price_history/ });
  await expect(rows.first()).toBeVisible();
  const inChart = await rows.count();
  await page.getByRole('button', { name: 'Choose series' }).click();
  const dialog = page.getByRole('dialog', { name: 'Series in the chart' });
  const first = dialog.getByRole('checkbox').first();
  await expect(first).toBeChecked();
  await first.click();
  await dialog.getByRole('searchbox', { name: 'Find a series' }).fill('price_history');
  await dialog.getByRole('checkbox').nth(5).click();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(page).toHaveURL(/keys=.*&keys=/);
  await expect(rows).toHaveCount(inChart);
  const chosen = page.url();
  await page.reload();
  expect(page.url()).toBe(chosen);
  await expect(rows).toHaveCount(inChart);
});

test('one series shows its newest value, counts on demand, and what was before', async ({ open }) => {
  const page = await open('viewer', seriesPage('timeseries/orders_per_minute'));
  await expect(page.getByText('Newest value')).toBeVisible();
  await page.getByRole('radio', { name: 'Counts' }).click();
  await expect(page).toHaveURL(/show=counts/);
  await expect(page.getByRole('heading', { name: /^Events per/ })).toBeVisible();
  await page.getByRole('radio', { name: '1 h', exact: true }).click();
  await expect(page).toHaveURL(/last=1h/);
  await page.getByRole('button', { name: 'Earlier' }).click();
  await expect(page).toHaveURL(/from=\d+/);
  await page.getByRole('button', { name: 'Later' }).click();
  await page.getByRole('radio', { name: 'All' }).click();
  await expect(page).not.toHaveURL(/from=/);
});

test('a swapped series says what is dangerous about it, and which way it is read can be changed', async ({
  open,
}) => {
  await writeMinutes('timeseries:swapped', 60, (at, index) => [20 + (index % 7), String(at)]);
  await recognised('operator', 'timeseries/swapped');
  const page = await open('operator', seriesPage('timeseries/swapped'));
  await expect(page.getByText(/The time is the member and the value is the score/)).toBeVisible();
  await expect(page.getByText('members are times, scores are values')).toBeVisible();
  await page.getByRole('button', { name: /Read it the other way/ }).click();
  await expect(page.getByText(/set by hand/)).toBeVisible();
  await expect(page.getByText('the data is not like that')).toBeVisible();
  await page.getByRole('button', { name: 'Detect it again' }).click();
  await expect(page.getByText(/set by hand/)).toHaveCount(0);
});

test('values below zero and gaps are drawn', async ({ open }) => {
  await writeMinutes('timeseries:frost', 120, (at, index) =>
    index > 40 && index < 80 ? null : [at, `${at}:${-5 + (index % 3)}`],
  );
  await recognised('operator', 'timeseries/frost');
  const page = await open('operator', seriesPage('timeseries/frost'));
  const chart = page.getByRole('img', { name: 'Values, chart over time' });
  await expect(chart.getByText(/^-\d/).first()).toBeVisible();
  await page.getByRole('searchbox', { name: 'Filter' }).fill('gaps=1');
  await expect(page.getByRole('table', { name: 'Series' }).getByRole('row', { name: /frost/ })).toBeVisible();
});
